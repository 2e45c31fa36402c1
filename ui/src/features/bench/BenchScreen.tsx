/** The laboratory's screen: scan a unit, do its next step, report its results; what waits, and results from a file. */
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { call, type UnitRow } from '@/api';
import { readScanOf, unitNotHere, useCan, useHotkeys, useOpen, useRouteId, useScan, useTexts } from '@/shared';
import { BenchList } from './BenchList';
import { BenchUnit } from './BenchUnit';
import { OpenTests } from './OpenTests';
import { readPlace } from './place';
import { ResultFilePane } from './ResultFilePane';
import { UNIT_KINDS } from './step';

type Pane = 'units' | 'open' | 'file';

export function BenchScreen() {
  const t = useTexts('bench');
  const id = useRouteId();
  const open = useOpen();
  const can = useCan('enter_result');
  const [pane, setPane] = useState<Pane>('units');
  const [unit, setUnit] = useState<UnitRow | null>(null);
  useHotkeys({ 'alt+o': () => setPane('open') });
  // Any label of a unit puts that unit on the bench; the step's own slots take equipment and lots before this does. On the
  // list of open tests it shows those of the unit.
  useScan(async (text) => {
    const { kind, unit: scanned, value } = await readScanOf(text, UNIT_KINDS, { also: ['document'] });
    if (kind === 'document') return false;
    if (!scanned) throw unitNotHere(value);
    await call('bench.get', { donation: scanned.donation, din: null });
    if (id === null && pane === 'open') setUnit(scanned);
    else open.screen('bench', scanned.donation);
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
