import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { BenchView, RunView, StepView } from '@/api';
import { DONATION, unitRow, WEIGH } from '@/test/units';
import { renderAt } from '@/test/working';

const find = (id: string) => screen.findByTestId(id);
const open: StepView = { ...WEIGH, standing: 'ready', inputs: [], scans: [], values: [], done_ms: null, by: null };
const others = (rest: Partial<StepView>): StepView => ({ ...open, code: 'next', number: 46, zh: '终标签', en: 'Final label', mine: false, ...rest });
const bench = (next: StepView): BenchView => ({
  unit: unitRow(), sop_zh: '加工', sop_en: 'Banking', sop_version: '1', sop_digest: 'a'.repeat(64), steps: [next, { ...open, number: 47 }], next_step: 'next',
  now_ms: 1, blocked_by: null, results_blocked_by: null, results: [], rejection_digest: '',
});
const run = (next: StepView): RunView => ({
  row: { run: 'r', number: '261122-AAAA', sop_zh: '', sop_en: '', version: '1', site_code: 'LAB', units: 1, started_ms: 1, closed_ms: null },
  started_by: '', closed_by: null, clearances: [], now_ms: 2, steps: [], timers: [], units: [],
  in_hand: { step: next, per: 'unit', units: [], skip_digests: [] },
});

describe('the next step of another screen or of somebody else', () => {
  it.each([
    ['label_check', ['processing'], 'Processing', `#/unit/${DONATION}`],
    ['storage', ['storage'], 'Storage', '#/storage'],
    ['review', ['quality'], 'Quality', `#/review/${DONATION}`],
    ['curve_review', ['quality', 'manager'], 'Quality / Release manager', '#/freezing'],
    ['results', ['test_lab'], 'Test laboratory', null],
    [null, ['nurse'], 'Nurse', null],
    [null, [], 'Processing', null],
  ] as const)('says who does %s and leads there', async (recorded_by, who, roles, leads) => {
    renderAt(`/bench/${DONATION}`, { 'bench.get': () => bench(others({ recorded_by, who: [...who] })) }, ['view', 'record_step']);
    expect((await find('step-of-others')).textContent).toContain(`Next is step 46, Final label. Done by: ${roles}`);
    if (leads === null) {
      expect(screen.queryByTestId('step-of-others-open')).toBeNull();
    } else {
      fireEvent.click(await find('step-of-others-open'));
      await waitFor(() => expect(location.hash).toBe(leads));
    }
  });

  it('comes into view, where the form before it was longer than the window', async () => {
    const brought = vi.spyOn(Element.prototype, 'scrollIntoView');
    renderAt(`/bench/${DONATION}`, { 'bench.get': () => bench(others({})) }, ['view', 'record_step']);
    const told = await find('step-of-others');
    expect(brought.mock.contexts).toContain(told);
    brought.mockRestore();
  });

  it('leaves what else is open to be chosen', async () => {
    renderAt(`/bench/${DONATION}`, { 'bench.get': () => bench(others({ recorded_by: 'storage', who: ['storage'] })) }, ['view', 'record_step']);
    fireEvent.click(await find('choose-weigh'));
    await find('step-weigh');
    expect(screen.queryByTestId('step-of-others')).toBeNull();
  });

  it('is named on the page of a run, with who does it', async () => {
    renderAt('/bench/run.r', { 'run.get': () => run(others({ recorded_by: null, who: ['test_lab'] })) }, ['view', 'record_step']);
    expect((await find('step-of-others')).textContent).toContain('Done by: Test laboratory');
  });
});
