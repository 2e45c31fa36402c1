/** What every step may want beside its values: the second person, and when it was done where it is entered after the fact. */
import { Checkbox } from '@mantine/core';
import type { StepView } from '@/api';
import { FieldDateTime, FieldPassword, FieldRow, FieldText, useTexts } from '@/shared';
import classes from './bench.module.css';
import type { StepDraft } from './step';

type Draft = Pick<StepDraft, 'second_login' | 'second_password' | 'done_ms'>;

interface Props {
  step: StepView;
  draft: Draft;
  late: boolean;
  onLate: (late: boolean) => void;
  put: (part: Partial<Draft>) => void;
}

export function SecondAndLate({ step, draft, late, onLate, put }: Props) {
  const t = useTexts('bench');
  return (
    <>
      {step.needs_second ? (
        <div role="group" aria-labelledby="bench-second" className={classes.second}>
          <div id="bench-second" className={classes.secondTitle}>{t('step.second')}</div>
          <FieldRow>
            <FieldText name="second_login" value={draft.second_login} onChange={(second_login) => put({ second_login })} description={t('step.second_hint')} required mono maxLength={40} />
            <FieldPassword name="second_password" value={draft.second_password} onChange={(second_password) => put({ second_password })} description={t('step.second_password_hint')} required />
          </FieldRow>
        </div>
      ) : null}
      <Checkbox
        label={t('step.late')}
        checked={late}
        onChange={(event) => {
          onLate(event.currentTarget.checked);
          put({ done_ms: null });
        }}
        data-testid="field-late"
      />
      {late ? <FieldDateTime name="done_ms" label={t('step.done_at')} description={t('step.done_at_hint')} value={draft.done_ms} onChange={(done_ms) => put({ done_ms })} required /> : null}
    </>
  );
}
