/** The unit's head, its next acts, and the tabs. */
import { useState } from 'react';
import { useCommandQuery, type UnitQuery, type UnitView } from '@/api';
import { Loaded, UnitHeader, useHotkeys, useTexts } from '@/shared';
import { NextActs } from './NextActs';
import { Overview } from './Overview';
import { TimelineTab } from './TimelineTab';
import classes from './Unit.module.css';

const TABS = ['overview', 'timeline'] as const;
type Tab = (typeof TABS)[number];

export function UnitPage({ query }: { query: UnitQuery }) {
  const unit = useCommandQuery('unit.get', query, { keepPrevious: true });
  return <Loaded query={unit}>{(view) => <Page unit={view} />}</Loaded>;
}

function Page({ unit }: { unit: UnitView }) {
  const t = useTexts('unit');
  const [tab, setTab] = useState<Tab>('overview');
  useHotkeys({ 'alt+o': () => setTab('overview'), 'alt+t': () => setTab('timeline') });
  return (
    <>
      <UnitHeader row={unit.row} actions={<NextActs unit={unit} />} />
      <div className={classes.tabs} role="tablist" aria-label={t('title')}>
        {TABS.map((one) => (
          <button key={one} type="button" role="tab" aria-selected={tab === one} onClick={() => setTab(one)} data-testid={`unit-tab-${one}`}>
            {t(`tab.${one}`)} <kbd>Alt+{one === 'overview' ? 'O' : 'T'}</kbd>
          </button>
        ))}
      </div>
      {tab === 'overview' ? <Overview unit={unit} /> : <TimelineTab unit={unit} />}
    </>
  );
}
