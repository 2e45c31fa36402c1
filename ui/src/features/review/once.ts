import type { ReviewRow } from '@/api';

/** A unit that moved behind the row that a page ended with is on a later page once more: what was read last is so now. */
export function eachOnce(rows: ReviewRow[]): ReviewRow[] {
  const last = new Map(rows.map((row, at) => [row.unit.donation, at]));
  return rows.filter((row, at) => last.get(row.unit.donation) === at);
}
