import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AttachmentRef, BenchView, Problem, RecordResult, ResultFileView, ResultView, StepInput, StepView } from '@/api';
import { addLocales, SessionContext, setLocale } from '@/shared';
import { ScanProvider } from '@/shared/scan/provider';
import { renderWith } from '@/test/render';
import { TNC, unitRow } from '@/test/units';
import { locales } from '.';
import { ResultFilePane } from './ResultFilePane';
import { ResultForm } from './ResultForm';
import { ResultsPane } from './ResultsPane';
import { StepForm } from './StepForm';

addLocales('bench', locales);
beforeEach(() => setLocale('en'));

const SESSION = { state: {} as never, operator: { person: 'p', login: 'lab', name: '王', roles: [], permissions: ['enter_result' as const] }, bank: {} as never };

function At({ children }: { children: ReactNode }) {
  return <SessionContext.Provider value={SESSION}><ScanProvider fallback={() => true}>{children}</ScanProvider></SessionContext.Provider>;
}

const find = (id: string) => screen.findByTestId(id);
const type = async (id: string, value: string) => fireEvent.change(await find(id), { target: { value } });
const OPEN: ResultView = { ...TNC, state: null, value: null, method: null, finding: null, at_ms: null, by: null, corrected: [], decimals: 2, critical: true };
const disagrees = ({ value, value_again }: RecordResult): Problem => ({
  code: 'result.disagrees', params: { first: value, second: value_again ?? '' }, field: 'value_again', severity: 'refusal',
});

describe('the form of a critical result', () => {
  it('puts the first entry out of sight, sends both, and begins again where they differ', async () => {
    const { platform } = renderWith(
      { 'bench.record_result': (request) => { throw disagrees(request as unknown as RecordResult); } },
      <At><ResultForm unit={unitRow()} result={OPEN} onSaved={() => {}} /></At>,
    );
    await type('field-value', '9.35');
    await type('field-method', 'XN');
    fireEvent.click(await find('submit-bench-record_result'));
    const second = await find('field-value_again');
    expect(screen.queryByTestId('field-value')).toBeNull();
    expect(document.body.textContent).not.toContain('9.35');
    expect((second as HTMLInputElement).value).toBe('');
    expect(platform.asked.some(({ command }) => command === 'bench.record_result')).toBe(false);
    await type('field-value_again', '9.53');
    fireEvent.click(await find('submit-bench-record_result'));
    await waitFor(() =>
      expect(platform.asked.find(({ command }) => command === 'bench.record_result')?.args).toMatchObject({ value: '9.35', value_again: '9.53' }));
    expect((await find('problem')).textContent).toMatch(/first 9\.35 .*, then 9\.53 /);
    expect((await find('field-value') as HTMLInputElement).value).toBe('');
  });

  it('sends a value that is not critical at once', async () => {
    const { platform } = renderWith(
      { 'bench.record_result': () => { throw { code: 'value.empty', params: { field: 'method' }, field: 'method', severity: 'refusal' } satisfies Problem; } },
      <At><ResultForm unit={unitRow()} result={{ ...OPEN, critical: false }} onSaved={() => {}} /></At>,
    );
    await type('field-value', '9.35');
    fireEvent.click(await find('submit-bench-record_result'));
    await waitFor(() =>
      expect(platform.asked.find(({ command }) => command === 'bench.record_result')?.args).toMatchObject({ value: '9.35', value_again: null }));
  });
});

const input = (code: string, kind: 'number' | 'file'): StepInput => ({
  code, zh: code, en: code, kind, unit: '', min: null, max: null, low: null, high: null, optional: false, choices: [],
  pattern: null, accept: kind === 'file' ? ['csv'] : [], max_kb: kind === 'file' ? 100 : null,
}) as unknown as StepInput;
const step = {
  code: 'weigh', number: 1, zh: '称量', en: 'Weigh', help_zh: '', help_en: '', picture: null, scans: [], dwell: null, begun_ms: null, windows: [],
  inputs: [input('log', 'file'), input('weight', 'number')], skip: 'stop', late_entry: 'signed', values: [], departures: [], earlier: [],
} as unknown as StepView;

describe('a step with a file', () => {
  it('waits until the file is kept, and keeps what was typed meanwhile', async () => {
    let arrive: (kept: AttachmentRef) => void = () => {};
    const digest = 'c'.repeat(64);
    const { platform } = renderWith({
      'attachment.keep': () => new Promise((resolve) => { arrive = resolve; }),
      'bench.record_step': () => { throw { code: 'value.empty', params: {}, field: null, severity: 'refusal' } satisfies Problem; },
    }, (
      <SessionContext.Provider value={SESSION}>
        <ScanProvider fallback={() => true}><StepForm unit={unitRow()} step={step} all={1} stationMs={1} /></ScanProvider>
      </SessionContext.Provider>
    ));
    fireEvent.change(await find('file-log'), { target: { files: [new File(['a,b\n'], 'log.csv')] } });
    await type('field-values.weight', '98');
    await waitFor(() => expect(platform.asked.some(({ command }) => command === 'attachment.keep')).toBe(true));
    const submit = await find('submit-bench-record_step') as HTMLButtonElement;
    expect(submit.disabled).toBe(true);
    if (submit.form) fireEvent.submit(submit.form);
    expect(platform.asked.some(({ command }) => command === 'bench.record_step')).toBe(false);
    arrive({ digest, media: 'csv', size: 4 });
    await waitFor(() => expect(submit.disabled).toBe(false));
    expect((await find('field-values.weight') as HTMLInputElement).value).toBe('98');
    fireEvent.click(submit);
    await waitFor(() =>
      expect(platform.asked.find(({ command }) => command === 'bench.record_step')?.args).toMatchObject({
        values: [{ code: 'log', value: digest }, { code: 'weight', value: '98' }],
      }));
  });
});

