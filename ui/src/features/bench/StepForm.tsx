/** The step in hand: scans fill its slots, numbers and choices follow, Enter records it and the next one comes. */
import { useEffect, useRef, useState } from 'react';
import { call, useAct, type ScanKind, type StepView } from '@/api';
import {
  ActForm, Buttons, FieldPassword, FieldRow, FieldText, focusFirstEmpty, FormProblem, pick, readScanOf, ScanSlot, SubmitButton, useScan, useTexts,
  useWord, wrongKind,
} from '@/shared';
import { StepInputField } from './StepInputField';
import { atInput, EMPTY_DRAFT, slotOf, toRecordStep, UNIT_KINDS, wantedKinds, type StepDraft } from './step';
import classes from './bench.module.css';

/** Another unit is for the bench, a paper for the program. */
const PASSED_ON: ScanKind[] = [...UNIT_KINDS, 'document'];

export function StepForm({ donation, step, all }: { donation: string; step: StepView; all: number }) {
  const t = useTexts('bench');
  const word = useWord();
  const act = useAct('bench.record_step');
  const root = useRef<HTMLDivElement>(null);
  const [draft, setDraft] = useState<StepDraft>(EMPTY_DRAFT);
  const put = (part: Partial<StepDraft>) => setDraft((before) => ({ ...before, ...part }));

  useScan(async (text) => {
    const meaning = await readScanOf(text, [...wantedKinds(step), 'bag'], { also: PASSED_ON });
    if (PASSED_ON.includes(meaning.kind)) return false;
    const slot = slotOf(meaning.kind, step);
    if (slot === null) throw wrongKind({ wanted: [...wantedKinds(step), 'bag'], got: meaning.kind });
    if (slot === 'second') {
      const { login } = await call('session.read_badge', { text });
      put({ second_login: login });
    } else put({ [slot]: text });
    return true;
  });
  const scanned = Number(draft.equipment !== null) + Number(draft.lot !== null);
  useEffect(() => {
    if (scanned >= 0) focusFirstEmpty(root.current);
  }, [scanned]);

  const label = (code: string) => {
    const input = step.inputs.find((input) => input.code === code);
    return input ? pick(input) : undefined;
  };
  const atField = atInput(act.error, label);
  // The form says what is wrong, the input concerned shows that it is here.
  const shown = { isPending: act.isPending, error: act.error && { ...act.error, field: act.error.field === 'values' ? null : act.error.field } };
  const bare = (code: string | null) => code?.replace(/^&[a-z]/, '') ?? null;
  return (
    <section ref={root} className={classes.step} data-testid={`step-${step.code}`}>
      <div className={classes.stepHead}>
        <span className={classes.stepNumber}>{step.number}</span>
        <div>
          <h2 className={classes.stepTitle}>{pick(step)}</h2>
          <p className={classes.help}>{pick({ zh: step.help_zh, en: step.help_en })}</p>
        </div>
      </div>
      <ActForm act={shown} onSubmit={() => act.mutate(toRecordStep(donation, step, draft))}>
        {step.needs_equipment || step.needs_lot ? (
          <div className={classes.slots}>
            {step.needs_equipment ? (
              <ScanSlot name="equipment" field="equipment_scan" title={draft.equipment === null ? t('step.equipment') : word('ScanKind', 'equipment')} hint={t('step.equipment_hint')} value={bare(draft.equipment)} active={draft.equipment === null} onClear={() => put({ equipment: null })} />
            ) : null}
            {step.needs_lot ? (
              <ScanSlot name="lot" field="lot_scan" title={draft.lot === null ? t('step.lot') : word('ScanKind', 'lot')} hint={t('step.lot_hint')} value={bare(draft.lot)} active={draft.lot === null && (!step.needs_equipment || draft.equipment !== null)} onClear={() => put({ lot: null })} />
            ) : null}
          </div>
        ) : null}
        <FormProblem.Provider value={atField}>
          {step.inputs.map((input) => (
            <StepInputField
              key={input.code}
              input={input}
              value={draft.values[input.code] ?? ''}
              onChange={(value) => put({ values: { ...draft.values, [input.code]: value } })}
            />
          ))}
        </FormProblem.Provider>
        {step.needs_second ? (
          <div role="group" aria-labelledby="bench-second" className={classes.second}>
            <div id="bench-second" className={classes.secondTitle}>{t('step.second')}</div>
            <FieldRow>
              <FieldText name="second_login" value={draft.second_login} onChange={(second_login) => put({ second_login })} description={t('step.second_hint')} required mono maxLength={40} />
              <FieldPassword name="second_password" value={draft.second_password} onChange={(second_password) => put({ second_password })} description={t('step.second_password_hint')} required />
            </FieldRow>
          </div>
        ) : null}
        <Buttons>
          <span className={classes.enter}>{t('step.enter', { all })}</span>
          <SubmitButton command="bench.record_step" act={act}>{t('step.submit')}</SubmitButton>
        </Buttons>
      </ActForm>
    </section>
  );
}
