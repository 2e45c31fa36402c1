/** The step in hand was done before: that it is done again, and what that takes. */
import { IconRepeat } from '@tabler/icons-react';
import type { StepView } from '@/api';
import { TimeText, Tone, useTexts } from '@/shared';

export function RepeatNote({ step }: { step: StepView }) {
  const t = useTexts('bench');
  if (step.standing !== 'done') return null;
  const takes = step.repeatable ? t('step.again_free') : t(`step.again_${step.repeat}`);
  return (
    <p data-testid="step-again" data-takes={step.repeatable ? 'nothing' : step.repeat}>
      <Tone tone={step.repeatable ? 'blue' : 'orange'} icon={IconRepeat}>{t('step.again')}</Tone>{' '}
      {t('step.again_when')} <TimeText ms={step.done_ms} />. {takes}
    </p>
  );
}
