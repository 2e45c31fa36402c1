/** A moment: local in the text, UTC in the title. */
import { useEffect, useState } from 'react';
import { formatDate, formatDateTime, formatUtc, useTexts } from '../i18n';

export function TimeText({ ms, dateOnly }: { ms: number | null | undefined; dateOnly?: boolean }) {
  useTexts();
  if (ms === null || ms === undefined) return <span>—</span>;
  return (
    <time dateTime={new Date(ms).toISOString()} title={formatUtc(ms)} style={{ whiteSpace: 'nowrap' }}>
      {dateOnly ? formatDate(ms) : formatDateTime(ms)}
    </time>
  );
}

const MINUTE_MS = 60_000;

/** How long ago, in the largest unit that says something. */
export function useAgo(): (ms: number) => string {
  const t = useTexts();
  const now = useNow(MINUTE_MS / 2);
  return (ms) => {
    const minutes = Math.max(0, Math.floor((now - ms) / MINUTE_MS));
    if (minutes < 1) return t('ago.now');
    if (minutes < 120) return t('ago.minutes', { count: minutes });
    if (minutes < 48 * 60) return t('ago.hours', { count: Math.floor(minutes / 60) });
    return t('ago.days', { count: Math.floor(minutes / 1440) });
  };
}

/** The wall clock, read again every so often. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
