/** Leaves a step out for every unit that could have it now: why, signed once where the procedure wants that. */
import { Button } from '@mantine/core';
import { IconPlayerSkipForward } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, type StepInHand } from '@/api';
import { pick, useTexts } from '@/shared';
import { SkipReason } from '../SkipReason';

export function RunSkipDialog({ run, hand }: { run: string; hand: StepInHand }) {
  const t = useTexts('bench');
  const act = useAct('run.skip_step');
  const [opened, setOpened] = useState(false);
  if (hand.skip_digests.length === 0) return null;
  const { step, skip_digests: digests } = hand;
  const close = () => setOpened(false);
  return (
    <>
      <Button
        variant="subtle"
        leftSection={<IconPlayerSkipForward size={20} />}
        onClick={() => {
          act.reset();
          setOpened(true);
        }}
        aria-haspopup="dialog"
        data-testid="bench-skip"
      >
        {t('skip.open')}
      </Button>
      {opened ? (
        <SkipReason
          skip={step.skip}
          act={act}
          command="run.skip_step"
          what={t('run.skip', { number: step.number, step: pick(step), count: digests.length })}
          onClose={close}
          onSkip={(reason, credential) => act.mutate({ run, step: step.code, reason, digests, ...credential }, { onSuccess: close })}
        />
      ) : null}
    </>
  );
}
