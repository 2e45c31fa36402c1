/** A quantity over time with the limits of the room's grade, the table behind it, and the table as a file. */
import { Button, Select } from '@mantine/core';
import { IconChartLine, IconDownload } from '@tabler/icons-react';
import type { EChartsCoreOption } from 'echarts/core';
import { useState } from 'react';
import type { RoomLimitView, RoomQuantity, RoomView, Verdict } from '@/api';
import { EChart, EmptyState, formatDateTime, saveCsv, TimeText, useTexts, useWord, VerdictTone, type ChartColours } from '@/shared';
import classes from './Environment.module.css';
import { keyOf, limitsOf, quantitiesOf, trendOf, UNITS, type TrendPoint } from './look';

export function Trend({ view }: { view: RoomView }) {
  const t = useTexts('environment');
  const word = useWord();
  const quantities = quantitiesOf(view);
  const [wanted, setWanted] = useState<RoomQuantity | null>(null);
  const [point, setPoint] = useState<string | null>(null);
  const quantity = wanted && quantities.includes(wanted) ? wanted : quantities[0];
  if (quantity === undefined) return <EmptyState icon={IconChartLine} title={t('trend.none')} hint={t('trend.none_hint')} />;
  const shown = trendOf(view, quantity, point);
  const points = [...new Set(trendOf(view, quantity, null).map(({ finding }) => finding.point))];
  const states = [...new Set(shown.map(({ monitoring }) => monitoring.state))];
  const limits = limitsOf(view.limits, quantity, states);
  const name = word('RoomQuantity', quantity);
  const head = [t('when'), t('point'), `${name} (${UNITS[quantity]})`, t('state'), t('judgement'), t('limit'), t('plate'), t('by')];
  const rows = shown.map(({ monitoring, finding }) => [
    formatDateTime(monitoring.monitored_ms), finding.point, finding.number, word('RoomState', monitoring.state), word('Verdict', finding.verdict), finding.limit, finding.plate, monitoring.by,
  ]);
  const beyond = (verdict: Verdict) => shown.filter(({ finding }) => finding.verdict === verdict).length;
  const limitName = (limit: RoomLimitView) => [word('LimitLevel', limit.level), states.length > 1 && limit.state !== null ? word('RoomState', limit.state) : '', limit.confirmed ? '' : t('trend.not_confirmed')].filter(Boolean).join(' · ');
  return (
    <>
      <div className={classes.filters}>
        <Select label={t('quantity')} data={quantities.map((value) => ({ value, label: word('RoomQuantity', value) }))} value={quantity} onChange={(value) => value && setWanted(value as RoomQuantity)} allowDeselect={false} data-testid="trend-quantity" />
        <Select label={t('point')} placeholder={t('trend.all_points')} data={points} value={point} onChange={setPoint} clearable clearButtonProps={{ 'aria-label': t('trend.all_points') }} data-testid="trend-point" />
        <Button variant="default" leftSection={<IconDownload size={18} />} onClick={() => saveCsv(`${view.row.code}-${quantity}`, head, rows)} data-testid="trend-csv">CSV</Button>
      </div>
      <EChart
        label={t('trend.label', { name, count: shown.length, failed: beyond('fail'), warned: beyond('warn') })}
        option={(colours) => trendOption(shown, points, limits, colours, limitName)}
        height={340}
        testId="environment-chart"
      />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('trend.title')}>
        <table className={classes.table} data-testid="trend-table">
          <thead><tr>{head.map((title) => <th key={title} scope="col">{title}</th>)}</tr></thead>
          <tbody>
            {shown.toReversed().map(({ monitoring, finding }) => (
              <tr key={`${keyOf(monitoring)} ${finding.point} ${finding.plate}`}>
                <td><TimeText ms={monitoring.monitored_ms} /></td><td>{finding.point}</td><td>{finding.number}</td><td>{word('RoomState', monitoring.state)}</td>
                <td><VerdictTone verdict={finding.verdict} /></td><td>{finding.limit || '—'}</td><td className={classes.mono}>{finding.plate ?? '—'}</td><td>{monitoring.by}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const SYMBOL: Partial<Record<Verdict, string>> = { fail: 'diamond', warn: 'triangle' };

export function trendOption(shown: TrendPoint[], points: string[], limits: RoomLimitView[], colours: ChartColours, limitName: (limit: RoomLimitView) => string): EChartsCoreOption {
  const lines = limits.flatMap((limit) => [limit.min, limit.max].filter((value) => value !== null).map((value) => ({ limit, value: Number(value) })));
  const values = [...shown.map(({ finding }) => Number(finding.number)), ...lines.map(({ value }) => value)];
  const colourOf = ({ finding }: TrendPoint, own: string) => (finding.verdict === 'fail' ? colours.bad : finding.verdict === 'warn' ? colours.warn : own);
  const used = points.filter((point) => shown.some(({ finding }) => finding.point === point));
  return {
    grid: { left: 72, right: 170, top: 44, bottom: 48 },
    legend: { top: 4, textStyle: { color: colours.ink }, show: used.length > 1 },
    tooltip: {
      trigger: 'item',
      renderMode: 'richText',
      formatter: (at: { data: { point: TrendPoint } }) => `${formatDateTime(at.data.point.monitoring.monitored_ms)} · ${at.data.point.finding.point}\n${at.data.point.finding.value} (${at.data.point.finding.limit || '—'})`,
    },
    xAxis: { type: 'time', axisLabel: { color: colours.muted, hideOverlap: true, formatter: (at: number) => formatDateTime(at).slice(0, 10) }, axisLine: { onZero: false, lineStyle: { color: colours.line } } },
    // The limits are seen however far the values lie from them.
    yAxis: { type: 'value', min: Math.min(0, ...values), max: (values.length === 0 ? 1 : Math.max(...values)) || 1, axisLabel: { color: colours.muted }, splitLine: { lineStyle: { color: colours.line } } },
    series: used.map((point, at) => {
      const own = colours.series[at % colours.series.length] ?? colours.ink;
      return {
        type: 'line',
        name: point,
        color: own,
        showAllSymbol: true,
        data: shown.filter(({ finding }) => finding.point === point).map((one) => ({
          value: [one.monitoring.monitored_ms, Number(one.finding.number)],
          point: one,
          symbol: SYMBOL[one.finding.verdict] ?? 'circle',
          symbolSize: one.finding.verdict === 'fail' ? 14 : one.finding.verdict === 'warn' ? 12 : 8,
          itemStyle: { color: colourOf(one, own) },
        })),
        markLine: at > 0 ? undefined : {
          silent: true,
          symbol: 'none',
          data: lines.map(({ limit, value }) => {
            const colour = limit.level === 'action' ? colours.bad : colours.warn;
            return { yAxis: value, lineStyle: { color: colour, type: limit.confirmed ? 'solid' : 'dashed', width: 1.5 }, label: { formatter: `${limitName(limit)} ${value}`, color: colour, position: 'end' } };
          }),
        },
      };
    }),
  };
}
