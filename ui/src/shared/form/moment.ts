/** Days and moments as typed: `2026-01-31`, `2026-01-31 08:30`; also `20260131 0830`, `/`, `.`, 年月日 and full-width. */
import { halfWidth } from './texts';

const DAY = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/;
const CLOCK = /^(\d{1,2}):?(\d{2})$/;

/** `yyyy-mm-dd`, or null when there is no such day. */
export function parseDay(text: string): string | null {
  const found = DAY.exec(halfWidth(text).trim());
  if (!found) return null;
  const [year, month, day] = found.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.toISOString().slice(0, 10) : null;
}

/** Local time of this station, ms since 1970 UTC; null when there is no such moment. */
export function parseMoment(text: string): number | null {
  const [dayText = '', clockText = ''] = halfWidth(text).trim().split(/[\sT]+/);
  const day = parseDay(dayText);
  const clock = CLOCK.exec(clockText);
  if (!day || !clock) return null;
  const [hour, minute] = [Number(clock[1]), Number(clock[2])];
  if (hour > 23 || minute > 59) return null;
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(year, month - 1, date, hour, minute).getTime();
}
