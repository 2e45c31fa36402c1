/** What waits for the bench; scanning a unit is the quicker way in. */
import { IconBarcode } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useCommandQuery, type UnitRow, type UnitStatus } from '@/api';
import { DataGrid, EmptyState, PageHeader, ProblemAlert, useKeysetPages, useOpen, useTexts, useUnitColumns, type Column, type UnitColumn } from '@/shared';
import { ListTimer } from './ListTimer';
import { RunList } from './run/RunList';
import classes from './bench.module.css';

const WAITING: UnitStatus[] = ['processing'];
const COLUMNS: UnitColumn[] = ['din', 'status', 'inventory', 'collected', 'volume', 'changed'];

export function BenchList({ choice }: { choice: ReactNode }) {
  const t = useTexts('bench');
  const open = useOpen();
  const pages = useKeysetPages('unit.list', { statuses: WAITING, text: null, inventory: null, held_only: false });
  const units = useUnitColumns<UnitRow>(COLUMNS, (row) => row);
  const donations = pages.rows.map(({ donation }) => donation);
  const timers = useCommandQuery('timer.of', { donations, runs: [] }, { enabled: donations.length > 0, keepPrevious: true }).data;
  const timerOf = (donation: string) => timers?.timers.find((timer) => timer.donation === donation);
  const columns: Column<UnitRow>[] = [
    ...units,
    {
      key: 'timer', title: t('list.timer'), width: 'minmax(11.5em, 1fr)',
      cell: (row) => {
        const timer = timerOf(row.donation);
        return timer && timers ? <ListTimer timer={timer} stationMs={timers.now_ms} /> : '—';
      },
    },
  ];
  return (
    <div className={classes.listPage}>
      <PageHeader title={t('title')} subtitle={t('list.subtitle', { count: pages.first?.total ?? 0 })} actions={choice} />
      <div className={classes.scanHere}>
        <IconBarcode size={44} stroke={1.5} aria-hidden />
        <div>
          <strong>{t('list.scan')}</strong>
          <div className={classes.muted}>{t('list.scan_hint')}</div>
        </div>
      </div>
      <RunList />
      <ProblemAlert problem={pages.error} />
      <div className={classes.listBody}>
        <DataGrid
          rows={pages.rows}
          columns={columns}
          rowKey={(row) => row.donation}
          onOpen={(row) => open.screen('bench', row.donation)}
          hasMore={pages.hasMore}
          loadMore={pages.loadMore}
          loading={pages.loading}
          label={t('title')}
          testId="bench-list"
          empty={<EmptyState title={t('list.empty')} hint={t('list.empty_hint')} />}
        />
      </div>
    </div>
  );
}
