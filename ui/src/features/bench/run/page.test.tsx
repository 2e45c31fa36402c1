import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Permission, RunUnitView, RunView, StepView } from '@/api';
import { COMMAND_TAGS } from '@/api/gen/commands';
import { burst } from '@/test/burst';
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

  it('takes a unit’s label in the cell of another for what it is: that unit is marked', async () => {
    renderAt('/bench/run.r', {
      'run.get': () => scanned(['1', '2'].map(member), 'unit'),
      'scan.read': ({ text }) => {
        const { unit } = member(text.slice(-3, -2));
        return { kind: 'bag', value: unit.din ?? '', unit, shipment: null, person: null, part: null, warning: null };
      },
    }, MAY);
    const cell = await find(`cell-${dinOf('1')}-plate`) as HTMLInputElement;
    cell.focus();
    await burst(cell, `&d${dinOf('2')}00`);
    await waitFor(() => expect(screen.getByTestId(`cell-${dinOf('2')}-plate`).closest('tr')?.dataset['marked']).toBe('true'));
    expect(cell.value).toBe('');
  });

  it('counts each end anew, and sends the codes that were scanned', async () => {
    const units = ['1', '2'].map(member);
    const { platform } = renderAt('/bench/run.r', {
      'run.get': () => view(units),
      'run.clearance': () => ({ version: '1', before: [], after: [] }),
      'scan.read': ({ text }) => {
        const { unit } = member(text.slice(-3, -2));
        return { kind: 'bag', value: unit.din ?? '', unit, shipment: null, person: null, part: null, warning: null };
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
    await scanCode(`&d${dinOf('2')}00`);
    await counted('2/2');
    fireEvent.click(await find('submit-run-close'));
    await waitFor(() =>
      expect(platform.asked.find(({ command }) => command === 'run.close')?.args).toEqual({
        run: 'r', scans: [`&d${dinOf('1')}00`, `&d${dinOf('2')}00`], checks: [],
      }));
  });

  it('asks of a stranger without taking the Enter of a value that is being typed, and then goes on with the step', async () => {
    const units = ['1', '2'].map(member);
    renderAt('/bench/run.r', {
      'run.get': () => view(units),
      'scan.read': () => {
        const { unit } = member('9');
        return { kind: 'bag', value: unit.din ?? '', unit, shipment: null, person: null, part: null, warning: null };
      },
    }, MAY);
    await find('field-values.weight');
    await scanCode(`&d${dinOf('9')}00`);
    await find('submit-run-join');
    expect(document.activeElement, 'nothing is typed: Enter takes it in').toBe(screen.getByTestId('submit-run-join'));
    fireEvent.click(await find('run-stranger-no'));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('field-values.weight')));
    fireEvent.change(await find('field-values.weight'), { target: { value: '98' } });
    await scanCode(`&d${dinOf('9')}00`);
    await find('submit-run-join');
    expect(document.activeElement).toBe(await find('field-values.weight'));
  });

  it('leaves a step out for the units that were shown when the dialog opened', async () => {
    let digests = [{ donation: '1', digest: 'd1' }];
    const { platform } = renderAt('/bench/run.r', {
      'run.get': () => {
        const now = view(['1', '2'].map(member));
        return { ...now, in_hand: now.in_hand && { ...now.in_hand, step: { ...step, skip: 'noted' }, skip_digests: digests } };
      },
      'run.skip_step': () => view(['1', '2'].map(member)),
    }, MAY);
    fireEvent.click(await find('bench-skip'));
    fireEvent.change(await find('field-reason'), { target: { value: 'no diluent' } });
    digests = [{ donation: '1', digest: 'd1' }, { donation: '2', digest: 'd2' }];
    const asked = () => platform.asked.filter(({ command }) => command === 'run.get').length;
    const before = asked();
    await act(async () => platform.emit({ type: 'invalidate', tags: COMMAND_TAGS['run.get'] as never }));
    await waitFor(() => expect(asked()).toBeGreaterThan(before));
    await act(async () => {});
    fireEvent.click(await find('submit-run-skip_step'));
    await waitFor(() =>
      expect(platform.asked.find(({ command }) => command === 'run.skip_step')?.args).toMatchObject({ digests: [{ donation: '1', digest: 'd1' }], reason: 'no diluent' }));
  });
});
