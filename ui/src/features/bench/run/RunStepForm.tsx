/** The step in hand, for every unit that it is done to: scanned once, one value for all or a grid, recorded together. */
import { Button } from '@mantine/core';
import { IconPlayerPlay, IconTable } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { call, useAct, type Problem, type RunView, type ScanKind, type StepInHand } from '@/api';
import { asProblem } from '@/platform';
import {
  ActForm, Buttons, dialogOpen, focusFirstEmpty, FormProblem, pick, readScanOf, StepPicture, SubmitButton,
  useHotkeys, useScan, useTexts, wrongKind,
} from '@/shared';
import { useStepDraft } from '../draft';
import { KeptNote } from '../KeptNote';
import { RepeatNote } from '../RepeatNote';
import { SecondAndLate } from '../SecondAndLate';
import { StepInputField } from '../StepInputField';
import { StepSlots } from '../StepSlots';
import { StepTimer } from '../StepTimer';
import { VoidStart } from '../VoidStart';
import { atInput, sentScans, slotOf, UNIT_KINDS, wantedKinds, withOpenScans } from '../step';
import bench from '../bench.module.css';
import { OtherStarts } from './OtherStarts';
import { RunDepartureDialog, type RunDeparting } from './RunDepartureDialog';
import { RunSkipDialog } from './RunSkipDialog';
import { eachOwn, EMPTY_RUN_DRAFT, isRunEntered, placed, placeOfStep, shownDraft, toRecordRunStep, unitOf, withCell } from './run';
import { ValueGrid } from './ValueGrid';
import classes from './Run.module.css';

const PASSED_ON: ScanKind[] = [...UNIT_KINDS, 'document'];

interface Props {
  view: RunView;
  hand: StepInHand;
  marked: string | null;
}

