/** What a code says, as the program reads it, and the refusals that a screen words while codes are scanned. */
import { call } from '@/api';
import { asProblem } from '@/platform';
import type { Problem, ScanKind, ScanMeaning, WantedScan } from '@/api/gen/commands';

export function readScan(text: string): Promise<ScanMeaning> {
  return call('scan.read', { text, wanted: null });
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
    return await call('scan.read', { text, wanted: { kinds: [...kinds, ...also], unit: null, seen: [], repeating: [], ...more } });
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
