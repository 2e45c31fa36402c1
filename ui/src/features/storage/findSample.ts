/** Where a scanned sample or box is. */
import { call, type PartPlaceView, type Problem } from '@/api';
import { readScanOf, UNIT_LABELS } from '@/shared';

export interface FoundSample {
  donation: string;
  part: string;
  place: PartPlaceView | null;
  /** What is to be looked at before the label is believed. */
  warning: Problem | null;
  box?: undefined;
}

/** None where the scan is for the program at large. */
export async function findSample(text: string): Promise<FoundSample | { box: string } | null> {
  const meaning = await readScanOf(text, ['part', 'box'], { also: [...UNIT_LABELS, 'position', 'document', 'run'] });
  if (meaning.kind === 'box') return { box: meaning.value };
  if (meaning.kind !== 'part' || meaning.unit === null || meaning.part === null) return null;
  const { donation } = meaning.unit;
  const { parts } = await call('part.list', { donation, din: null });
  const found = parts.find(({ part }) => part === meaning.part);
  return { donation, part: meaning.part, place: found?.place ?? null, warning: meaning.warning };
}
