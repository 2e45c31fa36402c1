/** The unit's head, its next acts, and the tabs. */
import { useState } from 'react';
import { useCommandQuery, type UnitQuery, type UnitView } from '@/api';
import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { DocumentButton, Loaded, Panel, PrintTrouble, UnitCurveList, SampleTree, UnitHeader, UnitMonitoringList, useCan, useHotkeys, useOpen, useTexts } from '@/shared';
import { NextActs } from './NextActs';
import { Overview } from './Overview';
import { TimelineTab } from './TimelineTab';
import { DeviationTab } from './DeviationTab';
import { TraceTab } from './TraceTab';
import classes from './Unit.module.css';

const TABS = ['overview', 'samples', 'timeline', 'trace', 'curves', 'environment', 'deviations'] as const;
type Tab = (typeof TABS)[number];
const KEYS: Record<Tab, string> = { overview: 'O', samples: 'S', timeline: 'T', trace: 'M', curves: 'C', environment: 'R', deviations: 'V' };

/** `part`: of its samples one that is to be shown at once. */
export function UnitPage({ query, part }: { query: UnitQuery; part?: string }) {
  const unit = useCommandQuery('unit.get', query, { keepPrevious: true });
  return <Loaded query={unit}>{(view) => <Page unit={view} part={part} />}</Loaded>;
}

function Page({ unit, part }: { unit: UnitView; part?: string }) {
  const t = useTexts('unit');
  const [tab, setTab] = useState<Tab>(part === undefined ? 'overview' : 'samples');
  useHotkeys({ 'alt+o': () => setTab('overview'), 'alt+s': () => setTab('samples'), 'alt+t': () => setTab('timeline'), 'alt+m': () => setTab('trace'), 'alt+c': () => setTab('curves'), 'alt+r': () => setTab('environment'), 'alt+v': () => setTab('deviations') });
  return (
    <>
      <UnitHeader row={unit.row} actions={<><Labels unit={unit} /><Documents unit={unit} /><NextActs unit={unit} /></>} />
      <PrintTrouble donation={unit.row.donation} />
      <div className={classes.tabs} role="tablist" aria-label={t('title')}>
        {TABS.map((one) => (
          <button key={one} type="button" role="tab" aria-selected={tab === one} onClick={() => setTab(one)} data-testid={`unit-tab-${one}`}>
            {t(`tab.${one}`)} <kbd>Alt+{KEYS[one]}</kbd>
          </button>
        ))}
      </div>
      {tab === 'overview' ? <Overview unit={unit} /> : null}
      {tab === 'samples' ? <SampleTree donation={unit.row.donation} opened={part} /> : null}
      {tab === 'timeline' ? <TimelineTab unit={unit} /> : null}
      {tab === 'curves' ? <Panel title={t('tab.curves')}><UnitCurveList donation={unit.row.donation} /></Panel> : null}
      {tab === 'environment' ? <Panel title={t('tab.environment')}><UnitMonitoringList donation={unit.row.donation} /></Panel> : null}
      {tab === 'deviations' ? <DeviationTab donation={unit.row.donation} /> : null}
      {tab === 'trace' ? <TraceTab donation={unit.row.donation} /> : null}
    </>
  );
}

function Labels({ unit }: { unit: UnitView }) {
  const t = useTexts('unit');
  const open = useOpen();
  const may = useCan('print_label');
  if (!may || unit.row.din === null) return null;
  return (
    <Button variant="default" leftSection={<IconPrinter size={20} />} onClick={() => open.screen('printing', unit.row.donation)} data-testid="unit-labels">{t('labels_record')}</Button>
  );
}

function Documents({ unit }: { unit: UnitView }) {
  if (unit.row.din === null) return null;
  const isFamily = unit.row.inventory === 'family' && unit.row.position !== null;
  return (
    <DocumentButton
      testId="unit-documents"
      documents={isFamily ? ['dossier', 'storage_certificate', 'worksheet'] : ['dossier', 'worksheet']}
      donations={[unit.row.donation]}
    />
  );
}
