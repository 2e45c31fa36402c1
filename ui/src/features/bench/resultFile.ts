/** A file of results on its way to the program, and what the program said of its rows. Pure. */
import type { ResultFileRow } from '@/api';

/** In pieces: a whole file would be too many arguments at once. */
const PIECE = 32_768;

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(text);
}

/** What wants attention first, each in the order of the file. */
export function rowsInOrder(rows: ResultFileRow[]): ResultFileRow[] {
  const rank = ({ verdict }: ResultFileRow) => ['fault', 'waits', 'unconfirmed', 'good', 'same'].indexOf(verdict);
  return rows.toSorted((one, other) => rank(one) - rank(other) || one.line - other.line);
}
