/** How a window of time presses, and how long that is. */
import { i18n } from '../i18n';

/** `1:05:09` or `12:30`; days are told apart: `13 d 04:00:00`. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  const tail = `${two(minutes)}:${two(seconds % 60)}`;
  if (days > 0) return i18n.t('timer.days', { days, clock: `${two(hours)}:${tail}` });
  return hours > 0 ? `${hours}:${tail}` : tail;
}

export type Pressure = 'waiting' | 'open' | 'soon' | 'late';

/** How a window presses at a moment; `soon` in its last fifth, or the last ten minutes where it only ends. */
export function pressureOf(window: { opens_ms: number | null; closes_ms: number | null }, now: number): Pressure {
  const { opens_ms: opens, closes_ms: closes } = window;
  if (opens !== null && now < opens) return 'waiting';
  if (closes === null) return 'open';
  if (now > closes) return 'late';
  const warning = opens === null ? 600_000 : Math.max(60_000, (closes - opens) / 5);
  return closes - now <= warning ? 'soon' : 'open';
}

/** The moment that somebody has to be there by: the end of the window, or where it has none, its beginning. */
export function dueMs({ opens_ms: opens, closes_ms: closes }: { opens_ms: number | null; closes_ms: number | null }): number {
  return closes ?? opens ?? Number.MAX_SAFE_INTEGER;
}
