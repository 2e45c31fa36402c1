/** The ledger as an inspector reads it: `/audit`, and its reports under `/audit/<report>`. */
import { Button, Tabs } from '@mantine/core';
import { IconFileSearch, IconRefresh } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { invalidateTags, type AuditRow } from '@/api';
import { DataGrid, EmptyState, PageHeader, ProblemAlert, readUnit, useKeysetPages, useOpen, useRouteId, useScan, useTexts } from '@/shared';
import { EntryDrawer } from './EntryDrawer';
import { ExportButtons, useExport } from './Exports';
import { FilterLine } from './FilterLine';
import { NO_FILTERS, requestOf, TABS, type Filters, type Tab } from './filters';
import { useAuditColumns } from './useAuditColumns';
import classes from './Audit.module.css';

const PAGE = 100;
const TYPING_MS = 250;

export function AuditScreen() {
  const t = useTexts('audit');
  const open = useOpen();
  const client = useQueryClient();
  const id = useRouteId();
  const tab: Tab = TABS.find((name) => name === id) ?? 'all';
  const [filters, setFilters] = useState<Filters>(NO_FILTERS);
  const [chosen, setChosen] = useState<AuditRow | null>(null);
  const unit = useSettled(filters.unit);
  const filter = requestOf({ ...filters, unit }, tab);
  const { rows, hasMore, loadMore, loading, error } = useKeysetPages('audit.list', { filter }, PAGE);
  const columns = useAuditColumns();
  const exporting = useExport(filter);
  useScan(async (text) => {
    const found = await readUnit(text);
    if (found?.din) setFilters((before) => ({ ...before, unit: found.din ?? '' }));
    return found !== null;
  });
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('title')}
        subtitle={t(`hint.${tab}`)}
        actions={
          <>
            <Button variant="subtle" leftSection={<IconRefresh size={20} />} onClick={() => void invalidateTags(client, ['audit'])} data-testid="audit-refresh">{t('refresh')}</Button>
            <ExportButtons run={exporting.run} pending={exporting.pending} />
          </>
        }
      />
      <Tabs value={tab} onChange={(next) => next && open.screen('audit', next === 'all' ? undefined : next)} keepMounted={false}>
        <Tabs.List mb="sm">
          {TABS.map((name) => <Tabs.Tab key={name} value={name} data-testid={`audit-tab-${name}`}>{t(`tab.${name}`)}</Tabs.Tab>)}
        </Tabs.List>
      </Tabs>
      <FilterLine filters={filters} onChange={setFilters} kinds={tab === 'all'} />
      <ProblemAlert problem={error} />
      {exporting.said}
      <div className={classes.grid}>
        <DataGrid
          key={JSON.stringify(filter)}
          rows={rows}
          columns={columns}
          rowKey={(row) => `${row.station} ${row.seq}`}
          onOpen={setChosen}
          hasMore={hasMore}
          loadMore={loadMore}
          loading={loading}
          rowHeight={68}
          empty={<EmptyState icon={IconFileSearch} title={t('empty')} hint={t('empty_hint')} />}
          label={t('title')}
          testId="audit"
        />
      </div>
      <EntryDrawer row={chosen} onClose={() => setChosen(null)} />
    </div>
  );
}

/** The text once it has rested for a while; an emptied one at once. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), value === '' ? 0 : TYPING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
