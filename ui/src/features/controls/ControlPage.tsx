/** The controls of a test on a device: chart, table, target values, what is out and what was done about it. */
import { Button, SegmentedControl, Select } from '@mantine/core';
import { IconArrowLeft, IconTarget } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery, type ControlView } from '@/api';
import { EmptyState, FormDialog, formatDateTime, Loaded, PageHeader, Panel, pick, useCan, useNow, useTexts, useWord } from '@/shared';
import { ControlChart } from './ControlChart';
import { ControlTable } from './ControlTable';
import classes from './Controls.module.css';
import { StandingTone } from './ControlsScreen';
import { RecordForm } from './forms';
import { choices, fromMs, rulesText, shown, SPANS, type Chosen, type Place, type Span } from './look';
import { Targets } from './Targets';

const HOUR_MS = 3_600_000;

export function ControlPage({ place, onBack }: { place: Place; onBack: () => void }) {
  const t = useTexts('controls');
  const [span, setSpan] = useState<Span>('3');
  const now = useNow(HOUR_MS);
  const query = useCommandQuery('control.get', { ...place, from_ms: fromMs(span, now), until_ms: null }, { keepPrevious: true });
  return (
    <>
      <Button className={classes.back} variant="default" leftSection={<IconArrowLeft size={20} />} onClick={onBack} data-testid="controls-back">{t('back')}</Button>
      <Loaded query={query}>{(view) => <Page view={view} span={span} onSpan={setSpan} />}</Loaded>
    </>
  );
}

function Page({ view, span, onSpan }: { view: ControlView; span: Span; onSpan: (span: Span) => void }) {
  const t = useTexts('controls');
  const word = useWord();
  const enters = useCan('enter_result');
  const [chosen, setChosen] = useState<Chosen>({ lot: null, level: null });
  const { row } = view;
  const { lots, levels } = choices(view);
  const points = shown(view.points, chosen);
  const filter = (name: 'lot' | 'level', options: { value: string; label: string }[]) => (
    <Select
      label={t(name)}
      placeholder={t('all')}
      data={options}
      value={chosen[name]}
      onChange={(value) => setChosen({ ...chosen, [name]: value })}
      clearable
      allowDeselect
      clearButtonProps={{ 'aria-label': t('all') }}
      data-testid={`control-filter-${name}`}
    />
  );
  return (
    <div className={classes.page} data-testid="control-page">
      <PageHeader
        title={<span className={classes.head}>{pick(row)} <StandingTone row={row} /></span>}
        subtitle={<><span className={classes.mono}>{row.device}</span> {row.device_name}</>}
        actions={enters && view.targets.some(({ in_force }) => in_force) ? (
          <FormDialog title={t('record.title')} testId="control-enter">{(close) => <RecordForm view={view} onDone={close} />}</FormDialog>
        ) : null}
      />
      {row.stops.map((stop) => (
        <p key={stop.level} className={classes.warn} role="status" data-testid="control-stop">
          {t(view.stops_results ? 'stop' : 'stop_warns', {
            rule: rulesText([stop.rule]), level: word('ControlLevel', stop.level), lot: stop.lot, value: stop.value, deviation: stop.deviation, when: formatDateTime(stop.measured_ms),
          })}
        </p>
      ))}
      <Panel title={t('chart.title')}>
        <div className={classes.filters}>
          {filter('lot', lots.map((value) => ({ value, label: value })))}
          {filter('level', levels.map((value) => ({ value, label: word('ControlLevel', value) })))}
          <SegmentedControl aria-label={t('span.label')} data={SPANS.map((value) => ({ value, label: t(`span.${value}`) }))} value={span} onChange={(value) => onSpan(value as Span)} data-testid="control-span" />
        </div>
        {points.length === 0 ? <EmptyState icon={IconTarget} title={t('points.none')} hint={t('points.none_hint')} /> : (
          <>
            <ControlChart points={points} name={pick(row)} />
            <p className={classes.quiet}>{t('chart.legend')}</p>
          </>
        )}
        {view.total > view.points.length ? <p className={classes.quiet}>{t('points.more', { shown: view.points.length, total: view.total })}</p> : null}
      </Panel>
      {points.length === 0 ? null : <Panel title={t('points.title')}><ControlTable place={row} points={points.toReversed()} /></Panel>}
      <Targets view={view} />
    </div>
  );
}