describe('a step that departs', () => {
  const show = (over: Partial<StepView>) => renderWith(
    { 'bench.skip_step': () => { throw { code: 'value.empty', params: {}, field: 'reason', severity: 'refusal' } satisfies Problem; } },
    (
      <SessionContext.Provider value={SESSION}>
        <ScanProvider fallback={() => true}><StepForm unit={unitRow()} step={{ ...step, inputs: [], ...over }} all={1} stationMs={1} /></ScanProvider>
      </SessionContext.Provider>
    ),
  );

  it('is left out with a reason alone where the procedure notes it', async () => {
    const { platform } = show({ skip: 'noted', skip_digest: 'd'.repeat(64) });
    fireEvent.click(await find('bench-skip'));
    await type('field-reason', 'no diluent');
    expect(screen.queryByTestId('signature-dialog')).toBeNull();
    fireEvent.click(await find('submit-bench-skip_step'));
    await waitFor(() =>
      expect(platform.asked.find(({ command }) => command === 'bench.skip_step')?.args).toMatchObject({ step: 'weigh', reason: 'no diluent', login: null, password: null }));
  });

  it('wants a signature where the procedure says so', async () => {
    show({ skip: 'signed', skip_digest: 'd'.repeat(64) });
    fireEvent.click(await find('bench-skip'));
    await find('signature-dialog');
    expect(screen.queryByTestId('submit-bench-skip_step')).toBeNull();
  });

  it('says that it is done again, and what that takes', async () => {
    show({ standing: 'done', done_ms: 1_780_000_000_000, repeatable: false, may_repeat: true, repeat: 'signed' });
    const note = await find('step-again');
    expect([note.dataset.takes, note.textContent]).toEqual(['signed', expect.stringContaining('a reason and a signature')]);
  });
});

it('a departure that cannot be shown says why, and the button is not dead', async () => {
  renderWith({
    'bench.record_step': () => { throw { code: 'bench.step_unsigned', params: {}, field: null, severity: 'refusal' } satisfies Problem; },
    'bench.show_step': () => { throw { code: 'unit.held', params: {}, field: null, severity: 'refusal' } satisfies Problem; },
  }, <At><StepForm unit={unitRow()} step={{ ...step, inputs: [] }} all={1} stationMs={1} /></At>);
  fireEvent.click(await find('submit-bench-record_step'));
  expect((await find('problem')).dataset['code']).toBe('unit.held');
});

describe('the list of tests', () => {
  const of = (test: string): ResultView => ({ ...OPEN, test, critical: false });
  const results = ['a', 'b', 'c'].map(of);
  const bench = { unit: unitRow(), results, results_blocked_by: null } as unknown as BenchView;

  it('is gone through by keys without leaving it, and Enter leads to the entry', async () => {
    renderWith({}, <At><ResultsPane bench={bench} test={null} /></At>);
    expect(document.activeElement, 'the entry of the first is open').toBe(await find('field-value'));
    const list = await find('results');
    list.focus();
    fireEvent.keyDown(list, { key: 'ArrowDown' });
    await find('result-b');
    fireEvent.keyDown(document.activeElement ?? list, { key: 'ArrowDown' });
    await find('result-c');
    expect(document.activeElement).toBe(list);
    fireEvent.keyDown(list, { key: 'Enter' });
    expect(document.activeElement).toBe(await find('field-value'));
    fireEvent.click(await find('row-a'));
    await find('result-a');
    expect(document.activeElement).toBe(await find('field-value'));
  });

  it('leads to a choice as to a number', async () => {
    const choices = [{ code: 'neg', zh: '阴', en: 'Negative' }] as ResultView['choices'];
    renderWith({}, <At><ResultForm unit={unitRow()} result={{ ...OPEN, critical: false, choices }} onSaved={() => {}} /></At>);
    expect(document.activeElement).toBe(await find('field-value-neg'));
  });
});

describe('results from a file', () => {
  const fault: Problem = { code: 'result.decimals', params: { test: 'hct_post', value: '31.55', decimals: 1 }, field: 'value', severity: 'refusal' };
  const view: ResultFileView = {
    encoding: 'GBK', good: 1, waits: 0, same: 0, faults: 1,
    rows: [
      { line: 2, din: 'A1', test: 'cmv_igg', name: { zh: '母血 CMV IgG', en: 'Maternal CMV IgG' }, value: 'positive', verdict: 'good', column: null, problem: null },
      { line: 3, din: 'A1', test: 'hct_post', name: { zh: '红细胞压积', en: 'Haematocrit' }, value: '31.55', verdict: 'fault', column: 'Result', problem: fault },
    ],
  };

  it('shows the rows before anything is recorded, and takes the good ones only when told to', async () => {
    const { platform } = renderWith(
      { 'result.check_file': () => view, 'result.take_file': () => view },
      <ResultFilePane choice={null} />,
    );
    const file = new File([new Uint8Array([0xb1, 0xe0])], 'a.csv', { type: 'text/csv' });
    fireEvent.change(await find('result-file'), { target: { files: [file] } });
    expect((await find('result-file-name')).textContent).toBe('a.csv · GBK');
    expect(platform.asked.find(({ command }) => command === 'result.check_file')?.args).toMatchObject({ name: 'a.csv', content: 'seA=' });
    expect(platform.asked.some(({ command }) => command === 'result.take_file')).toBe(false);
    fireEvent.click(await find('field-only_good'));
    fireEvent.click(await find('submit-result-take_file'));
    await waitFor(() =>
      expect(platform.asked.find(({ command }) => command === 'result.take_file')?.args).toMatchObject({ only_good: true, content: 'seA=' }));
  });
});
