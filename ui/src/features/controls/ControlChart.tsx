/** A Levey-Jennings chart: each control in standard deviations from its mean, over the order in which they were measured. */
import type { EChartsCoreOption } from 'echarts/core';
import type { ControlPointView } from '@/api';
import { EChart, formatDateTime, useTexts, useWord, type ChartColours, type Texts } from '@/shared';
import { commonTarget, drawn, rulesText, symbolOf } from './look';

const LINES = [-3, -2, -1, 0, 1, 2, 3];
const LEVELS = ['low', 'normal', 'high'] as const;
/** Beyond this a value stands at the edge: one slip would press all others into a line. */
const EDGE = 5;

export function ControlChart({ points, name }: { points: ControlPointView[]; name: string }) {
  const t = useTexts('controls');
  const word = useWord();
  const all = drawn(points);
  const rejected = all.filter((point) => point.rejected).length;
  const warned = all.filter((point) => !point.rejected && point.rules.length > 0).length;
  const label = t('chart.label', { name, count: all.length, rejected, warned });
  return <EChart label={label} option={(colours) => leveyJennings(all, colours, t, (level) => word('ControlLevel', level))} height={380} testId="control-chart" />;
}

export function leveyJennings(all: ControlPointView[], colours: ChartColours, t: Texts, levelName: (level: string) => string): EChartsCoreOption {
  const target = commonTarget(all);
  const tint = (sd: number) => (sd === 0 ? colours.ink : Math.abs(sd) === 3 ? colours.bad : Math.abs(sd) === 2 ? colours.warn : colours.muted);
  const lineName = (sd: number) => {
    const text = sd === 0 ? t('chart.mean') : `${sd > 0 ? '+' : '−'}${Math.abs(sd)} SD`;
    return target ? `${text}  ${Number((target.mean + sd * target.sd).toFixed(4))}` : text;
  };
  const levels = LEVELS.filter((level) => all.some((point) => point.level === level));
  const pointColour = (point: ControlPointView, own: string) => (point.rejected ? colours.bad : point.rules.length > 0 ? colours.warn : own);
  return {
    grid: { left: 48, right: 120, top: 44, bottom: 56 },
    legend: { top: 4, textStyle: { color: colours.ink }, show: levels.length > 1 },
    tooltip: {
      trigger: 'item',
      renderMode: 'richText',
      formatter: (at: { data: { point: ControlPointView } }) => tip(at.data.point, t, levelName),
    },
    xAxis: {
      type: 'category',
      data: all.map(({ measured_ms }) => formatDateTime(measured_ms)),
      axisLabel: { color: colours.muted, hideOverlap: true, formatter: (text: string) => text.slice(0, 10) },
      axisLine: { onZero: false, lineStyle: { color: colours.line } },
      axisTick: { show: false },
    },
    yAxis: { type: 'value', min: -EDGE, max: EDGE, interval: 1, name: 'SD', nameTextStyle: { color: colours.muted }, axisLabel: { color: colours.muted }, splitLine: { show: false } },
    series: levels.map((level, at) => {
      const own = colours.series[[2, 0, 4][at] ?? 0] ?? colours.ink;
      return {
        type: 'line',
        name: levelName(level),
        color: own,
        lineStyle: { width: 1.5, type: (['solid', 'dashed', 'dotted'] as const)[at] },
        connectNulls: true,
        // Each control is seen, however many there are.
        showAllSymbol: true,
        data: all.map((point) => point.level !== level ? null : {
          value: Math.max(-EDGE, Math.min(EDGE, Number(point.deviation))),
          point,
          symbol: symbolOf(point),
          symbolSize: point.rejected ? 15 : point.rules.length > 0 ? 13 : 8,
          itemStyle: { color: pointColour(point, own) },
          label: { show: point.rules.length > 0, distance: point.rejected ? 10 : 4, formatter: rulesText(point.rules), position: Number(point.deviation) < 0 ? 'bottom' : 'top', color: pointColour(point, own), fontWeight: 600 },
        }),
        markLine: at > 0 ? undefined : {
          silent: true,
          symbol: 'none',
          data: LINES.map((sd) => ({
            yAxis: sd,
            lineStyle: { color: tint(sd), type: sd === 0 ? 'solid' : Math.abs(sd) === 3 ? 'solid' : 'dashed', width: sd === 0 || Math.abs(sd) === 3 ? 1.5 : 1 },
            label: { formatter: lineName(sd), color: tint(sd), position: 'end' },
          })),
        },
      };
    }),
  };
}

function tip(point: ControlPointView, t: Texts, levelName: (level: string) => string): string {
  const said = [
    `${formatDateTime(point.measured_ms)} · ${levelName(point.level)} · ${point.lot}`,
    `${point.value ?? '—'} ${point.unit} (${point.deviation ?? '—'} SD)`,
    point.rules.length > 0 ? `${t(point.rejected ? 'rejected' : 'warned')} ${rulesText(point.rules)}` : t('accepted'),
    ...point.explained.map(({ cause, action }) => `${cause} → ${action}`),
  ];
  return said.join('\n');
}
