/** The step in hand: scans fill its slots, numbers and choices follow, Enter records it and the next one comes. */
import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { call, useAct, type Problem, type ScanKind, type StepView, type UnitRow } from '@/api';
import { asProblem } from '@/platform';
import {
  ActForm, Buttons, focusFirstEmpty, FormProblem, pick, readScanOf, StepPicture, StepSamples, SubmitButton, useScan,
  useTexts, wrongKind,
} from '@/shared';
import { DepartureDialog, type Departing } from './DepartureDialog';
import { useStepDraft } from './draft';
import { KeptNote } from './KeptNote';
import { useRefuseOther } from './otherUnit';
import { RepeatNote } from './RepeatNote';
import { SecondAndLate } from './SecondAndLate';
import { SkipDialog } from './SkipDialog';
import { StepInputField } from './StepInputField';
import { StepSlots } from './StepSlots';
import { StepTimer } from './StepTimer';
import { VoidStart } from './VoidStart';
import { atInput, EMPTY_DRAFT, holdsLabels, isEntered, sentScans, slotOf, toRecordStep, UNIT_KINDS, wantedKinds, withOpenScans } from './step';
import classes from './bench.module.css';

/** Another unit is for the bench, a paper for the program. */
const PASSED_ON: ScanKind[] = [...UNIT_KINDS, 'document', 'part'];

interface Props {
  unit: UnitRow;
  step: StepView;
  all: number;
  stationMs: number;
}

export function StepForm({ unit, step, all, stationMs }: Props) {
  const t = useTexts('bench');
  const { donation } = unit;
  const act = useAct('bench.record_step');
  const begin = useAct('bench.begin_step');
  const takeBack = useAct('bench.void_start');
  const root = useRef<HTMLDivElement>(null);
  const place = ['step', donation, step.code, String(step.done_ms)];
  const { draft, put, putIn, forget, found_ms } = useStepDraft(place, EMPTY_DRAFT);
  /** What was discarded stands in no field any more. */
  const [round, setRound] = useState(0);
  const [departing, setDeparting] = useState<Departing | null>(null);
  /** Why the step that is to be signed cannot be shown. */
  const [unshown, setUnshown] = useState<Problem | null>(null);
  const refuseOther = useRefuseOther(unit);
  const open = withOpenScans(step);
  const timed = step.dwell !== null && step.begun_ms === null && !draft.late;

  useScan(async (text) => {
    const meaning = await readScanOf(text, [...wantedKinds(open), 'bag'], { also: PASSED_ON });
    if (PASSED_ON.includes(meaning.kind)) {
      if (holdsLabels({ inputs: timed ? [] : step.inputs }, draft)) refuseOther(meaning);
      return false;
    }
    const slot = slotOf(meaning.kind, open, draft.scans);
    if (slot === null) throw wrongKind({ wanted: [...wantedKinds(open), 'bag'], got: meaning.kind });
    if (slot === 'second') {
      const { login } = await call('session.read_badge', { text });
      put({ second_login: login });
    } else {
      // What may not be used is refused at once, and never fills the slot.
      await call('bench.check_scan', { donation, step: step.code, scan: { code: slot, scan: text }, done_ms: draft.done_ms });
      putIn('scans', slot, text);
    }
    return true;
  });
  const scanned = Object.keys(draft.scans).length;
  useEffect(() => {
    if (scanned >= 0) focusFirstEmpty(root.current);
  }, [scanned, timed, round]);

  const label = (code: string) => {
    const input = step.inputs.find((input) => input.code === code);
    return input ? pick(input) : undefined;
  };
  const error = act.error?.code === 'bench.step_unsigned' ? unshown : act.error;
  const atStart = atInput(begin.error, label);
  const atField = atInput(error, label);
  // The form says what is wrong, the input concerned shows that it is here.
  const within = error?.field === 'values' || error?.field === 'scans';
  const shown = { isPending: act.isPending, error: error && { ...error, params: atField?.params ?? error.params, field: within ? null : error.field } };
  const submit = () => {
    const request = toRecordStep(donation, step, draft);
    setUnshown(null);
    act.mutate(request, {
      onSuccess: forget,
      onError: (problem: Problem) => {
        if (problem.code !== 'bench.step_unsigned') return;
        void call('bench.show_step', request).then((answer) => setDeparting({ request, shown: answer }), (thrown: unknown) => setUnshown(asProblem(thrown)));
      },
    });
  };
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
      <KeptNote
        found_ms={isEntered(draft) ? found_ms : null}
        onDiscard={() => {
          forget();
          setRound(round + 1);
        }}
      />
      {step.begun_ms === null ? null : (
        <VoidStart act={takeBack} command="bench.void_start" place={place} onVoid={(reason, recorded) => takeBack.mutate({ donation, step: step.code, reason }, { onSuccess: () => { recorded(); put({ scans: {} }); } })} />
      )}
      {timed ? (
        <ActForm act={{ isPending: begin.isPending, error: begin.error && { ...begin.error, field: begin.error.field === 'scans' ? null : begin.error.field } }} onSubmit={() => begin.mutate({ donation, step: step.code, scans: sentScans(step, draft.scans) }, { onSuccess: () => put({ scans: {} }) })}>
          {step.scans.length > 0 ? <p className={classes.help}>{t('timer.scan_first')}</p> : null}
          <FormProblem.Provider value={atStart}>
            <StepSlots step={step} scans={draft.scans} onChange={(scans) => put({ scans })} />
          </FormProblem.Provider>
          <Buttons>
            <SkipDialog donation={donation} step={step} />
            <Button variant="subtle" onClick={() => put({ late: true })} data-testid="bench-late">{t('step.late')}</Button>
            <Button type="submit" size="lg" leftSection={<IconPlayerPlay size={24} />} loading={begin.isPending} data-testid="submit-bench-begin_step" autoFocus>
              {t('timer.start')}
            </Button>
          </Buttons>
        </ActForm>
      ) : (
        <ActForm key={round} act={shown} onSubmit={submit}>
          <FormProblem.Provider value={atField}>
            <StepSlots step={step} scans={draft.scans} onChange={(scans) => put({ scans })} />
          </FormProblem.Provider>
          <StepSamples donation={donation} step={step.code} values={draft.values} onTake={(values) => put({ values: { ...draft.values, ...values } })} />
          <FormProblem.Provider value={atField}>
            {step.inputs.map((input) => (
              <StepInputField
                key={input.code}
                donations={[donation]}
                step={step.code}
                input={input}
                value={draft.values[input.code] ?? ''}
                onChange={(value) => putIn('values', input.code, value)}
              />
            ))}
          </FormProblem.Provider>
          <SecondAndLate step={step} draft={draft} put={put} />
          <Buttons>
            <span className={classes.enter}>{t('step.enter', { all })}</span>
            <SkipDialog donation={donation} step={step} />
            <SubmitButton command="bench.record_step" act={act}>{t('step.submit')}</SubmitButton>
          </Buttons>
        </ActForm>
      )}
      {departing ? <DepartureDialog step={step} departing={departing} onClose={() => setDeparting(null)} onRecorded={forget} /> : null}
    </section>
  );
}
