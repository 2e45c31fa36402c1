/** Every unit of the bank: by number, state, inventory, hold; a virtual list that reads on as it is scrolled. */
import { IconSearch, IconUserSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import {
  DataGrid, EmptyState, FormDialog, formatNumber, PageHeader, PickList, ProblemAlert, readUnit, useCan, useHotkeys, useKeysetPages, useOpen, usePicking, useScan, useTexts, useUnitColumns, VerifyDocument,
} from '@/shared';
import { Filters } from './Filters';
import { NO_FILTERS, requestOf, type SearchFilters } from './filters';
import { MotherSearch } from './MotherSearch';
import classes from './Search.module.css';

const TYPING_MS = 150;
const PAGE = 250;

export function SearchScreen() {
  const t = useTexts('search');
  const open = useOpen();
  const can = useCan('view_personal');
  const [filters, setFilters] = useState<SearchFilters>(NO_FILTERS);
  const list = useRef<HTMLDivElement>(null);
  const text = useSettled(filters.text, TYPING_MS);
  const { rows, first, hasMore, loadMore, loading, error } = useKeysetPages('unit.list', requestOf({ ...filters, text }), PAGE);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const facts = useUnitColumns<(typeof rows)[number]>(
    ['din', 'status', 'inventory', 'site', 'position', 'collected', 'changed'],
    (row) => row,
  );
  const columns = usePicking(facts, picked, setPicked);
  useHotkeys({ 'ctrl+f': () => document.querySelector<HTMLInputElement>('[data-testid="field-text"]')?.select() });
  useScan(async (scanned) => {
    const unit = await readUnit(scanned);
    if (unit) open.unit(unit.donation);
    return unit !== null;
  });
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('title')}
        actions={<><PickList picked={picked} testId="search-pick_list" /><VerifyDocument />{can ? (
          <FormDialog title={t('mother.title')} testId="search-mother" variant="default" icon={<IconUserSearch size={20} />}>
            {(close) => <MotherSearch onOpen={(donation) => { close(); open.unit(donation); }} />}
          </FormDialog>
        ) : null}</>}
        subtitle={<span data-testid="search-total">{first ? t('total', { count: first.total, shown: formatNumber(first.total) }) : t('counting')}</span>}
      />
      <Filters
        filters={filters}
        onChange={setFilters}
        onEnter={() => rows.length === 1 && rows[0] && open.unit(rows[0].donation)}
        onDown={() => list.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()}
      />
      <ProblemAlert problem={error} />
      <div className={classes.grid} ref={list}>
        <DataGrid
          key={JSON.stringify(requestOf({ ...filters, text }))}
          rows={rows}
          columns={columns}
          rowKey={(row) => row.donation}
          onOpen={(row) => open.unit(row.donation)}
          hasMore={hasMore}
          loadMore={loadMore}
          loading={loading}
          empty={<EmptyState icon={IconSearch} title={t('empty')} hint={t('empty_hint')} />}
          label={t('title')}
          testId="unit"
        />
      </div>
    </div>
  );
}

/** The value once it has rested for a while; an emptied one at once. */
function useSettled(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), value === '' ? 0 : ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
