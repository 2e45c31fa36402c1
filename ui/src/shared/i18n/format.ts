/** Numbers in the current language; moments in the one way in which they are also typed and printed, in local time of the station. */
import { currentLocale } from '.';

const two = (value: number) => String(value).padStart(2, '0');

/** `yyyy-mm-dd` */
export function formatDate(ms: number): string {
  const at = new Date(ms);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** `yyyy-mm-dd hh:mm` */
export function formatDateTime(ms: number): string {
  const at = new Date(ms);
  return `${formatDate(ms)} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** `yyyy-mm-dd hh:mm:ss` */
export function formatToSecond(ms: number): string {
  return `${formatDateTime(ms)}:${two(new Date(ms).getSeconds())}`;
}

/** UTC, for evidence. */
export function formatUtc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Milliseconds as seconds with one decimal; never a negative nought. */
export function formatSeconds(ms: number): string {
  return (Math.round(ms / 100) / 10 + 0).toFixed(1);
}

export function formatNumber(value: number): string {
  return value.toLocaleString(currentLocale());
}
