/** The laboratory's screen: scan a unit or one of a run, do the next step, report its results; what waits, and results from a file. */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { call, type UnitRow } from '@/api';
import { dialogOpen, readScanOf, unitNotHere, useCan, useHotkeys, useRouteId, useScan, useTexts } from '@/shared';
import { BenchList } from './BenchList';
import { BenchUnit } from './BenchUnit';
import { OpenTests } from './OpenTests';
import { useOpenUnit } from './otherUnit';
import { readPlace } from './place';
import { ResultFilePane } from './ResultFilePane';
import { NewRun } from './run/NewRun';
import { NEW_RUN, runOfId } from './run/run';
import { RunPage } from './run/RunPage';
import { UNIT_KINDS } from './step';

type Pane = 'units' | 'open' | 'file';

export function BenchScreen() {
  const id = useRouteId();
  const run = runOfId(id);
  if (id === NEW_RUN) return <NewRun />;
  return run === null ? <Units id={id} /> : <RunPage key={run} run={run} />;
}

function Units({ id }: { id: string | null }) {
  const t = useTexts('bench');
  const openUnit = useOpenUnit();
  const can = useCan('enter_result');
  const [pane, setPane] = useState<Pane>('units');
  const [unit, setUnit] = useState<UnitRow | null>(null);
  useHotkeys({ 'alt+o': () => dialogOpen() || setPane('open') });
  // Any label of a unit puts that unit on the bench; the step's own slots take equipment and lots before this does. On the
  // list of open tests it shows those of the unit.
  useScan(async (text) => {
    const { kind, unit: scanned, value } = await readScanOf(text, UNIT_KINDS, { also: ['document'] });
    if (kind === 'document') return false;
    if (!scanned) throw unitNotHere(value);
    const { donation } = scanned;
    if (id !== null || pane !== 'open') await openUnit(donation);
    else {
      await call('bench.get', { donation, din: null });
      setUnit(scanned);
    }
    return true;
  });
  if (id !== null) {
    const place = readPlace(id);
    return <BenchUnit key={id} donation={place.donation} test={place.test} />;
  }
  const panes: Pane[] = can ? ['units', 'open', 'file'] : ['units', 'open'];
  const choice = (
    <SegmentedControl
      size="md"
      value={pane}
      onChange={(value) => setPane(value as Pane)}
      data={panes.map((value) => ({ value, label: <span data-testid={`bench-pane-${value}`}>{t(`home.${value}`)}</span> }))}
    />
  );
  if (pane === 'open') return <OpenTests choice={choice} unit={unit} onUnit={setUnit} />;
  return pane === 'file' ? <ResultFilePane choice={choice} /> : <BenchList choice={choice} />;
}
