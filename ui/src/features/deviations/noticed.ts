/** What the program knows of the place at which a deviation is noticed: units, and the step or test in hand. */
import { useCommandQuery, type RoomView, type UnitRow } from '@/api';
import { formatDateTime, pick, useTexts, useWord, type NoticedRoom } from '@/shared';
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
  /** What the program can say of it. */
  what: string;
  /** When it happened; none for now. */
  happened: number | null;
}

/** None while the program is still asked. What cannot be read does not stand in the way of a report. */
export function useNoticed(path: string, at: NoticedRoom | null): Noticed | null {
  const { category, donation, test, run: ofBench, bench } = noticedAt(path);
  const room = useCommandQuery('environment.room', { room: at?.room ?? '' }, { enabled: at !== null });
  const exceeded = useExceeded(room.data, at);
  const run = ofBench ?? exceeded.run;
  const unit = useCommandQuery('unit.get', { donation, din: null }, { enabled: donation !== null });
  const work = useCommandQuery('bench.get', { donation, din: null }, { enabled: donation !== null && bench });
  const runs = useCommandQuery('run.get', { run: run ?? '', step: null }, { enabled: run !== null });
  const open = (query: { data: unknown; error: unknown }, wanted: boolean) => wanted && query.data === undefined && query.error === null;
  if (open(room, at !== null) || open(unit, donation !== null) || open(work, donation !== null && bench) || open(runs, run !== null)) return null;
  const tests = (work.data?.results ?? []).map(({ test: code, zh, en }) => ({ code, zh, en }));
  // What was noticed in a room is of no step of the run that went on there.
  const ofRun = at === null ? runs.data : undefined;
  const steps = (work.data?.steps ?? ofRun?.steps ?? []).map(({ code, zh, en }) => ({ code, zh, en }));
  const inRun = (runs.data?.units ?? []).filter(({ left_ms }) => left_ms === null).map(({ unit: row }) => row);
  return {
    category,
    units: unit.data ? [unit.data.row] : inRun,
    steps: [...steps, ...tests],
    what: exceeded.what,
    happened: exceeded.at,
    step: test ?? work.data?.next_step ?? ofRun?.in_hand?.step.code ?? null,
  };
}

/** What exceeded an action limit in a monitoring, in words, and the run that it concerns. */
function useExceeded(view: RoomView | undefined, at: NoticedRoom | null): { what: string; at: number | null; run: string | null } {
  const t = useTexts('deviations');
  const word = useWord();
  const found = view?.monitorings.find(({ station, seq }) => station === at?.station && seq === at.seq);
  if (!found) return { what: '', at: null, run: null };
  const values = found.findings.filter(({ verdict }) => verdict === 'fail').map((one) => `${one.point} ${word('RoomQuantity', one.quantity)} ${one.value} (${one.limit})`);
  const what = t('report.room', { room: `${pick(found)} (${found.code})`, when: formatDateTime(found.monitored_ms), values: values.join('; '), runs: found.runs.map(({ number }) => number).join(', ') || '—' });
  const waits = found.runs.find(({ standing }) => standing !== 'clear' && standing !== 'fit');
  return { what, at: found.monitored_ms, run: (waits ?? found.runs[0])?.run ?? null };
}
