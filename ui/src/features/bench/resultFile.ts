/** What the program said of the rows of a file. Pure. */
import type { ResultFileRow } from '@/api';

/** What wants attention first, each in the order of the file. */
export function rowsInOrder(rows: ResultFileRow[]): ResultFileRow[] {
  const rank = ({ verdict }: ResultFileRow) => ['fault', 'waits', 'unconfirmed', 'good', 'same'].indexOf(verdict);
  return rows.toSorted((one, other) => rank(one) - rank(other) || one.line - other.line);
}
