/** Donations that are not under way yet, newest act first; a mother's name stands where this station holds it. */
import { Button } from '@mantine/core';
import { IconPlus, IconUserPlus } from '@tabler/icons-react';
import { useCommandQuery, type UnitRow, type UnitStatus } from '@/api';
import {
  DataGrid, Din, EmptyState, PageHeader, ProblemAlert, TimeText, useCan, useHotkeys, useKeysetPages, useOpen, useTexts, useUnitColumns,
  useWord, type Column,
} from '@/shared';
import classes from './collection.module.css';

const OPEN: UnitStatus[] = ['enrolled', 'consented', 'collected', 'labelled'];

export function DonationList() {
  const t = useTexts('collection');
  const word = useWord();
  const open = useOpen();
  const pages = useKeysetPages('unit.list', { statuses: OPEN, text: null, inventory: null, held_only: false });
  const create = () => open.screen('collection', 'new');
  useHotkeys({ 'alt+n': create });

  const units = useUnitColumns<UnitRow>(['status'], (row) => row);

  const columns: Column<UnitRow>[] = [
    { key: 'mother', title: t('list.mother'), width: 'minmax(10ch, 1.2fr)', cell: (row) => <MotherName donation={row.donation} /> },
    { key: 'din', title: t('list.number'), width: 'minmax(22ch, 1.4fr)', cell: (row) => row.din ? <Din din={row.din} check={row.check_character} /> : <span className={classes.muted}>{t('list.no_number')}</span> },
    ...units,
    { key: 'next', title: t('list.next'), width: 'minmax(18ch, 1.2fr)', cell: (row) => t(`next.${row.status}`) },
    { key: 'inventory', title: t('list.inventory'), width: '12ch', cell: (row) => word('Inventory', row.inventory) },
    { key: 'changed', title: t('list.changed'), width: '19ch', cell: (row) => <TimeText ms={row.changed_ms} /> },
  ];
  const button = (
    <Button leftSection={<IconPlus size={20} />} onClick={create} data-testid="collection-new">
      {t('list.new')} <kbd className={classes.key}>Alt N</kbd>
    </Button>
  );
  return (
    <div className={classes.listPage}>
      <PageHeader title={t('title')} subtitle={t('list.subtitle', { count: pages.first?.total ?? 0 })} actions={button} />
      <ProblemAlert problem={pages.error} />
      <div className={classes.listBody}>
        <DataGrid
          rows={pages.rows}
          columns={columns}
          rowKey={(row) => row.donation}
          onOpen={(row) => open.screen('collection', row.donation)}
          hasMore={pages.hasMore}
          loadMore={pages.loadMore}
          loading={pages.loading}
          rowHeight={52}
          label={t('title')}
          testId="collection-list"
          empty={<EmptyState icon={IconUserPlus} title={t('list.empty')} hint={t('list.empty_hint')} action={button} />}
        />
      </div>
    </div>
  );
}

function MotherName({ donation }: { donation: string }) {
  const can = useCan('view_personal');
  const personal = useCommandQuery('donation.personal', { donation }, { enabled: can });
  const name = personal.data?.name;
  return name ? <strong>{name}</strong> : <span className={classes.muted}>—</span>;
}
