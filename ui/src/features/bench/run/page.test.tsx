import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Permission, RunUnitView, RunView, StepView } from '@/api';
import { unitRow } from '@/test/units';
import { renderAt } from '@/test/working';

const MAY: Permission[] = ['view', 'record_step'];
const find = (id: string) => screen.findByTestId(id);
const scanCode = async (text: string) => {
  const field = await find('scan-field');
  fireEvent.change(field, { target: { value: text } });
  const form = field.closest('form');
  if (form) fireEvent.submit(form);
};
const dinOf = (donation: string) => `A99992600000${donation}`;
const member = (donation: string): RunUnitView => ({
  unit: unitRow({ donation, din: dinOf(donation) }), joined_ms: 1, joined_by: '', left_ms: null, left_by: null, left_reason: null,
  next_number: 1, next_zh: '称量', next_en: 'Weigh', begun_ms: null, begun_with: [], unaccounted: false, blocked_by: null,
});
const step: StepView = {
  code: 'weigh', number: 1, zh: '称量', en: 'Weigh', help_zh: '', help_en: '', who: [], mine: true, recorded_by: null, standing: 'ready', waits_for: [],
  inputs: [{ code: 'weight', zh: '重量', en: 'Weight', kind: 'number', unit: 'g', min: null, max: null, low: null, high: null, optional: false, choices: [] }],
  scans: [], needs_second: false, optional: false, repeatable: false, dwell: null, begun_ms: null, windows: [], skip: 'stop', late_entry: 'signed',
  skip_digest: null, may_repeat: false, repeat: 'stop', done_ms: null, by: null, second: null, values: [], departures: [], earlier: [], reason: null,
} as unknown as StepView;
const PLATE = { code: 'plate', zh: '平皿', en: 'Dish', kind: 'scan', unit: '', min: null, max: null, low: null, high: null, optional: false, choices: [], pattern: null } as unknown as StepView['inputs'][number];
const scanned = (units: RunUnitView[], per: 'unit' | 'run'): RunView => {
  const now = view(units);
  return { ...now, in_hand: now.in_hand && { ...now.in_hand, per, step: { ...step, inputs: [PLATE, ...step.inputs] } } };
};
const view = (units: RunUnitView[], closed_ms: number | null = null): RunView => ({
  row: { run: 'r', number: '261122-AAAA', sop_zh: '', sop_en: '', version: '1', site_code: 'LAB', units: units.length, started_ms: 1, closed_ms },
  started_by: '', closed_by: null, clearances: [], now_ms: 2, steps: [], timers: [], units,
  in_hand: closed_ms === null ? { step, per: 'unit', units: units.filter(({ left_ms }) => left_ms === null).map(({ unit }) => unit.donation), skip_digests: [] } : null,
});

