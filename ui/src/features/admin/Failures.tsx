/** Every refused attempt, the latest first. What was typed is not kept. */
import { IconCircleCheck } from '@tabler/icons-react';
import { useCommandQuery } from '@/api';
import { DataGrid, EmptyState, Loaded, TimeText, useTexts, useWord } from '@/shared';
import classes from './Section.module.css';

const ROW_PX = 44;

export function Failures() {
  const t = useTexts('admin');
  const word = useWord();
  const failures = useCommandQuery('admin.failures', {});
  return (
    <Loaded query={failures}>
      {({ failures: rows }) => (
        <>
          <p className={classes.text}>{t('failures.text')}</p>
          <DataGrid
            rows={rows}
            rowKey={(failure) => `${failure.at_ms} ${failure.login} ${rows.indexOf(failure)}`}
            label={t('failures.title')}
            testId="admin-failure"
            rowHeight={ROW_PX}
            height={rows.length === 0 ? 'auto' : `min(${rows.length * ROW_PX + 44}px, 60vh)`}
            empty={<EmptyState title={t('failures.none')} icon={IconCircleCheck} />}
            columns={[
              { key: 'at', title: t('failures.at'), width: '12em', cell: (failure) => <TimeText ms={failure.at_ms} /> },
              { key: 'who', title: t('failures.who'), width: '1fr', cell: (failure) => (failure.name ? `${failure.name} (${failure.login})` : '—') },
              { key: 'why', title: t('failures.why'), width: '1fr', cell: (failure) => word('SignInFailure', failure.why) },
              { key: 'station', title: t('failures.station'), width: '1fr', cell: (failure) => failure.station },
            ]}
          />
        </>
      )}
    </Loaded>
  );
}
