import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Dashboard, Spread } from '@/api';
import { toCsv, type ChartColours } from '@/shared';
import { renderAt } from '@/test/working';
import { bars, lines } from './charts';

const COLOURS: ChartColours = { ink: '#1', muted: '#2', line: '#3', surface: '#4', good: '#5', warn: '#6', bad: '#7', series: ['#8'], font: 'f' };

describe('a CSV file', () => {
  it('has every cell once, quoted where it must be, and no formula', () => {
    expect(toCsv(['月份', 'a,b'], [['2026-11', 3], ['say "x"', null], ['=1+1', -2], ['-3.5', 0]])).toBe('月份,"a,b"\r\n2026-11,3\r\n"say ""x""",\r\n\'=1+1,-2\r\n-3.5,0');
  });
});

describe('charts', () => {
  it('tell several series apart by pattern and symbol, not colour alone', () => {
    const two = [{ name: 'a', data: [1] }, { name: 'b', data: [2] }];
    expect(bars(['x'], two, COLOURS)).toMatchObject({ aria: { decal: { show: true } } });
    const { series } = lines(['x'], two, COLOURS, 'h') as { series: { symbol: string; lineStyle: { type: string } }[] };
    expect(series.map(({ symbol, lineStyle }) => [symbol, lineStyle.type])).toEqual([['circle', 'solid'], ['triangle', 'dashed']]);
  });

  it('keep a limit in sight that nothing comes near', () => {
    expect(lines(['x'], [{ name: 'a', data: [3] }], COLOURS, 'h', { value: 48, name: '48 h' })).toMatchObject({ yAxis: { max: 53 } });
  });
});

describe('the page', () => {
  const none: Spread = { count: 0, median: null, p90: null };
  const some: Spread = { count: 4, median: '20.5', p90: '31.0' };
  const view: Dashboard = {
    sites: [{ site: 's', code: 'LAB' }],
    flow: [{ name: '2026-10', received: 3, processed: 2, banked: 1, released: 0, rejected: 1 }, { name: '2026-11', received: 1, processed: 0, banked: 0, released: 0, rejected: 0 }],
    by_site: [{ name: 'LAB', received: 4, processed: 2, banked: 1, released: 0, rejected: 1 }],
    rejections: [{ reason: 'receipt', months: [1, 0], count: 1 }],
    turnaround: [
      { code: 'receipt', limit_h: '24', confirmed: true, over: 1, all: some, months: [some, none] },
      { code: 'banking', limit_h: null, confirmed: false, over: 0, all: none, months: [none, none] },
    ],
    yields: [{ code: 'tnc_recovery', unit: '%', all: some, months: [some, none], bins: [{ from: '80', until: '85', count: 4 }] }],
    deviations: [{ month: '2026-10', unclassified: 0, minor: 2, major: 0, critical: 0 }],
    open_ages: [{ from_d: 0, until_d: 8, count: 2 }, { from_d: 91, until_d: null, count: 0 }],
  };

  it('shows each chart with its words, its table and its file, and says where nothing was counted', async () => {
    const { platform } = renderAt('/dashboards', { 'dashboard.get': () => view }, ['view']);
    const flow = await screen.findByTestId('dashboard-flow');
    expect(within(flow).getAllByRole('row').map((row) => row.textContent)).toEqual(['MonthReceivedProcessedBankedReleasedRejected', '2026-1032101', '2026-1110000']);
    expect(within(flow).getByRole('img').getAttribute('aria-label')).toContain('4 received');
    expect(screen.getByTestId('dashboard-turnaround-receipt').textContent).toContain('1 over it');
    expect(within(screen.getByTestId('dashboard-turnaround-banking')).getByTestId('empty-state')).toBeTruthy();
    expect(screen.getByTestId('dashboard-rejections').textContent).toContain('Rejected on receipt');
    expect(screen.getAllByText('CSV')).toHaveLength(9);
    expect(platform).toBeTruthy();
  });
});
