/** The laboratory's screen: scan a unit, do its next step, report its results. */
import { call } from '@/api';
import { readScan, unitNotHere, useOpen, useRouteId, useScan, wrongKind } from '@/shared';
import { BenchList } from './BenchList';
import { BenchUnit } from './BenchUnit';
import { UNIT_KINDS } from './step';

export function BenchScreen() {
  const id = useRouteId();
  const open = useOpen();
  // Any label of a unit puts that unit on the bench; the step's own slots take equipment and lots before this does.
  useScan(async (text) => {
    const { kind, unit, value } = await readScan(text);
    if (!UNIT_KINDS.includes(kind)) {
      if (id === null) throw wrongKind({ wanted: UNIT_KINDS, got: kind });
      return false;
    }
    if (!unit) throw unitNotHere(value);
    await call('bench.get', { donation: unit.donation, din: null });
    open.screen('bench', unit.donation);
    return true;
  });
  return id === null ? <BenchList /> : <BenchUnit key={id} donation={id} />;
}
