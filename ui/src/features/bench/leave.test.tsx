import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { BenchView, Permission, ResultView, StepInput, StepView } from '@/api';
import { DONATION, TNC, unitRow, WEIGH } from '@/test/units';
import { renderAt } from '@/test/working';

const find = (id: string) => screen.findByTestId(id);
const scanCode = async (text: string) => {
  const field = await find('scan-field');
  fireEvent.change(field, { target: { value: text } });
  const form = field.closest('form');
  if (form) fireEvent.submit(form);
};
const input = { code: 'weight', zh: '重量', en: 'Weight', kind: 'text', unit: '', min: null, max: null, low: null, high: null, optional: false, choices: [], pattern: null, accept: [], max_kb: null } as StepInput;
const step: StepView = { ...WEIGH, standing: 'ready', inputs: [input], scans: [], values: [], done_ms: null, by: null };
const bench: BenchView = {
  unit: unitRow(), sop_zh: '加工', sop_en: 'Banking', sop_version: '1', sop_digest: 'a'.repeat(64), steps: [step], next_step: 'weigh', now_ms: 1,
  blocked_by: null, results_blocked_by: null, results: [], rejection_digest: '',
};

it('the procedure is read at once, and after a question where something was typed', async () => {
  renderAt(`/bench/${DONATION}`, { 'bench.get': () => bench, 'procedure.list': () => ({ procedures: [] }) }, ['view', 'record_step']);
  fireEvent.change(await find('field-values.weight'), { target: { value: '98' } });
  fireEvent.click(await find('bench-procedure'));
  fireEvent.click(await find('leave-stay'));
  expect(location.hash).toBe(`#/bench/${DONATION}`);
  expect((await find('field-values.weight') as HTMLInputElement).value).toBe('98');
  fireEvent.change(await find('field-values.weight'), { target: { value: '' } });
  fireEvent.click(await find('bench-procedure'));
  await waitFor(() => expect(location.hash).toBe(`#/procedures/${'a'.repeat(64)}.weigh`));
});

const MAY: Permission[] = ['view', 'record_step', 'enter_result'];
const typed = async () => (await find('field-values.weight') as HTMLInputElement).value;

describe('what was typed at the bench', () => {
  it('stays while results, another step or another screen would take its place', async () => {
    const again: StepView = { ...step, code: 'spin', number: 2 };
    renderAt(`/bench/${DONATION}`, { 'bench.get': () => ({ ...bench, steps: [step, again] }), 'work.list': () => ({ items: [], more: [] }) }, MAY);
    fireEvent.change(await find('field-values.weight'), { target: { value: '98' } });
    for (const way of ['bench-results', 'choose-spin', 'nav-work']) {
      fireEvent.click(await find(way));
      fireEvent.click(await find('leave-stay'));
      expect(await typed(), way).toBe('98');
    }
    fireEvent.click(await find('choose-spin'));
    fireEvent.click(await find('leave-go'));
    expect((await find('bench-next')).dataset.step).toBe('spin');
    expect(await typed()).toBe('');
  });

  it('stays while another unit is scanned, also into a field for a code', async () => {
    const other = unitRow({ donation: 'b'.repeat(32), din: 'A999926000002' });
    const plate = { ...input, code: 'plate', kind: 'scan' } as StepInput;
    const { platform } = renderAt(`/bench/${DONATION}`, {
      'bench.get': ({ donation }) => ({ ...bench, unit: donation === DONATION ? bench.unit : other, steps: [{ ...step, inputs: [input, plate] }] }),
      'run.of_unit': () => ({ runs: [] }),
      'scan.read': ({ text }) => {
        if (text.startsWith('P-')) throw { code: 'scan.unknown_code', params: {}, field: 'text', severity: 'refusal' };
        return { kind: 'bag', value: other.din ?? '', unit: other, shipment: null, person: null, part: null, run: null, room: null, warning: null };
      },
    }, MAY);
    fireEvent.change(await find('field-values.weight'), { target: { value: '98' } });
    (await find('field-values.plate')).focus();
    await scanCode('P-1');
    await waitFor(async () => expect((await find('field-values.plate') as HTMLInputElement).value).toBe('P-1'));
    (await find('field-values.plate')).focus();
    await scanCode(`=${other.din ?? ''}00`);
    fireEvent.click(await find('leave-stay'));
    expect((await find('field-values.plate') as HTMLInputElement).value, 'never a value of this unit').toBe('P-1');
    expect(await typed()).toBe('98');
    await scanCode(`=${other.din ?? ''}00`);
    fireEvent.click(await find('leave-go'));
    await waitFor(() => expect(location.hash).toBe(`#/bench/${other.donation}`));
    expect(platform.asked.some(({ command }) => command === 'bench.record_step')).toBe(false);
  });

  it('as a result stays while another test would take its place', async () => {
    const result = (test: string) => ({ ...TNC, test, zh: test, en: test, critical: false, state: null, value: null, method: null, finding: null, at_ms: null, by: null, corrected: [] }) as ResultView;
    renderAt(`/bench/${DONATION}`, { 'bench.get': () => ({ ...bench, next_step: null, results: [result('tnc'), result('hct')] }) }, MAY);
    fireEvent.change(await find('field-value'), { target: { value: '12.5' } });
    fireEvent.click(await find('row-hct'));
    fireEvent.click(await find('leave-stay'));
    expect((await find('field-value') as HTMLInputElement).value).toBe('12.5');
    await find('result-tnc');
  });
});