describe('the page of a run', () => {
  it('keeps what was typed while a unit leaves, and sends the units that are shown then', async () => {
    let units = ['1', '2', '3'].map(member);
    const { platform } = renderAt('/bench/run.r', {
      'run.get': () => view(units),
      'run.leave': ({ donation }) => view(units = units.map((one) => (one.unit.donation === donation ? { ...one, left_ms: 3, left_reason: 'clot' } : one))),
      'run.record_step': () => view(units),
    }, MAY);
    fireEvent.change(await find('field-values.weight'), { target: { value: '98' } });
    fireEvent.click(await find('run-grid-toggle'));
    fireEvent.change(await find(`cell-${dinOf('2')}-weight`), { target: { value: '81' } });
    fireEvent.click(await find(`run-leave-${dinOf('3')}`));
    fireEvent.change(await find('field-reason'), { target: { value: 'clot' } });
    fireEvent.click(await find('submit-run-leave'));
    await waitFor(() => expect(screen.queryByTestId(`cell-${dinOf('3')}-weight`)).toBeNull());
    expect((await find('field-values.weight') as HTMLInputElement).value).toBe('98');
    expect((await find(`cell-${dinOf('2')}-weight`) as HTMLInputElement).value).toBe('81');
    fireEvent.click(await find('submit-run-record_step'));
    await waitFor(() =>
      expect(platform.asked.find(({ command }) => command === 'run.record_step')?.args).toMatchObject({
        units: ['1', '2'], values: [{ code: 'weight', value: '98' }], own: [{ donation: '2', values: [{ code: 'weight', value: '81' }] }],
      }));
    await waitFor(() => expect(screen.queryByTestId('run-grid')).toBeNull());
  });

  it('asks each unit for its own code, and one unit or one entry for all as ever', async () => {
    let shown = scanned(['1', '2'].map(member), 'unit');
    const { platform } = renderAt('/bench/run.r', { 'run.get': () => shown, 'run.record_step': () => (shown = scanned(['1', '2'].map(member), 'run')) }, MAY);
    fireEvent.change(await find('field-values.weight'), { target: { value: '98' } });
    expect(screen.queryByTestId('field-values.plate')).toBeNull();
    expect(screen.queryByTestId(`cell-${dinOf('1')}-weight`), 'one weight for all').toBeNull();
    fireEvent.change(await find(`cell-${dinOf('1')}-plate`), { target: { value: 'P-1' } });
    fireEvent.change(await find(`cell-${dinOf('2')}-plate`), { target: { value: 'P-2' } });
    fireEvent.click(await find('submit-run-record_step'));
    await waitFor(() =>
      expect(platform.asked.find(({ command }) => command === 'run.record_step')?.args).toMatchObject({
        values: [{ code: 'plate', value: '' }, { code: 'weight', value: '98' }],
        own: [{ donation: '1', values: [{ code: 'plate', value: 'P-1' }] }, { donation: '2', values: [{ code: 'plate', value: 'P-2' }] }],
      }));
    await find('field-values.plate');
    expect(screen.queryByTestId('run-grid')).toBeNull();
  });

  it('counts each end anew, and sends the codes that were scanned', async () => {
    const units = ['1', '2'].map(member);
    const { platform } = renderAt('/bench/run.r', {
      'run.get': () => view(units),
      'run.clearance': () => ({ version: '1', before: [], after: [] }),
      'scan.read': ({ text }) => {
        const { unit } = member(text.slice(-3, -2));
        return { kind: 'bag', value: unit.din ?? '', unit, shipment: null, person: null, part: null, run: null, room: null, warning: null };
      },
      'run.close': () => view(units, 9),
    }, MAY);
    const counted = async (count: string) => waitFor(async () => expect((await find('run-accounted')).textContent).toContain(count));
    fireEvent.click(await find('run-end'));
    await scanCode(`&d${dinOf('1')}00`);
    await counted('1/2');
    fireEvent.click(await find('run-go-on'));
    fireEvent.click(await find('run-end'));
    await counted('0/2');
    await scanCode(`&d${dinOf('1')}00`);
    await counted('1/2');
    expect((await find('submit-run-close') as HTMLButtonElement).disabled, 'one is not counted yet').toBe(true);
    await scanCode(`&d${dinOf('2')}00`);
    await counted('2/2');
    fireEvent.click(await find('submit-run-close'));
    await waitFor(() =>
      expect(platform.asked.find(({ command }) => command === 'run.close')?.args).toEqual({
        run: 'r', scans: [`&d${dinOf('1')}00`, `&d${dinOf('2')}00`], checks: [],
      }));
  });

  it('asks before its end would take the place of what was typed, and refuses a code of another unit in a cell', async () => {
    const other = member('2').unit;
    renderAt('/bench/run.r', {
      'run.get': () => scanned(['1', '2'].map(member), 'unit'),
      'run.clearance': () => ({ version: '1', before: [], after: [] }),
      'scan.read': () => ({ kind: 'bag', value: other.din ?? '', unit: other, shipment: null, person: null, part: null, run: null, room: null, warning: null }),
    }, MAY);
    const cell = () => screen.getByTestId(`cell-${dinOf('1')}-plate`) as HTMLInputElement;
    (await find(`cell-${dinOf('1')}-plate`)).focus();
    await scanCode(`=${dinOf('2')}00`);
    await waitFor(() => expect(document.body.textContent).toContain('belongs to another unit'));
    expect(cell().value).toBe('');
    expect(document.activeElement).toBe(cell());
    fireEvent.change(await find('field-values.weight'), { target: { value: '98' } });
    fireEvent.click(await find('run-end'));
    fireEvent.click(await find('leave-stay'));
    expect((await find('field-values.weight') as HTMLInputElement).value).toBe('98');
    fireEvent.click(await find('run-end'));
    fireEvent.click(await find('leave-go'));
    await find('submit-run-close');
  });

  it('has a worksheet, of the run and of no unit', async () => {
    const { platform } = renderAt('/bench/run.r', {
      'run.get': () => view(['1'].map(member)),
      'printer.list': () => ({ printers: [], found: [], problem: null }) as never,
      'document.preview': () => ({ pdf_base64: '', number: 'RW-261122-AAAA', pages: 1, copy: 1, formal: false }),
    }, [...MAY, 'print_label']);
    fireEvent.click(await find('run-worksheet'));
    await waitFor(() => expect(platform.asked.find(({ command }) => command === 'document.preview')?.args).toEqual({
      document: 'worksheet', donations: [], shipment: null, run: 'r', locale: 'en',
    }));
  });
});
