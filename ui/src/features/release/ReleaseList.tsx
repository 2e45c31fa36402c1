/** Two lists: reviewed units that wait for the release, and released ones with their certificates. */
import { IconRosetteDiscountCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery, type UnitRow, type UnitStatus } from '@/api';
import {
  DataGrid, EmptyState, formatNumber, PageHeader, PickList, ProblemAlert, readUnit, useKeysetPages, useOpen, usePicking, useScan, useTexts, useUnitColumns,
} from '@/shared';
import classes from './Release.module.css';

type Tab = Extract<UnitStatus, 'reviewed' | 'released'>;
const TABS: Tab[] = ['reviewed', 'released'];

const filter = (status: Tab) => ({ statuses: [status], text: null, inventory: null, held_only: false });

export function ReleaseList() {
  const t = useTexts('release');
  const open = useOpen();
  const [tab, setTab] = useState<Tab>('reviewed');
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const go = (unit: UnitRow) => open.screen(unit.status === 'released' ? 'release' : 'review', unit.donation);
  useScan(async (text) => {
    const unit = await readUnit(text);
    if (unit) go(unit);
    return unit !== null;
  });
  return (
    <div className={classes.list}>
      <PageHeader title={t('title')} subtitle={t('subtitle')} actions={tab === 'released' ? <PickList picked={picked} testId="release-pick_list" /> : null} />
      <div className={classes.tabs} role="tablist">
        {TABS.map((one) => <TabButton key={one} tab={one} active={tab === one} onChoose={() => setTab(one)} />)}
      </div>
      <Units key={tab} tab={tab} onOpen={go} picked={picked} onPick={setPicked} />
    </div>
  );
}

function TabButton({ tab, active, onChoose }: { tab: Tab; active: boolean; onChoose: () => void }) {
  const t = useTexts('release');
  const count = useCommandQuery('unit.list', { ...filter(tab), after: null, limit: 1 });
  return (
    <button type="button" role="tab" aria-selected={active} onClick={onChoose} data-testid={`release-tab-${tab}`}>
      {t(`tab.${tab}`)} {count.data ? <span className={classes.count}>{formatNumber(count.data.total)}</span> : null}
    </button>
  );
}

interface UnitsProps {
  tab: Tab;
  onOpen: (unit: UnitRow) => void;
  /** Released units to be taken from their tanks. */
  picked: ReadonlySet<string>;
  onPick: (picked: ReadonlySet<string>) => void;
}

function Units({ tab, onOpen, picked, onPick }: UnitsProps) {
  const t = useTexts('release');
  const { rows, hasMore, loadMore, loading, error } = useKeysetPages('unit.list', filter(tab));
  const facts = useUnitColumns<UnitRow>(['din', 'status', 'inventory', 'site', 'position', 'collected', 'changed'], (row) => row);
  const picking = usePicking(facts, picked, onPick);
  const columns = tab === 'released' ? picking : facts;
  return (
    <>
      <ProblemAlert problem={error} />
      <div className={classes.grid}>
        <DataGrid
          rows={rows}
          columns={columns}
          rowKey={(row) => row.donation}
          onOpen={onOpen}
          hasMore={hasMore}
          loadMore={loadMore}
          loading={loading}
          empty={<EmptyState icon={IconRosetteDiscountCheck} title={t(`empty.${tab}`)} hint={t(`empty_hint.${tab}`)} />}
          label={t(`tab.${tab}`)}
          testId="release"
        />
      </div>
    </>
  );
}
