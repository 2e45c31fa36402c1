/** Creates a bank in five short steps. What the program refuses leads back to the step it is about. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useAct, type Problem } from '@/api';
import { ActForm, Buttons, PageHeader, Panel, SubmitButton, useFields, useTexts } from '@/shared';
import classes from './CreateBank.module.css';
import { EMPTY, missing, STEPS, stepOf, toRequest } from './draft';
import { AdminStep, BankStep, NumberingStep, PlaceStep, ProtectStep } from './steps';

interface Props {
  onBack: () => void;
  onBusy: (busy: boolean) => void;
  onKey: (recoveryKey: string) => void;
}

const FORMS = { bank: BankStep, numbering: NumberingStep, place: PlaceStep, admin: AdminStep, protect: ProtectStep };

export function CreateBank({ onBack, onBusy, onKey }: Props) {
  const t = useTexts('setup');
  const common = useTexts();
  const act = useAct('setup.create_bank');
  const fields = useFields(EMPTY);
  const [at, setAt] = useState(0);
  const step = STEPS[at] ?? 'bank';
  const last = at === STEPS.length - 1;
  const open = missing(step, fields.values);
  const Form = FORMS[step];

  const leadBack = (problem: Problem) => {
    onBusy(false);
    const where = problem.field ? stepOf(problem.field) : -1;
    if (where >= 0) setAt(where);
  };
  const submit = () => {
    if (open.length > 0) return;
    if (!last) return setAt(at + 1);
    onBusy(true);
    act.mutate(toRequest(fields.values), { onSuccess: (reply) => onKey(reply.recovery_key), onError: leadBack });
  };
  return (
    <Panel>
      <PageHeader title={t(`create.${step}`)} subtitle={t('create.step', { n: at + 1, total: STEPS.length })} />
      <ol className={classes.steps}>
        {STEPS.map((name, index) => (
          <li key={name} data-state={index < at ? 'done' : index === at ? 'now' : 'later'} aria-current={index === at ? 'step' : undefined}>
            {t(`create.${name}`)}
          </li>
        ))}
      </ol>
      <ActForm act={act} onSubmit={submit}>
        <Form key={step} {...fields} />
        <Buttons>
          <Button
            variant="default"
            onClick={() => (at === 0 ? onBack() : setAt(at - 1))}
            disabled={act.isPending}
            data-testid="setup-back"
          >
            {common('action.back')}
          </Button>
          {last ? (
            <SubmitButton command="setup.create_bank" act={act} disabled={open.length > 0}>{t('create.submit')}</SubmitButton>
          ) : (
            <Button type="submit" disabled={open.length > 0} data-testid="setup-next">{common('action.next')}</Button>
          )}
        </Buttons>
      </ActForm>
    </Panel>
  );
}
