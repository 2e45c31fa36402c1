import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { BenchView, Operator, RunFit, RunView, SessionState, StepInput, StepView } from '@/api';
import type { Answers } from '@/platform/memory';
import { DONATION, TNC, unitRow, WEIGH } from '@/test/units';
import { renderAt } from '@/test/working';

const find = (id: string) => screen.findByTestId(id);
const valueOf = async (id: string) => (await find(id) as HTMLInputElement).value;
const type = async (id: string, value: string) => fireEvent.change(await find(id), { target: { value } });
const go = (path: string) => act(async () => { window.location.hash = `#${path}`; });
const away = async () => {
  await go('/bench');
  await find('bench-pane-units');
};
const input = (code: string): StepInput => ({ code, zh: code, en: code, kind: 'text', unit: '', min: null, max: null, low: null, high: null, optional: false, choices: [], pattern: null, accept: [], max_kb: null }) as StepInput;
const step: StepView = { ...WEIGH, standing: 'ready', needs_second: true, inputs: [input('weight')], scans: [], values: [], done_ms: null, by: null };
const unreported = { ...TNC, state: null, value: null, at_ms: null, corrected: [] };
const bench: BenchView = {
  unit: unitRow(), sop_zh: '加工', sop_en: 'Banking', sop_version: '1', sop_digest: 'a'.repeat(64), steps: [step], next_step: 'weigh', now_ms: 1,
  blocked_by: null, results_blocked_by: null, results: [unreported], rejection_digest: '',
};
const member = { unit: unitRow(), joined_ms: 1, joined_by: '', left_ms: null, left_by: null, left_reason: null, next_number: 1, next_zh: '', next_en: '', begun_ms: null, begun_with: [], unaccounted: false, blocked_by: null };
const run = {
  row: { run: 'r', number: '1', sop_zh: '', sop_en: '', version: '1', site_code: 'LAB', units: 2, started_ms: 1, closed_ms: null },
  started_by: '', closed_by: null, clearances: [], now_ms: 2, steps: [], timers: [], units: [member, { ...member, unit: unitRow({ donation: 'b', din: 'A999926000036' }) }],
  in_hand: { step, per: 'unit', units: [DONATION, 'b'], skip_digests: [] },
} as unknown as RunView;
const answers: Answers = {
  'bench.get': () => bench, 'procedure.list': () => ({ procedures: [] }), 'run.of_unit': () => ({ runs: [] }), 'run.get': () => run,
};
const MAY: Operator['permissions'] = ['view', 'record_step', 'enter_result'];
const open = (path: string, more: Answers = {}) => renderAt(path, { ...answers, ...more }, MAY);

