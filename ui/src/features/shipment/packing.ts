/** What lies in the box so far: the bags scanned, each once. Whether they may travel, the program decides. */
import type { Problem, ScanMeaning, SiteView, UnitRow } from '@/api';
import { scannedTwice, unitNotHere } from '@/shared';

export interface PackedBag {
  /** As read: what the program is sent. */
  text: string;
  unit: UnitRow;
}

export type Packing = { bags: PackedBag[] } | { problem: Problem };

/** The bags with one more, in the order of the scans. */
export function addBag(bags: PackedBag[], text: string, { value, unit }: Pick<ScanMeaning, 'value' | 'unit'>): Packing {
  if (!unit) return { problem: unitNotHere(value) };
  if (bags.some((bag) => bag.unit.donation === unit.donation)) return { problem: scannedTwice(value) };
  return { bags: [...bags, { text, unit }] };
}

export function removeBag(bags: PackedBag[], donation: string): PackedBag[] {
  return bags.filter((bag) => bag.unit.donation !== donation);
}

/** Sites a box can go to: all but this one, laboratories first. */
export function destinations(sites: SiteView[], here: string): SiteView[] {
  const others = sites.filter(({ site }) => site !== here);
  return others.toSorted((a, b) => RANK[a.kind] - RANK[b.kind] || a.code.localeCompare(b.code));
}

const RANK: Record<SiteView['kind'], number> = { laboratory: 0, office: 1, collection_point: 2 };

/** The destination to begin with: the laboratory, where there is only one. */
export function usualDestination(sites: SiteView[]): string | null {
  const [first, second] = sites.filter(({ kind }) => kind === 'laboratory');
  return first && !second ? first.code : null;
}
