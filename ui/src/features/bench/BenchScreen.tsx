/** The laboratory's screen: scan a unit, do its next step, report its results. */
import { call } from '@/api';
import { readScanOf, unitNotHere, useOpen, useRouteId, useScan } from '@/shared';
import { BenchList } from './BenchList';
import { BenchUnit } from './BenchUnit';
import { UNIT_KINDS } from './step';

export function BenchScreen() {
  const id = useRouteId();
  const open = useOpen();
  // Any label of a unit puts that unit on the bench; the step's own slots take equipment and lots before this does.
  useScan(async (text) => {
    const { kind, unit, value } = await readScanOf(text, UNIT_KINDS, { also: ['document'] });
    if (kind === 'document') return false;
    if (!unit) throw unitNotHere(value);
    await call('bench.get', { donation: unit.donation, din: null });
    open.screen('bench', unit.donation);
    return true;
  });
  return id === null ? <BenchList /> : <BenchUnit key={id} donation={id} />;
}
