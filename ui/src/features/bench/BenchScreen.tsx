/** The laboratory's screen: scan a unit or one of a run, do the next step, report results. */
import { call } from '@/api';
import { readScanOf, unitNotHere, useOpen, useRouteId, useScan } from '@/shared';
import { BenchList } from './BenchList';
import { BenchUnit } from './BenchUnit';
import { NewRun } from './run/NewRun';
import { NEW_RUN, runOfId } from './run/run';
import { RunPage } from './run/RunPage';
import { UNIT_KINDS } from './step';

export function BenchScreen() {
  const id = useRouteId();
  const run = runOfId(id);
  if (id === NEW_RUN) return <NewRun />;
  return run === null ? <Units id={id} /> : <RunPage key={run} run={run} />;
}

function Units({ id }: { id: string | null }) {
  const open = useOpen();
  // Any label of a unit puts that unit on the bench; the step's own slots take equipment and lots before this does.
  useScan(async (text) => {
    const { kind, unit, value } = await readScanOf(text, UNIT_KINDS, { also: ['document'] });
    if (kind === 'document') return false;
    if (!unit) throw unitNotHere(value);
    const { runs } = await call('run.of_unit', { donation: unit.donation, din: null });
    const going = runs.find(({ row, stays, contested }) => row.closed_ms === null && stays && !contested);
    await call('bench.get', { donation: unit.donation, din: null });
    if (going) open.run(going.row.run);
    else open.screen('bench', unit.donation);
    return true;
  });
  return id === null ? <BenchList /> : <BenchUnit key={id} donation={id} />;
}
