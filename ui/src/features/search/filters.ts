/** What is looked for, and the request that asks for it. */
import type { Inventory, UnitListQuery, UnitStatus } from '@/api';

export interface SearchFilters {
  text: string;
  statuses: UnitStatus[];
  inventory: Inventory | null;
  held_only: boolean;
}

export const NO_FILTERS: SearchFilters = { text: '', statuses: [], inventory: null, held_only: false };

/** In the order of a unit's life. */
export const STATUSES: UnitStatus[] = [
  'enrolled', 'consented', 'deferred', 'collected', 'labelled', 'in_transit', 'received', 'quarantined', 'processing', 'stored', 'reviewed',
  'released', 'rejected', 'research',
];

/**
 * The text as the list knows numbers: capitals, half-width, without the spaces that screens and labels put in; of a whole
 * number, as typed from a label or scanned, without what is not part of it: the sign before, flags and check character behind.
 */
export function numberText(typed: string): string {
  const text = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
  return /^=?([A-Z0-9]{5}\d{8})[A-Z0-9*]{0,2}$/.exec(text)?.[1] ?? text;
}

export function requestOf(filters: SearchFilters): Omit<UnitListQuery, 'after' | 'limit'> {
  return {
    statuses: STATUSES.filter((status) => filters.statuses.includes(status)),
    text: numberText(filters.text) || null,
    inventory: filters.inventory,
    held_only: filters.held_only,
  };
}

export function toggled<T>(set: readonly T[], value: T): T[] {
  return set.includes(value) ? set.filter((other) => other !== value) : [...set, value];
}