export function RunStepForm({ view, hand, marked }: Props) {
  const t = useTexts('bench');
  const { step } = hand;
  const { run } = view.row;
  const act = useAct('run.record_step');
  const begin = useAct('run.begin_step');
  const takeBack = useAct('run.void_start');
  const root = useRef<HTMLDivElement>(null);
  const place = placeOfStep(run, step.code);
  const { draft, put, putIn, change, forget, found_ms } = useStepDraft(place, EMPTY_RUN_DRAFT);
  const { grid } = draft;
  /** What was recorded or discarded stands in no field any more. */
  const [round, setRound] = useState(0);
  /** Why the step that is to be signed cannot be shown. */
  const [unshown, setUnshown] = useState<Problem | null>(null);
  const [departing, setDeparting] = useState<RunDeparting | null>(null);
  const open = withOpenScans(step);
  const timed = step.dwell !== null && step.begun_ms === null && !draft.late;
  const each = eachOwn(hand, step.inputs, draft.own);
  const common = step.inputs.filter((input) => !each.includes(input));
  const mayGrid = hand.per === 'unit' && common.length > 0 && hand.units.length > 1;
  const cells = grid ? step.inputs : each;
  // What was typed stays while units come and go; recorded, it has been used, also where the same step goes on.
  const clear = () => {
    forget();
    setRound((before) => before + 1);
  };
  const toggle = () => mayGrid && put({ grid: !grid });
  useHotkeys({ 'alt+g': () => dialogOpen() || toggle() });

  useScan(async (text) => {
    const wanted = wantedKinds(open);
    const meaning = await readScanOf(text, [...wanted, 'bag'], { also: PASSED_ON });
    if (PASSED_ON.includes(meaning.kind)) return false;
    const slot = slotOf(meaning.kind, open, draft.scans);
    if (slot === null) throw wrongKind({ wanted: [...wanted, 'bag'], got: meaning.kind });
    if (slot === 'second') {
      put({ second_login: (await call('session.read_badge', { text })).login });
    } else {
      await call('run.check_scan', { run, step: step.code, scan: { code: slot, scan: text }, done_ms: draft.done_ms });
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
  const about = unitOf(error ?? begin.error, view);
  const aboutDin = view.units.find(({ unit }) => unit.donation === about)?.unit.din;
  const atStart = atInput(begin.error, label);
  const atField = placed(error, view, draft.own, label, each);
  const within = error?.field === 'values' || error?.field === 'scans';
  const shown = { isPending: act.isPending, error: error && { ...error, params: atField?.params ?? error.params, field: within ? null : error.field } };
  const submit = () => {
    const request = toRecordRunStep(run, step, hand.units, shownDraft(draft, each, cells));
    setUnshown(null);
    act.mutate(request, {
      onSuccess: clear,
      onError: (problem: Problem) => {
        if (problem.code !== 'bench.step_unsigned') return;
        void call('run.show_step', request).then((answer) => setDeparting({ request, shown: answer }), (thrown: unknown) => setUnshown(asProblem(thrown)));
      },
    });
  };
  const doneTo = view.units.filter(({ unit, left_ms }) => left_ms === null && hand.units.includes(unit.donation));
  const skip = <RunSkipDialog run={run} hand={hand} />;
  return (
    <section ref={root} className={bench.step} data-testid={`step-${step.code}`}>
      <div className={bench.stepHead}>
        <span className={bench.stepNumber}>{step.number}</span>
        <div className={bench.stepWords}>
          <h2 className={bench.stepTitle}>{pick(step)}</h2>
          <p className={bench.help}>{pick({ zh: step.help_zh, en: step.help_en })}</p>
          <StepPicture step={step.code} picture={step.picture} />
        </div>
        <span className={classes.for} data-testid="run-done-to">{t('run.for', { count: hand.units.length })}</span>
      </div>
      <RepeatNote step={step} />
      <StepTimer step={step} stationMs={view.now_ms} />
      <KeptNote found_ms={isRunEntered(draft) ? found_ms : null} onDiscard={clear} />
      {step.begun_ms === null ? null : (
        <VoidStart act={takeBack} command="run.void_start" place={place} onVoid={(reason, recorded) => takeBack.mutate({ run, step: step.code, units: hand.units, reason }, { onSuccess: () => { recorded(); put({ scans: {} }); } })} />
      )}
      {aboutDin ? <p className={classes.about} data-testid="run-about">{t('run.about', { din: aboutDin })}</p> : null}
      {timed ? (
        <ActForm act={{ isPending: begin.isPending, error: begin.error && { ...begin.error, field: begin.error.field === 'scans' ? null : begin.error.field } }} onSubmit={() => begin.mutate({ run, step: step.code, units: hand.units, scans: sentScans(step, draft.scans) }, { onSuccess: () => put({ scans: {} }) })}>
          {step.scans.length > 0 ? <p className={bench.help}>{t('timer.scan_first')}</p> : null}
          <FormProblem.Provider value={atStart}>
            <StepSlots step={step} scans={draft.scans} onChange={(scans) => put({ scans })} />
          </FormProblem.Provider>
          <OtherStarts step={step} units={doneTo} />
          <Buttons>
            {skip}
            <Button variant="subtle" onClick={() => put({ late: true })} data-testid="bench-late">{t('step.late')}</Button>
            <Button type="submit" size="lg" leftSection={<IconPlayerPlay size={24} />} loading={begin.isPending} data-testid="submit-run-begin_step" autoFocus>
              {t('timer.start')}
            </Button>
          </Buttons>
        </ActForm>
      ) : (
        <ActForm key={round} act={shown} onSubmit={submit}>
          <FormProblem.Provider value={atField}>
            <StepSlots step={step} scans={draft.scans} onChange={(scans) => put({ scans })} />
          </FormProblem.Provider>
          <OtherStarts step={step} units={doneTo} />
          {hand.per === 'run' && step.inputs.length > 0 ? <p className={classes.told}>{t('run.one_for_all')}</p> : null}
          <FormProblem.Provider value={atField}>
            {common.map((input) => (
              <StepInputField
                key={input.code}
                donations={hand.units}
                step={step.code}
                input={grid ? { ...input, optional: true } : input}
                value={draft.values[input.code] ?? ''}
                onChange={(value) => putIn('values', input.code, value)}
              />
            ))}
          </FormProblem.Provider>
          {mayGrid ? (
            <Button variant="light" size="md" leftSection={<IconTable size={20} />} onClick={toggle} data-testid="run-grid-toggle">
              {grid ? t('run.grid_off') : t('run.grid_on')} <kbd className={classes.key}>Alt+G</kbd>
            </Button>
          ) : null}
          {cells.length > 0 ? (
            <ValueGrid
              units={doneTo}
              step={step.code}
              inputs={cells}
              own={draft.own}
              all={draft.values}
              marked={marked}
              bad={atField?.field ?? null}
              onChange={(donation, code, value) => change((before) => ({ ...before, own: withCell(before.own, donation, code, value) }))}
            />
          ) : null}
          <SecondAndLate step={step} draft={draft} put={put} />
          <Buttons>
            <span className={bench.enter}>{t('step.enter')}</span>
            {skip}
            <SubmitButton command="run.record_step" act={act}>{t('run.record', { count: hand.units.length })}</SubmitButton>
          </Buttons>
        </ActForm>
      )}
      {departing ? <RunDepartureDialog step={step} departing={departing} onClose={() => setDeparting(null)} onRecorded={clear} /> : null}
    </section>
  );
}
