/** Entries have waited for the centre far too long: where they are, and what to do, on every screen. */
import { IconCloudOff } from '@tabler/icons-react';
import { useCommandQuery } from '@/api';
import { formatNumber, useNow, useTexts } from '@/shared';
import classes from './StorageAlarm.module.css';

const DAY_MS = 86_400_000;

export function WaitingAlarm() {
  const t = useTexts();
  const nowMs = useNow(60_000);
  const { data } = useCommandQuery('sync.status', {}, { keepPrevious: true });
  // What cannot be recorded at all comes first, in the same place.
  if (!data || data.storage || data.waiting_age !== 'too_old' || data.waiting_since_ms === null) return null;
  const days = Math.max(1, Math.floor((nowMs - data.waiting_since_ms) / DAY_MS));
  return (
    <div className={classes.alarm} role="status" data-testid="waiting-alarm">
      <IconCloudOff size={28} aria-hidden />
      <div>
        <strong>{t('sync.too_old', { n: formatNumber(data.waiting), days: formatNumber(days) })}</strong>
        <div className={classes.quiet}>{t('sync.too_old_do')}</div>
      </div>
    </div>
  );
}
