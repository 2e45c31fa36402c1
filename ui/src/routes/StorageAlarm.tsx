/** Nothing can be recorded: why, on every screen, until an act is stored again. */
import { IconDatabaseX } from '@tabler/icons-react';
import { useCommandQuery } from '@/api';
import { problemText, useTexts } from '@/shared';
import classes from './StorageAlarm.module.css';

export function StorageAlarm() {
  const t = useTexts();
  const { data } = useCommandQuery('sync.status', {}, { keepPrevious: true });
  if (!data?.storage) return null;
  return (
    <div className={classes.alarm} role="alert" data-testid="storage-alarm" data-code={data.storage.code}>
      <IconDatabaseX size={28} aria-hidden />
      <div>
        <strong>{t('storage.alarm')}</strong> {problemText(data.storage)}
        <div className={classes.quiet}>{t('storage.readable')}</div>
      </div>
    </div>
  );
}
