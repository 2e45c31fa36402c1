import { screen } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ControlPointView, ControlRule, ControlView } from '@/api';
import { addLocales, setLocale, type ChartColours } from '@/shared';
import { renderAt } from '@/test/working';
import { locales } from '.';
import { leveyJennings } from './ControlChart';
import { choices, commonTarget, drawn, fromMs, idOf, placeOf, rulesText, shown, symbolOf } from './look';

addLocales('controls', locales);
beforeEach(() => setLocale('en'));

let seq = 0;
function point(deviation: string | null, rules: ControlRule[] = [], over: Partial<ControlPointView> = {}): ControlPointView {
  seq += 1;
  return {
    station: 'a', seq, lot: 'QC1', level: 'normal', value: deviation === null ? null : '95', unit: '%', mean: '95', sd: '1', deviation, rules,
    rejected: rules.some((rule) => rule !== 'one_two_s'), measured_ms: 1_700_000_000_000 + seq, entered_ms: 0, entry: 'typed', by: 'Wang', corrections: [], explained: [], ...over,
  };
}

describe('where a screen is', () => {
  it.each([['viability_post~EQ-007', { test: 'viability_post', device: 'EQ-007' }], ['file', null], [null, null], ['~x', null]])('%s', (id, place) => {
    expect(placeOf(id)).toEqual(place);
    if (place) expect(idOf(place)).toBe(id);
  });

  it('asks for the same time all day', () => {
    const morning = new Date(2026, 10, 22, 8, 1).getTime();
    expect(fromMs('3', morning)).toBe(new Date(2026, 7, 22).getTime());
    expect(fromMs('3', morning + 3_600_000)).toBe(fromMs('3', morning));
    expect(fromMs('all', morning)).toBeNull();
  });
});

describe('what a control says', () => {
  it.each<[ControlRule[], string, string]>([
    [[], 'circle', ''],
    [['one_two_s'], 'triangle', '1-2s'],
    [['one_two_s', 'one_three_s'], 'diamond', '1-3s'],
    [['one_two_s', 'two_two_s', 'four_one_s'], 'diamond', '2-2s 4-1s'],
    [['ten_x'], 'diamond', '10x'],
  ])('%j by shape and words', (rules, symbol, text) => {
    expect([symbolOf(point('0', rules)), rulesText(rules)]).toEqual([symbol, text]);
  });

  it('is told of the lot and level that are chosen', () => {
    const all = [point('0'), point('1', [], { lot: 'QC2', level: 'high', mean: '40' }), point(null)];
    expect(shown(all, { lot: 'QC2', level: null })).toEqual([all[1]]);
    expect(shown(all, { lot: null, level: 'normal' })).toEqual([all[0], all[2]]);
    expect(drawn(all)).toEqual([all[0], all[1]]);
    expect(choices({ points: all, targets: [] })).toEqual({ lots: ['QC1', 'QC2'], levels: ['normal', 'high'] });
    expect(commonTarget(all)).toBeNull();
    expect(commonTarget([point('0'), point('2')])).toEqual({ mean: 95, sd: 1, unit: '%' });
  });
});

describe('the chart', () => {
  const colours: ChartColours = { ink: '#1', muted: '#2', line: '#3', surface: '#4', good: '#5', warn: '#6', bad: '#7', series: ['#8', '#9', '#a'], font: 'f' };
  const all = [point('0.5'), point('2.4', ['one_two_s']), point('-7', ['one_two_s', 'one_three_s'])];
  const option = leveyJennings(all, colours, (key) => key, String) as {
    series: { showAllSymbol: boolean; data: { value: number; symbol: string; label: { show: boolean; formatter: string } }[]; markLine: { data: { yAxis: number; label: { formatter: string } }[] } }[];
  };
  const [series] = option.series;

  it('has the mean and three standard deviations on either side, with their values', () => {
    expect(series?.markLine.data.map(({ yAxis }) => yAxis)).toEqual([-3, -2, -1, 0, 1, 2, 3]);
    expect(series?.markLine.data[5]?.label.formatter).toBe('+2 SD  97');
  });

  it('marks what breaks a rule by shape and words, and keeps what lies far out at the edge', () => {
    expect(series?.showAllSymbol).toBe(true);
    expect(series?.data.map(({ symbol }) => symbol)).toEqual(['circle', 'triangle', 'diamond']);
    expect(series?.data.map(({ label }) => label.show && label.formatter)).toEqual([false, '1-2s', '1-3s']);
    expect(series?.data[2]?.value).toBe(-5);
  });
});

describe('the page of a test on a device', () => {
  it('says in words what was accepted, warned of and rejected, what it stops, and what was done', async () => {
    const said = { cause: 'sheath fluid', action: 'filled', by: 'Wang', at_ms: 1_700_000_000_000 };
    const points = [point(null), point('0'), point('2.5', ['one_two_s']), point('3.5', ['one_two_s', 'one_three_s'], { explained: [said] })];
    const view: ControlView = {
      row: {
        test: 'via', zh: '活率', en: 'Viability', device: 'EQ-007', device_name: 'FACSLyric', last_ms: 1, waiting: 0,
        stops: [{ level: 'normal', lot: 'QC1', rule: 'one_three_s', value: '98.5', deviation: '3.5', measured_ms: 1_700_000_000_000 }],
      },
      stops_results: true, targets: [], points, total: 4, own: [],
    };
    renderAt('/controls/via~EQ-007', { 'control.get': () => view }, ['view', 'enter_result', 'report_result']);
    expect((await screen.findByTestId('control-stop')).textContent).toContain('broke 1-3s');
    const rows = screen.getAllByTestId('control-point').map((row) => row.textContent);
    expect(rows[0]).toContain('Rejected 1-3s');
    expect(rows[0]).toContain('sheath fluid → filled');
    expect(rows[1]).toContain('Warning 1-2s');
    expect(rows[2]).toContain('Accepted');
    expect(rows[3]).toContain('Not measured');
    expect(screen.getAllByTestId('control-look-back')).toHaveLength(1);
    expect(screen.getByTestId('control-chart').getAttribute('aria-label')).toBe('Levey-Jennings chart of Viability: 3 controls, 1 rejected, 1 warnings; the figures are in the table below');
  });
});