describe('what was typed at the bench', () => {
  it('stays with its step whatever way is taken, and says that it is not recorded', async () => {
    open(`/bench/${DONATION}`);
    await type('field-values.weight', '98');
    await type('field-second_login', 'li');
    await type('field-second_password', 'secret');
    expect(screen.queryByTestId('bench-kept'), 'nothing was found on opening').toBeNull();
    fireEvent.click(await find('bench-procedure'));
    await waitFor(() => expect(location.hash).toBe(`#/procedures/${'a'.repeat(64)}.weigh`));
    await go(`/bench/${DONATION}`);
    expect(await valueOf('field-values.weight')).toBe('98');
    expect([await valueOf('field-second_login'), await valueOf('field-second_password')], 'a second person is there or not').toEqual(['', '']);
    fireEvent.keyDown(window, { key: 'r', code: 'KeyR', altKey: true });
    await find('results');
    fireEvent.keyDown(window, { key: 's', code: 'KeyS', altKey: true });
    expect(await valueOf('field-values.weight')).toBe('98');
    fireEvent.click(await find('bench-discard'));
    expect(await valueOf('field-values.weight')).toBe('');
    expect(screen.queryByTestId('bench-kept')).toBeNull();
    expect(document.activeElement).toBe(await find('field-values.weight'));
  });

  it('is of its unit alone', async () => {
    const other = { ...bench, unit: unitRow({ donation: 'b', din: 'A999926000036' }) };
    open(`/bench/${DONATION}`, { 'bench.get': ({ donation }) => (donation === 'b' ? other : bench) });
    await type('field-values.weight', '98');
    await go('/bench/b');
    await waitFor(async () => expect(await valueOf('field-values.weight')).toBe(''));
    await go(`/bench/${DONATION}`);
    await waitFor(async () => expect(await valueOf('field-values.weight')).toBe('98'));
  });

  it('is gone once it is recorded', async () => {
    let recorded = false;
    open(`/bench/${DONATION}`, {
      'bench.record_step': () => {
        recorded = true;
        return {} as never;
      },
    });
    await type('field-values.weight', '98');
    fireEvent.click(await find('submit-bench-record_step'));
    await waitFor(() => expect(recorded).toBe(true));
    await waitFor(async () => expect(await valueOf('field-values.weight')).toBe(''));
    await away();
    await go(`/bench/${DONATION}`);
    expect(await valueOf('field-values.weight')).toBe('');
  });

  it('is there for the same person behind the lock, and for no other', async () => {
    let now: Partial<SessionState> = {};
    const answer = (before: SessionState): SessionState => ({ ...before, ...now });
    const base = { locale: 'en', operator: { person: 'p', login: 'chen', name: '陈静', roles: ['processing'], permissions: MAY }, bank: {
      name_zh: '库', name_en: 'Bank', purpose: 'demo', scheme: 'local', facility: 'L0001', station_name: 'S1', site: 'site', site_name_zh: '', site_name_en: '', site_kind: 'laboratory',
    }, locked: false, signature_wants_login: false, must_change_password: false, since_ms: null, previous_sign_in_ms: null, idle_minutes: 10, scanner: { prefix: '', suffix: '', pairs: false }, demo_accounts: [] } as unknown as SessionState;
    const { platform } = open(`/bench/${DONATION}`, {
      'session.state': () => answer(base),
      'bench.get': () => {
        if (now.locked) throw { code: 'session.locked', params: {}, field: null, severity: 'refusal' };
        return bench;
      },
    });
    const become = async (next: Partial<SessionState>) => {
      now = next;
      await act(async () => platform.emit({ type: 'invalidate', tags: ['session', 'unit', 'steps'] as never }));
    };
    await type('field-values.weight', '98');
    await become({ locked: true });
    await find('lock-screen');
    await become({});
    await waitFor(() => expect(screen.queryByTestId('lock-screen')).toBeNull());
    expect(await valueOf('field-values.weight')).toBe('98');
    await become({ operator: { ...base.operator, person: 'q', name: '李' } as Operator });
    await waitFor(() => expect(screen.getByTestId('operator-name').textContent).toBe('李'));
    await go(`/bench/${DONATION}`);
    expect(await valueOf('field-values.weight')).toBe('');
    await become({ operator: null });
    await find('sign-in-login');
    await become({});
    await waitFor(() => expect(screen.getByTestId('operator-name').textContent).toBe('陈静'));
    await go(`/bench/${DONATION}`);
    await waitFor(async () => expect(await valueOf('field-values.weight')).toBe('98'));
  });

  it('stays with a result, as far as it is not what the form began with', async () => {
    open(`/bench/${DONATION}.tnc_post`, { 'bench.get': () => ({ ...bench, results: [{ ...unreported, critical: false }] }) });
    await find('field-value');
    await away();
    await go(`/bench/${DONATION}.tnc_post`);
    await type('field-value', '9.35');
    expect(screen.queryByTestId('bench-kept')).toBeNull();
    await away();
    await go(`/bench/${DONATION}.tnc_post`);
    expect(await valueOf('field-value')).toBe('9.35');
    fireEvent.click(await find('bench-discard'));
    expect(await valueOf('field-value')).toBe('');
  });

  it('stays with a run, its cells shown as they were, and so does a reason in a dialog', async () => {
    open('/bench/run.r');
    await type('field-values.weight', '98');
    fireEvent.click(await find('run-grid-toggle'));
    await type('cell-A999926000036-weight', '81');
    fireEvent.click(await find('run-leave-A999926000036'));
    await type('field-reason', 'clot');
    fireEvent.click(await find('run-leave-cancel'));
    await waitFor(() => expect(screen.queryByTestId('run-leave-cancel')).toBeNull());
    fireEvent.keyDown(window, { key: 'e', code: 'KeyE', altKey: true });
    await away();
    await go(`/bench/${DONATION}`);
    expect(await valueOf('field-values.weight'), 'the run’s is not the unit’s').toBe('');
    await away();
    await go('/bench/run.r');
    await find('bench-kept');
    expect([await valueOf('field-values.weight'), await valueOf('cell-A999926000036-weight')]).toEqual(['98', '81']);
    fireEvent.click(await find('run-leave-A999926000036'));
    expect(await valueOf('field-reason')).toBe('clot');
  });

  it('stays with units gathered for a run, which are judged anew', async () => {
    const fit = (units: string[]) => ({ units: units.map((donation) => unitRow({ donation, din: donation })), number: 1, zh: '', en: '', sop_zh: '', sop_en: '', version: '1' }) as unknown as RunFit;
    const { platform } = open('/bench/new-run', {
      'run.clearance': () => ({ version: '1', before: [], after: [] }), 'run.check': ({ units }) => fit(units),
      'scan.read': ({ text }) => ({ kind: 'bag', value: text, unit: unitRow({ donation: text, din: text }), shipment: null, person: null, part: null, warning: null }),
    });
    await find('run-gathered');
    await type('scan-field', 'A1');
    fireEvent.submit((await find('scan-field')).closest('form') as HTMLFormElement);
    await find('row-A1');
    await away();
    await go('/bench/new-run');
    await find('row-A1');
    expect(platform.asked.filter(({ command }) => command === 'run.check').map(({ args }) => args)).toEqual([{ units: ['A1'] }, { units: ['A1'] }]);
  });
});
