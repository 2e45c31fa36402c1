/** What the charts are drawn of. Pure: every figure comes from the program. */
import type { EChartsCoreOption } from 'echarts/core';
import type { ChartColours } from '@/shared';

interface Series {
  name: string;
  itemStyle?: { color: string };
  data: (number | null)[];
}

function axes(names: string[], colours: ChartColours, unit?: string): EChartsCoreOption {
  return {
    grid: { left: 52, right: 20, top: 40, bottom: 30 },
    legend: { top: 0, textStyle: { color: colours.ink } },
    tooltip: { trigger: 'axis', renderMode: 'richText' },
    xAxis: { type: 'category', data: names, axisLabel: { color: colours.muted, hideOverlap: true }, axisTick: { show: false }, axisLine: { lineStyle: { color: colours.line } } },
    yAxis: { type: 'value', name: unit, nameTextStyle: { color: colours.muted }, axisLabel: { color: colours.muted }, splitLine: { lineStyle: { color: colours.line } } },
  };
}

/** Patterns beside colours, so that nobody must tell colours apart. */
const DECALS = { aria: { enabled: true, decal: { show: true } } };

export function bars(names: string[], series: Series[], colours: ChartColours, stacked = false): EChartsCoreOption {
  return { ...axes(names, colours), ...(series.length > 1 ? DECALS : {}), series: series.map((one) => ({ ...one, type: 'bar', stack: stacked ? 'all' : undefined, barMaxWidth: 36 })) };
}

const SYMBOLS = ['circle', 'triangle', 'diamond', 'rect'];

export function lines(names: string[], series: Series[], colours: ChartColours, unit: string, limit?: { value: number; name: string }): EChartsCoreOption {
  const drawn = series.map((one, at) => ({
    ...one,
    type: 'line',
    symbol: SYMBOLS[at % SYMBOLS.length],
    symbolSize: 9,
    showAllSymbol: true,
    lineStyle: { type: at % 2 === 0 ? 'solid' : 'dashed', width: 2 },
    markLine: at > 0 || limit === undefined ? undefined : { silent: true, symbol: 'none', data: [{ yAxis: limit.value, label: { formatter: limit.name, position: 'insideEndTop', color: colours.bad }, lineStyle: { color: colours.bad, type: 'solid', width: 1.5 } }] },
  }));
  const base = axes(names, colours, unit);
  const most = Math.max(0, limit?.value ?? 0, ...series.flatMap(({ data }) => data.map((value) => value ?? 0)));
  return { ...base, yAxis: { ...(base['yAxis'] as object), max: limit === undefined ? undefined : Math.ceil(most * 1.1) }, series: drawn };
}

export const figure = (text: string | null): number | null => (text === null ? null : Number(text));
