/** What the program knows of the place at which a deviation is noticed: units, and the step or test in hand. */
import { useCommandQuery, type UnitRow } from '@/api';
import { noticedAt } from './look';

interface Named {
  code: string;
  zh: string;
  en: string;
}

export interface Noticed {
  category: string | null;
  units: UnitRow[];
  /** Steps and tests to choose from; none where it was not noticed at the bench. */
  steps: Named[];
  /** The one in hand. */
  step: string | null;
}

/** None while the program is still asked. What cannot be read does not stand in the way of a report. */
export function useNoticed(path: string): Noticed | null {
  const { category, donation, test, run, bench } = noticedAt(path);
  const unit = useCommandQuery('unit.get', { donation, din: null }, { enabled: donation !== null });
  const work = useCommandQuery('bench.get', { donation, din: null }, { enabled: donation !== null && bench });
  const runs = useCommandQuery('run.get', { run: run ?? '', step: null }, { enabled: run !== null });
  const open = (query: { data: unknown; error: unknown }, wanted: boolean) => wanted && query.data === undefined && query.error === null;
  if (open(unit, donation !== null) || open(work, donation !== null && bench) || open(runs, run !== null)) return null;
  const tests = (work.data?.results ?? []).map(({ test: code, zh, en }) => ({ code, zh, en }));
  const steps = (work.data?.steps ?? runs.data?.steps ?? []).map(({ code, zh, en }) => ({ code, zh, en }));
  const inRun = (runs.data?.units ?? []).filter(({ left_ms }) => left_ms === null).map(({ unit: row }) => row);
  return {
    category,
    units: unit.data ? [unit.data.row] : inRun,
    steps: [...steps, ...tests],
    step: test ?? work.data?.next_step ?? runs.data?.in_hand?.step.code ?? null,
  };
}
