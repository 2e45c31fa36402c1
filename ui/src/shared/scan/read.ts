/** What a code says, as the program reads it, and the refusals that a screen words while codes are scanned. */
import { call } from '@/api';
import type { Problem, ScanKind, ScanMeaning } from '@/api/gen/commands';
import { wrongKind } from './context';

export function readScan(text: string): Promise<ScanMeaning> {
  return call('scan.read', { text });
}

/** The meaning, if it is of one of these kinds; throws a Problem that names both otherwise. */
export async function readScanOf(text: string, wanted: ScanKind[]): Promise<ScanMeaning> {
  const meaning = await readScan(text);
  if (!wanted.includes(meaning.kind)) throw wrongKind({ wanted, got: meaning.kind });
  return meaning;
}

/** The code names another unit than the one at hand. */
export function wrongUnit(expected: string, found: string): Problem {
  return { code: 'scan.wrong_unit', params: { expected, found }, field: null, severity: 'refusal' };
}

/** The same code was scanned into this list before. */
export function scannedTwice(value: string): Problem {
  return { code: 'scan.twice', params: { value }, field: null, severity: 'refusal' };
}

/** A well-formed number that this station knows nothing of. */
export function unitNotHere(din: string): Problem {
  return { code: 'scan.unit_unknown', params: { din }, field: null, severity: 'refusal' };
}
