/** What every step may want beside its values: the second person, and when it was done where it is entered after the fact. */
import { Checkbox } from '@mantine/core';
import type { StepView } from '@/api';
import { FieldDateTime, SecondPerson, useTexts } from '@/shared';
import type { StepDraft } from './step';

type Draft = Pick<StepDraft, 'second_login' | 'second_password' | 'late' | 'done_ms'>;

interface Props {
  step: StepView;
  draft: Draft;
  put: (part: Partial<Draft>) => void;
}

export function SecondAndLate({ step, draft, put }: Props) {
  const t = useTexts('bench');
  const { late } = draft;
  return (
    <>
      {step.needs_second ? (
        <SecondPerson value={draft} put={put} />
      ) : null}
      <Checkbox
        label={t('step.late')}
        checked={late}
        onChange={(event) => put({ late: event.currentTarget.checked, done_ms: null })}
        data-testid="field-late"
      />
      {late ? <FieldDateTime name="done_ms" label={t('step.done_at')} description={t('step.done_at_hint')} value={draft.done_ms} onChange={(done_ms) => put({ done_ms })} required /> : null}
    </>
  );
}
