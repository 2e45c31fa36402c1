/** A curve for the plot, and times in words. Pure. */
import type { CurveShown } from '@/api';

export const NEW_CURVE = 'new';
const PIECE = 32_768;

/** In pieces: a whole file would be too many arguments at once. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(text);
}

/** Minutes and seconds since the first row. */
export function minutes(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const celsius = (mc: number) => mc / 1000;

export interface Drawn {
  sample: [number, number][];
  chamber: [number, number | null][];
  course: [number, number][];
  envelope: [number, number, number][];
}

/** What is drawn, in minutes and °C; the envelope where each corner has both edges. */
export function drawn({ points, course }: CurveShown): Drawn {
  const at = (ms: number) => ms / 60_000;
  return {
    sample: points.map((point) => [at(point.at_ms), celsius(point.sample_mc)]),
    chamber: points.map((point) => [at(point.at_ms), point.chamber_mc === null ? null : celsius(point.chamber_mc)]),
    course: course.map((corner) => [at(corner.at_ms), celsius(corner.set_mc)]),
    envelope: course.flatMap(({ at_ms, low_mc, high_mc }) =>
      low_mc === null || high_mc === null ? [] : [[at(at_ms), celsius(low_mc), celsius(high_mc)] as [number, number, number]]),
  };
}

/** At most so many of the rows, evenly, the last one among them. */
export function sparse<T>(rows: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.ceil(rows.length / most));
  return rows.filter((_, index) => index % step === 0 || index === rows.length - 1);
}

/** Units by their number, as they stand on the run's papers. */
export function inOrder<R extends { unit: { din: string | null } }>(rows: readonly R[]): R[] {
  return rows.toSorted((one, other) => (one.unit.din ?? '').localeCompare(other.unit.din ?? ''));
}
