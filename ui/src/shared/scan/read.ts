/** What a code says, as the program reads it, and the refusals that a screen words while codes are scanned. */
import { call } from '@/api';
import { asProblem } from '@/platform';
import type { Problem, ScanKind, ScanMeaning, UnitRow, WantedScan } from '@/api/gen/commands';

/** What labels of a unit read as; a position stands for the unit that is in it. */
export const UNIT_LABELS: ScanKind[] = ['bag', 'donation', 'tube', 'maternal_tube', 'form', 'segment', 'vial', 'canister'];
/** What a screen passes on: the program opens a box or a run, and says whether a paper is genuine. */
export const PASSED_ON: ScanKind[] = ['box', 'document', 'run'];

/** The unit of a scan on a screen that lists units; none where the scan is for the program at large. */
export async function readUnit(text: string): Promise<UnitRow | null> {
  const { kind, unit, value } = await readScanOf(text, UNIT_LABELS.slice(0, 1), { also: [...UNIT_LABELS, 'position', ...PASSED_ON] });
  if (unit === null && UNIT_LABELS.includes(kind)) throw unitNotHere(value);
  return unit;
}

/** What never stands for a thing of a unit's own: the screen has a place for it, or says that it has none. */
const NEVER_A_VALUE: ReadonlySet<ScanKind> = new Set(['bag', 'badge', 'equipment', 'lot', 'position', 'tank', 'box', 'run', 'document']);

/** For whom a code is that is scanned into a field for a value of these units: that field, the screen, or another unit. What cannot be read is a value. */
export async function valueScan(text: string, donations: readonly string[]): Promise<{ for: 'field' | 'screen' } | { for: 'other'; unit: UnitRow }> {
  const meaning = await call('scan.read', { text, wanted: null }).catch(() => null);
  const unit = meaning && UNIT_LABELS.includes(meaning.kind) ? meaning.unit : null;
  if (unit && !donations.includes(unit.donation)) return { for: 'other', unit };
  return { for: meaning && NEVER_A_VALUE.has(meaning.kind) ? 'screen' : 'field' };
}

interface Wanted extends Partial<Omit<WantedScan, 'kinds'>> {
  /** Kinds that are taken as well, though nobody is told to scan them. */
  also?: ScanKind[];
}

/**
 * The meaning, if it is of one of these kinds, of the unit at hand and not scanned before. The program judges; what it
 * refuses is thrown as its Problem: wrong kind, wrong unit, repeated, half a scan.
 */
export async function readScanOf(text: string, kinds: ScanKind[], { also = [], ...more }: Wanted = {}): Promise<ScanMeaning> {
  try {
    return await call('scan.read', { text, wanted: { kinds: [...kinds, ...also], unit: null, seen: [], repeating: [], alone: false, ...more } });
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.code !== 'scan.wrong_kind') throw problem;
    throw { ...problem, params: { ...problem.params, expected: kinds.join(',') } };
  }
}

/** The code names another unit than the one at hand. */
export function wrongUnit(expected: string, found: string): Problem {
  return { code: 'scan.wrong_unit', params: { expected, found }, field: null, severity: 'refusal' };
}

/** The same unit was scanned into this list before, be it by another of its labels. */
export function scannedTwice(value: string): Problem {
  return { code: 'scan.twice', params: { value }, field: null, severity: 'refusal' };
}

/** A well-formed number that this station knows nothing of. */
export function unitNotHere(din: string): Problem {
  return { code: 'scan.unit_unknown', params: { din }, field: null, severity: 'refusal' };
}

/** The code of a run that this station knows nothing of. */
export function runNotHere(value: string): Problem {
  return { code: 'scan.run_unknown', params: { value }, field: null, severity: 'refusal' };
}
