/** The step in hand: scans fill its slots, numbers and choices follow, Enter records it and the next one comes. */
import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { call, useAct, type Problem, type ScanKind, type StepView } from '@/api';
import {
  ActForm, Buttons, focusFirstEmpty, FormProblem, pick, readScanOf, ScanSlot, StepPicture, StepSamples, SubmitButton, useScan,
  useTexts, wrongKind,
} from '@/shared';
import { DepartureDialog, type Departing } from './DepartureDialog';
import { RepeatNote } from './RepeatNote';
import { SecondAndLate } from './SecondAndLate';
import { SkipDialog } from './SkipDialog';
import { StepInputField } from './StepInputField';
import { StepTimer } from './StepTimer';
import { atInput, EMPTY_DRAFT, scanField, slotOf, toRecordStep, UNIT_KINDS, wantedKinds, type StepDraft } from './step';
import classes from './bench.module.css';

/** Another unit is for the bench, a paper for the program. */
const PASSED_ON: ScanKind[] = [...UNIT_KINDS, 'document', 'part'];

const bare = (code: string | undefined) => code?.replace(/^&[a-z]/, '') ?? null;

export function StepForm({ donation, step, all, stationMs }: { donation: string; step: StepView; all: number; stationMs: number }) {
  const t = useTexts('bench');
  const act = useAct('bench.record_step');
  const begin = useAct('bench.begin_step');
  const root = useRef<HTMLDivElement>(null);
  const [draft, setDraft] = useState<StepDraft>(EMPTY_DRAFT);
  const [late, setLate] = useState(false);
  const [departing, setDeparting] = useState<Departing | null>(null);
  const put = (part: Partial<StepDraft>) => setDraft((before) => ({ ...before, ...part }));
  const timed = step.dwell !== null && step.begun_ms === null && !late;

  useScan(async (text) => {
    const meaning = await readScanOf(text, [...wantedKinds(step), 'bag'], { also: PASSED_ON });
    if (PASSED_ON.includes(meaning.kind)) return false;
    const slot = slotOf(meaning.kind, step, draft.scans);
    if (slot === null) throw wrongKind({ wanted: [...wantedKinds(step), 'bag'], got: meaning.kind });
    if (slot === 'second') {
      const { login } = await call('session.read_badge', { text });
      put({ second_login: login });
    } else {
      // What may not be used is refused at once, and never fills the slot.
      await call('bench.check_scan', { donation, step: step.code, scan: { code: slot, scan: text }, done_ms: draft.done_ms });
      setDraft((before) => ({ ...before, scans: { ...before.scans, [slot]: text } }));
    }
    return true;
  });
  const scanned = Object.keys(draft.scans).length;
  useEffect(() => {
    if (scanned >= 0) focusFirstEmpty(root.current);
  }, [scanned, timed]);

  const label = (code: string) => {
    const input = step.inputs.find((input) => input.code === code);
    return input ? pick(input) : undefined;
  };
  const unsigned = act.error?.code === 'bench.step_unsigned';
  const error = unsigned ? null : act.error;
  const atField = atInput(error, label);
  // The form says what is wrong, the input concerned shows that it is here.
  const within = error?.field === 'values' || error?.field === 'scans';
  const shown = { isPending: act.isPending, error: error && { ...error, params: atField?.params ?? error.params, field: within ? null : error.field } };
  const submit = () => {
    const request = toRecordStep(donation, step, draft);
    act.mutate(request, {
      onError: (problem: Problem) => {
        if (problem.code !== 'bench.step_unsigned') return;
        void call('bench.show_step', request).then((answer) => setDeparting({ request, shown: answer }));
      },
    });
  };
  const firstEmpty = step.scans.find(({ code }) => draft.scans[code] === undefined)?.code;
  return (
    <section ref={root} className={classes.step} data-testid={`step-${step.code}`}>
      <div className={classes.stepHead}>
        <span className={classes.stepNumber}>{step.number}</span>
        <div className={classes.stepWords}>
          <h2 className={classes.stepTitle}>{pick(step)}</h2>
          <p className={classes.help}>{pick({ zh: step.help_zh, en: step.help_en })}</p>
          <StepPicture step={step.code} picture={step.picture} />
        </div>
      </div>
      <RepeatNote step={step} />
      <StepTimer step={step} stationMs={stationMs} />
      {timed ? (
        <ActForm act={begin} onSubmit={() => begin.mutate({ donation, step: step.code })}>
          <Buttons>
            <SkipDialog donation={donation} step={step} />
            <Button variant="subtle" onClick={() => setLate(true)} data-testid="bench-late">{t('step.late')}</Button>
            <Button type="submit" size="lg" leftSection={<IconPlayerPlay size={24} />} loading={begin.isPending} data-testid="submit-bench-begin_step" autoFocus>
              {t('timer.start')}
            </Button>
          </Buttons>
        </ActForm>
      ) : (
        <ActForm act={shown} onSubmit={submit}>
          {step.scans.length > 0 ? (
            <div className={classes.slots}>
              {step.scans.map((scan) => (
                <ScanSlot
                  key={scan.code}
                  name={scan.code}
                  field={scanField(scan.code)}
                  title={pick(scan)}
                  hint={t(`step.${scan.kind}_hint`)}
                  value={bare(draft.scans[scan.code])}
                  active={scan.code === firstEmpty}
                  onClear={() => setDraft((before) => ({
                    ...before, scans: Object.fromEntries(Object.entries(before.scans).filter(([code]) => code !== scan.code)),
                  }))}
                />
              ))}
            </div>
          ) : null}
          <StepSamples donation={donation} step={step.code} values={draft.values} onTake={(values) => put({ values: { ...draft.values, ...values } })} />
          <FormProblem.Provider value={atField}>
            {step.inputs.map((input) => (
              <StepInputField
                key={input.code}
                donations={[donation]}
                step={step.code}
                input={input}
                value={draft.values[input.code] ?? ''}
                onChange={(value) => setDraft((before) => ({ ...before, values: { ...before.values, [input.code]: value } }))}
              />
            ))}
          </FormProblem.Provider>
          <SecondAndLate step={step} draft={draft} late={late} onLate={setLate} put={put} />
          <Buttons>
            <span className={classes.enter}>{t('step.enter', { all })}</span>
            <SkipDialog donation={donation} step={step} />
            <SubmitButton command="bench.record_step" act={act}>{t('step.submit')}</SubmitButton>
          </Buttons>
        </ActForm>
      )}
      {departing ? <DepartureDialog step={step} departing={departing} onClose={() => setDeparting(null)} /> : null}
    </section>
  );
}
