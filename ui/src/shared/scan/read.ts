/** What a code says, as the program reads it, and the refusals that a screen words while codes are scanned. */
import { call } from '@/api';
import { asProblem } from '@/platform';
import type { Problem, ScanKind, ScanMeaning, UnitRow, WantedScan } from '@/api/gen/commands';

/** What labels of a unit read as; a position stands for the unit that is in it. */
export const UNIT_LABELS: ScanKind[] = ['bag', 'donation', 'tube', 'maternal_tube', 'form', 'segment', 'vial', 'canister'];
/** What a list of units passes on: the program opens a box, and says whether a paper is genuine. */
const PASSED_ON: ScanKind[] = ['box', 'document'];

/** The unit of a scan on a screen that lists units; none where the scan is for the program at large. */
export async function readUnit(text: string): Promise<UnitRow | null> {
  const { kind, unit, value } = await readScanOf(text, UNIT_LABELS.slice(0, 1), { also: [...UNIT_LABELS, 'position', ...PASSED_ON] });
  if (unit === null && UNIT_LABELS.includes(kind)) throw unitNotHere(value);
  return unit;
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

/** Whether a code is the label of a unit that is none of these. What reads as nothing is no label. */
export async function isOfOtherUnit(text: string, donations: readonly string[]): Promise<boolean> {
  try {
    const { kind, unit } = await call('scan.read', { text, wanted: null });
    return [...UNIT_LABELS, 'part'].includes(kind) && !donations.includes(unit?.donation ?? '');
  } catch {
    return false;
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
