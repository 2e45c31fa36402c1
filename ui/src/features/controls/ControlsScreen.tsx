/** `/controls`: which tests are controlled on which device, and files; `/controls/<test>~<device>`: one of them. */
import { Tabs } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconTarget } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery, type ControlList, type ControlRow } from '@/api';
import { DataGrid, EmptyState, FormDialog, Loaded, PageHeader, pick, TimeText, Tone, useCan, useHotkeys, useOpen, useRouteId, useTexts } from '@/shared';
import { ControlFile } from './ControlFile';
import { ControlPage } from './ControlPage';
import classes from './Controls.module.css';
import { TargetForm } from './forms';
import { idOf, placeOf } from './look';

const TABS = ['series', 'file'] as const;

export function ControlsScreen() {
  const t = useTexts('controls');
  const open = useOpen();
  const id = useRouteId();
  const place = placeOf(id);
  const enters = useCan('enter_result');
  if (place) return <ControlPage key={id} place={place} onBack={() => open.screen('controls')} />;
  const tab = enters && id === 'file' ? 'file' : 'series';
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <Tabs value={tab} onChange={(next) => open.screen('controls', next === 'file' ? 'file' : undefined)} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.filter((one) => enters || one !== 'file').map((one) => <Tabs.Tab key={one} value={one} data-testid={`controls-tab-${one}`}>{t(`tab.${one}`)}</Tabs.Tab>)}
        </Tabs.List>
      </Tabs>
      {tab === 'file' ? <ControlFile /> : <Series onOpen={(row) => open.screen('controls', idOf(row))} />}
    </>
  );
}

function Series({ onOpen }: { onOpen: (row: ControlRow) => void }) {
  const query = useCommandQuery('control.list', {});
  return <Loaded query={query}>{(list) => <List list={list} onOpen={onOpen} />}</Loaded>;
}

function List({ list, onOpen }: { list: ControlList; onOpen: (row: ControlRow) => void }) {
  const t = useTexts('controls');
  const may = useCan('report_result');
  const [, setOpened] = useState(0);
  useHotkeys({ 'alt+n': () => document.querySelector<HTMLElement>('[data-testid="control-target"]')?.click() });
  return (
    <>
      {may ? (
        <div className={classes.actions}>
          <FormDialog title={t('target.add')} testId="control-target" size="xl">
            {(close) => <TargetForm list={list} onDone={(row) => { close(); setOpened((count) => count + 1); onOpen(row); }} />}
          </FormDialog>
        </div>
      ) : null}
      <DataGrid
        rows={list.series}
        rowKey={idOf}
        loading={false}
        label={t('title')}
        height={list.series.length === 0 ? undefined : `min(62vh, ${(list.series.length + 1) * 50}px)`}
        testId="control-row"
        onOpen={onOpen}
        empty={<EmptyState icon={IconTarget} title={t('empty')} hint={t('empty_hint')} />}
        columns={[
          { key: 'test', title: t('test'), width: 'minmax(0, 1.4fr)', cell: (row) => pick(row) },
          { key: 'device', title: t('device'), width: 'minmax(0, 1.6fr)', cell: (row) => <><span className={classes.mono}>{row.device}</span> {row.device_name}</> },
          { key: 'standing', title: t('standing'), width: '12em', cell: (row) => <StandingTone row={row} /> },
          { key: 'last', title: t('last'), width: '11em', cell: ({ last_ms: last }) => (last === null ? <span className={classes.quiet}>{t('none_yet')}</span> : <TimeText ms={last} />) },
          { key: 'waiting', title: t('target.waiting'), width: '10em', cell: ({ waiting }) => (waiting === 0 ? '—' : t('target.wait', { count: waiting })) },
        ]}
      />
    </>
  );
}

export function StandingTone({ row }: { row: ControlRow }) {
  const t = useTexts('controls');
  if (row.stops.length > 0) return <Tone tone="red" icon={IconAlertTriangle}>{t('out')}</Tone>;
  return row.last_ms === null ? <span className={classes.quiet}>{t('none_yet')}</span> : <Tone tone="green" icon={IconCircleCheck}>{t('in')}</Tone>;
}
