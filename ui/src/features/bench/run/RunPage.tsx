/** A run at work: its next step large, its units at the side; scanning one of them marks it, another may join. */
import { Button } from '@mantine/core';
import { IconCircleCheck, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, useCommandQuery, type RunView, type UnitRow } from '@/api';
import {
  ActForm, Buttons, Din, DocumentButton, EmptyState, Loaded, PageHeader, Panel, pick, readScanOf, TimeText, RunMonitoringList, unitNotHere, useCan, useHotkeys, useLeaving, useOpen, useScan, useTexts,
} from '@/shared';
import { OthersStep } from '../OthersStep';
import { HELD_KINDS, UNIT_KINDS } from '../step';
import { CloseRun } from './CloseRun';
import { present, type Scanned } from './run';
import { RunClearances } from './RunClearances';
import { RunStepForm } from './RunStepForm';
import { RunSteps } from './RunSteps';
import { RunTimers } from './RunTimers';
import { RunUnits } from './RunUnits';
import classes from './Run.module.css';

export function RunPage({ run }: { run: string }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const query = useCommandQuery('run.get', { run, step: chosen }, { keepPrevious: true });
  return <Loaded query={query}>{(view) => <Run view={view} onChoose={setChosen} />}</Loaded>;
}

function Run({ view, onChoose }: { view: RunView; onChoose: (step: string | null) => void }) {
  const t = useTexts('bench');
  const open = useOpen();
  const can = useCan('record_step');
  const [closing, setClosing] = useState(false);
  const [stranger, setStranger] = useState<UnitRow | null>(null);
  const [marked, setMarked] = useState<string | null>(null);
  const [scanned, setScanned] = useState<Scanned>({});
  const [unsaved, setUnsaved] = useState(false);
  const { ask, guard } = useLeaving(unsaved);
  const going = view.row.closed_ms === null;
  const step = view.in_hand;
  // Each end is counted anew: what was scanned before the work went on says nothing about it.
  const end = (ending: boolean) => ask(() => {
    setScanned({});
    setClosing(ending);
  });
  useHotkeys({ 'alt+e': () => going && can && !closing && end(true) });
  useScan(async (text) => {
    // The count at the end is of bags: where a tube or a form lies says nothing of them.
    const wanted = closing && going ? HELD_KINDS : UNIT_KINDS;
    const { kind, unit, value } = await readScanOf(text, wanted, { also: ['document', 'run', 'equipment', 'lot', 'position', 'badge'] });
    if (!wanted.includes(kind)) return false;
    if (!unit) throw unitNotHere(value);
    const inside = present(view).some((one) => one.unit.donation === unit.donation);
    setStranger(inside || !going ? null : unit);
    setMarked(unit.donation);
    if (inside && closing) setScanned((before) => ({ ...before, [unit.donation]: text }));
    return true;
  });
  return (
    <>
      {guard}
      <PageHeader
        title={<span data-testid="run-number">{t('run.title', { number: view.row.number })}</span>}
        subtitle={
          <>
            {pick({ zh: view.row.sop_zh, en: view.row.sop_en })} · {t('step.version', { version: view.row.version })} · {view.started_by} <TimeText ms={view.row.started_ms} />
          </>
        }
        actions={
          <>
            <DocumentButton testId="run-worksheet" title={t('run.worksheet')} documents={['worksheet']} run={view.row.run} />
            <Button variant="default" onClick={() => open.screen('bench')} data-testid="run-back">{t('run.back')}</Button>
            {going && can && !closing ? (
              <Button variant={step ? 'default' : 'filled'} leftSection={<IconCircleCheck size={20} />} onClick={() => end(true)} data-testid="run-end">
                {t('run.end')}
              </Button>
            ) : null}
          </>
        }
      />
      <div className={classes.desk}>
        <div data-testid="run-next" data-step={step?.step.code ?? ''} data-number={view.row.number}>
          {stranger ? <Stranger key={stranger.donation} run={view.row.run} unit={stranger} onDone={() => setStranger(null)} /> : null}
          {closing && going ? <CloseRun view={view} scanned={scanned} onDone={() => end(false)} /> : null}
          {!going ? (
            <Panel>
              <EmptyState icon={IconCircleCheck} title={t('run.ended')} hint={<>{view.closed_by} <TimeText ms={view.row.closed_ms ?? 0} /></>} />
            </Panel>
          ) : null}
          {going && !closing && step ? (
            can && step.step.mine ? (
              <RunStepForm key={step.step.code} view={view} hand={step} marked={marked} onUnsaved={setUnsaved} />
            ) : (
              <OthersStep step={step.step} />
            )
          ) : null}
          {going && !closing && !step ? <Panel><EmptyState icon={IconCircleCheck} title={t('run.nothing')} hint={t('run.nothing_hint')} /></Panel> : null}
        </div>
        <div className={classes.side}>
          <RunTimers view={view} />
          <RunUnits view={view} marked={marked} accounted={closing ? Object.keys(scanned) : null} />
          <RunSteps view={view} onChoose={(step) => ask(() => onChoose(step))} />
        </div>
      </div>
      <Panel title={t('run.clearance')}><RunClearances clearances={view.clearances} /></Panel>
      <Panel title={t('run.rooms')}><RunMonitoringList run={view.row.run} /></Panel>
    </>
  );
}

/** A unit that is not in the run: Enter takes it in. */
function Stranger({ run, unit, onDone }: { run: string; unit: UnitRow; onDone: () => void }) {
  const t = useTexts('bench');
  const open = useOpen();
  const join = useAct('run.join');
  return (
    <Panel title={t('run.stranger')}>
      <ActForm act={join} onSubmit={() => join.mutate({ run, donation: unit.donation }, { onSuccess: onDone })}>
        <Din din={unit.din} check={unit.check_character} large />
        <Buttons>
          <Button variant="default" onClick={onDone} data-testid="run-stranger-no">{t('run.stranger_no')}</Button>
          <Button variant="default" onClick={() => open.screen('bench', unit.donation)} data-testid="run-stranger-alone">{t('run.alone')}</Button>
          <Button type="submit" size="lg" leftSection={<IconUserPlus size={22} />} loading={join.isPending} data-autofocus autoFocus data-testid="submit-run-join">{t('run.join')}</Button>
        </Buttons>
      </ActForm>
    </Panel>
  );
}
