/** The state of the station at a glance: where, synchronisation, waiting entries, clock, backup. */
import { IconAlertTriangle, IconClock, IconDatabaseExport, IconDeviceDesktop, IconDownload, IconUpload } from '@tabler/icons-react';
import { useAct, useCommandQuery, type SyncStatus } from '@/api';
import { formatDateTime, formatNumber, formatSeconds, pick, SyncTone, useAgo, useNow, useSession, useTexts } from '@/shared';
import classes from './Footer.module.css';

const CLOCK_TOLERANCE_MS = 2000;
const REFRESH_MS = 15_000;

export function Footer() {
  const t = useTexts();
  const { bank } = useSession();
  const status = useCommandQuery('sync.status', {}, { refetchIntervalMs: REFRESH_MS, keepPrevious: true });
  return (
    <footer className={classes.footer} data-testid="footer">
      <span className={classes.item} title={t('sync.station')} data-testid="footer-station">
        <IconDeviceDesktop size={18} aria-hidden /> {bank.station_name}
        <span className={classes.quiet}>{pick({ zh: bank.site_name_zh, en: bank.site_name_en })}</span>
      </span>
      <span className={classes.space} />
      {status.data ? <Sync status={status.data} /> : null}
    </footer>
  );
}

function Sync({ status }: { status: SyncStatus }) {
  const t = useTexts();
  const ago = useAgo();
  const nowMs = useNow(REFRESH_MS);
  const now = useAct('sync.now');
  const minutes = status.last_sync_ms === null ? null : Math.max(0, Math.floor((nowMs - status.last_sync_ms) / 60_000));
  const offset = status.clock_offset_ms;
  return (
    <>
      {offset === null ? null : (
        <span className={classes.item} data-bad={Math.abs(offset) > CLOCK_TOLERANCE_MS || undefined} data-testid="footer-clock">
          <IconClock size={18} aria-hidden />
          {Math.abs(offset) > CLOCK_TOLERANCE_MS ? t('sync.clock_off', { seconds: formatSeconds(offset) }) : t('sync.clock_ok')}
        </span>
      )}
      <span className={classes.item} data-bad={status.backup_overdue || undefined} data-testid="footer-backup">
        {status.backup_overdue ? <IconAlertTriangle size={18} aria-hidden /> : <IconDatabaseExport size={18} aria-hidden />}
        {status.last_backup_ms === null ? t('sync.no_backup') : t('sync.backup', { when: ago(status.last_backup_ms) })}
        {status.backup_overdue ? <span className={classes.quiet}>{t('sync.backup_overdue')}</span> : null}
      </span>
      {status.centre_behind_ms === null ? null : (
        <span className={classes.item} data-bad data-testid="footer-behind">
          <IconAlertTriangle size={18} aria-hidden /> {t('sync.behind')}
        </span>
      )}
      {status.state === 'not_connected' ? null : (
        <span className={classes.item} data-bad={status.waiting_age !== 'young' || undefined} data-testid="footer-waiting">
          {status.waiting_age === 'young' ? <IconUpload size={18} aria-hidden /> : <IconAlertTriangle size={18} aria-hidden />}
          {t('sync.waiting', { count: status.waiting, n: formatNumber(status.waiting) })}
          {status.waiting_age === 'young' || status.waiting_since_ms === null ? null : (
            <span className={classes.quiet}>{t('sync.waiting_old', { when: formatDateTime(status.waiting_since_ms) })}</span>
          )}
        </span>
      )}
      {status.to_read === 0 ? null : (
        <span className={classes.item} data-testid="footer-to-read">
          <IconDownload size={18} aria-hidden /> {t('sync.to_read', { count: status.to_read, n: formatNumber(status.to_read) })}
        </span>
      )}
      <button
        type="button"
        className={classes.sync}
        onClick={() => now.mutate({})}
        disabled={now.isPending || status.state === 'not_connected'}
        data-testid="footer-sync"
        data-state={status.state}
      >
        <SyncTone state={status.state} />
        {status.state === 'not_connected' ? null : (
          <span>{minutes === null ? t('sync.never') : minutes === 0 ? t('sync.last_now') : t('sync.last', { minutes })}</span>
        )}
      </button>
    </>
  );
}
