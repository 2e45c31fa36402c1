/** Correcting a step that was done: choose it, change values or scan what was really used, say why; by two where the step wants two, signed where it departs. */
import { IconPencil } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { call, useAct, type CorrectStep as Correction, type Problem, type ScanKind, type StepShown, type StepView } from '@/api';
import { asProblem } from '@/platform';
import {
  ActForm, Buttons, DepartureList, FieldAttachment, FieldDateTime, FieldLongText, FieldNumber, FieldRadio, FieldRow, FieldScan, FieldSelect, FieldText, FormDialog, FormProblem, givenSecond, NO_SECOND, pick, readScanOf, ScanSlot, SecondPerson, SignatureDialog, SubmitButton,
  useScan, useSession, useTexts, valueScan, wrongKind,
} from '@/shared';
import { changedScans, changedStep, stepDraft } from './correction';
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
  const { operator } = useSession();
  const act = useAct('unit.correct_step');
  const sign = useAct('unit.correct_step');
  const [code, setCode] = useState<string | null>(null);
  const [values, setValues] = useState<Record<string, string>>({});
  const [scans, setScans] = useState<Record<string, string>>({});
  const [reason, setReason] = useState('');
  const [second, setSecond] = useState(NO_SECOND);
  const [departing, setDeparting] = useState<{ request: Correction; shown: StepShown } | null>(null);
  /** Why the correction that is to be signed cannot be shown. */
  const [unshown, setUnshown] = useState<Problem | null>(null);
  const step = steps.find((one) => one.code === code);
  const choose = (chosen: string) => {
    const found = steps.find((one) => one.code === chosen);
    setCode(chosen);
    setValues(found ? stepDraft(found) : {});
    setScans({});
    setSecond(NO_SECOND);
  };
  useScan(async (text) => {
    const wanted = [...new Set((step?.scans ?? []).map(({ kind }): ScanKind => kind)), ...(step?.needs_second ? ['badge' as const] : [])];
    const meaning = await readScanOf(text, wanted);
    if (meaning.kind === 'badge' && step?.needs_second) {
      const { login } = await call('session.read_badge', { text });
      setSecond((before) => ({ ...before, second_login: login }));
      return true;
    }
    const takers = (step?.scans ?? []).filter(({ kind }) => kind === meaning.kind);
    const slot = takers.find(({ code: one }) => scans[one] === '') ?? takers[0];
    if (!slot) throw wrongKind({ wanted, got: meaning.kind });
    setScans((before) => ({ ...before, [slot.code]: text }));
    return true;
  });
  const submit = () => {
    if (!step) return;
    const request: Correction = {
      donation, step: step.code, values: changedStep(stepDraft(step), values), scans: changedScans(scans), reason,
      ...givenSecond(step.needs_second ? second : NO_SECOND),
      digest: null, login: null, password: null,
    };
    setUnshown(null);
    act.mutate(request, {
      onSuccess: onDone,
      onError: (problem: Problem) => {
        if (problem.code !== 'bench.step_unsigned') return;
        void call('unit.show_step_correction', request).then((answer) => setDeparting({ request, shown: answer }), (thrown: unknown) => setUnshown(asProblem(thrown)));
      },
    });
  };
  const error = act.error?.code === 'bench.step_unsigned' ? unshown : act.error;
  const atField = useMemo(() => atInput(error), [error]);
  const within = error?.field === 'values' || error?.field === 'scans';
  const shown = { isPending: act.isPending, error: error && { ...error, field: within ? null : error.field } };
  return (
    <ActForm act={shown} onSubmit={submit}>
      <p className={classes.quiet}>{t('correct.hint')}</p>
      <FieldSelect name="step" value={code} onChange={choose} options={steps.map((one) => ({ value: one.code, label: `${one.number} ${pick(one)}` }))} required />
      <FormProblem.Provider value={atField}>
        {step?.scans.map(({ code: scan, kind, value, ...words }) => (
          <ScanSlot
            key={scan}
            name={scan}
            field={`scans.${scan}`}
            title={pick(words)}
            hint={t(`correct.${kind}_hint`)}
            value={scans[scan] === '' ? null : (scans[scan]?.replace(/^&[a-z]/, '') ?? value)}
            onClear={() => setScans((before) => ({ ...before, [scan]: '' }))}
          />
        ))}
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
            if (input.kind === 'scan') return <FieldScan key={input.code} {...field} isMine={async (text) => (await valueScan(text, [donation])).for === 'field'} />;
            if (input.kind === 'text') return <FieldText key={input.code} {...field} maxLength={200} />;
            if (input.kind === 'time') {
              return <FieldDateTime key={input.code} {...field} value={field.value === '' ? null : Number(field.value)} onChange={(ms) => field.onChange(ms === null ? '' : String(ms))} />;
            }
            return <FieldNumber key={input.code} {...field} suffix={input.unit} />;
          })}
        </FieldRow>
      </FormProblem.Provider>
      <FieldLongText name="reason" value={reason} onChange={setReason} description={t('correct.reason_hint')} required maxLength={500} />
      {step?.needs_second ? <SecondPerson value={second} put={(part) => setSecond((before) => ({ ...before, ...part }))} /> : null}
      <Buttons><SubmitButton command="unit.correct_step" act={act} disabled={!step}>{t('correct.submit')}</SubmitButton></Buttons>
      {departing ? (
        <SignatureDialog
          opened
          onClose={() => setDeparting(null)}
          meaning="override"
          signer={operator.name}
          digest={departing.shown.digest}
          act={sign}
          onSign={(credential) => sign.mutate({ ...departing.request, digest: departing.shown.digest, ...credential }, { onSuccess: onDone })}
          what={<div data-testid="correction-departs"><p>{departing.request.reason}</p><DepartureList departures={departing.shown.departures} />{departing.shown.holds ? <p data-testid="correction-holds">{t('correct.holds')}</p> : null}</div>}
        />
      ) : null}
    </ActForm>
  );
}

/** The problem at the input or slot that it names. */
function atInput(error: Problem | null): Problem | null {
  const { input, scan } = error?.params ?? {};
  if (error && typeof input === 'string') return { ...error, field: input };
  return error && typeof scan === 'string' ? { ...error, field: `scans.${scan}` } : null;
}
