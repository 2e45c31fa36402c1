import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { BenchView, StepInput, StepView } from '@/api';
import { DONATION, unitRow, WEIGH } from '@/test/units';
import { renderAt } from '@/test/working';

const find = (id: string) => screen.findByTestId(id);
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
