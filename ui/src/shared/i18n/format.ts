/** Numbers and moments in the current language; local time of the station. */
import { currentLocale } from '.';

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${currentLocale()} ${name}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(currentLocale() === 'en' ? 'en-GB' : 'zh-CN', options);
    formatters.set(key, found);
  }
  return found;
}

export function formatDateTime(ms: number): string {
  return formatter('dt', { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false })
    .format(ms);
}

export function formatDate(ms: number): string {
  return formatter('d', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(ms);
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
