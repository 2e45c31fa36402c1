/** Correcting the values of a step that was done: choose the step, change what is wrong, say why. */
import { IconPencil } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useAct, type Problem, type StepView } from '@/api';
import {
  ActForm, Buttons, FieldAttachment, FieldDateTime, FieldLongText, FieldNumber, FieldRadio, FieldRow, FieldSelect, FieldText, FormDialog, FormProblem, pick, SubmitButton, useTexts,
} from '@/shared';
import { changedStep, stepDraft } from './correction';
import classes from './Unit.module.css';

export function CorrectStep({ donation, steps }: { donation: string; steps: StepView[] }) {
  const t = useTexts('unit');
  return (
    <FormDialog title={t('correct.step')} testId="unit-correct-step" variant="default" icon={<IconPencil size={18} />} size="lg">
      {(close) => <Form donation={donation} steps={steps} onDone={close} />}
    </FormDialog>
  );
}

function Form({ donation, steps, onDone }: { donation: string; steps: StepView[]; onDone: () => void }) {
  const t = useTexts('unit');
  const act = useAct('unit.correct_step');
  const [code, setCode] = useState<string | null>(null);
  const [values, setValues] = useState<Record<string, string>>({});
  const [reason, setReason] = useState('');
  const step = steps.find((one) => one.code === code);
  const choose = (chosen: string) => {
    const found = steps.find((one) => one.code === chosen);
    setCode(chosen);
    setValues(found ? stepDraft(found) : {});
  };
  const submit = () =>
    step && act.mutate({ donation, step: step.code, values: changedStep(stepDraft(step), values), reason }, { onSuccess: onDone });
  const atField = useMemo(() => atInput(act.error), [act.error]);
  const shown = act.error?.field === 'values' ? { isPending: act.isPending, error: { ...act.error, field: null } } : act;
  return (
    <ActForm act={shown} onSubmit={submit}>
      <p className={classes.quiet}>{t('correct.hint')}</p>
      <FieldSelect name="step" value={code} onChange={choose} options={steps.map((one) => ({ value: one.code, label: `${one.number} ${pick(one)}` }))} required />
      <FormProblem.Provider value={atField}>
        <FieldRow>
          {step?.inputs.map((input) => {
            const field = {
              name: input.code, label: pick(input), value: values[input.code] ?? '',
              onChange: (value: string | null) => setValues((before) => ({ ...before, [input.code]: value ?? '' })),
            };
            if (input.kind === 'choice') {
              return <FieldRadio<string> key={input.code} {...field} value={field.value === '' ? null : field.value} options={input.choices.map((choice) => ({ value: choice.code, label: pick(choice) }))} />;
            }
            if (input.kind === 'photo' || input.kind === 'file') {
              return <FieldAttachment key={input.code} name={input.code} label={pick(input)} required={!input.optional} donations={[donation]} step={step.code} input={input} value={field.value} onChange={field.onChange} />;
            }
            if (input.kind === 'text' || input.kind === 'scan') return <FieldText key={input.code} {...field} maxLength={200} />;
            if (input.kind === 'time') {
              return <FieldDateTime key={input.code} {...field} value={field.value === '' ? null : Number(field.value)} onChange={(ms) => field.onChange(ms === null ? '' : String(ms))} />;
            }
            return <FieldNumber key={input.code} {...field} suffix={input.unit} />;
          })}
        </FieldRow>
      </FormProblem.Provider>
      <FieldLongText name="reason" value={reason} onChange={setReason} description={t('correct.reason_hint')} required maxLength={500} />
      <Buttons><SubmitButton command="unit.correct_step" act={act} disabled={!step}>{t('correct.submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}

/** The problem at the input that it names. */
function atInput(error: Problem | null): Problem | null {
  const input = error?.params['input'];
  return error && typeof input === 'string' ? { ...error, field: input } : null;
}
