import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Problem, RecordResult, ResultFileView, ResultView } from '@/api';
import { addLocales, setLocale } from '@/shared';
import { renderWith } from '@/test/render';
import { DONATION, TNC } from '@/test/units';
import { locales } from '.';
import { ResultFilePane } from './ResultFilePane';
import { ResultForm } from './ResultForm';

addLocales('bench', locales);
beforeEach(() => setLocale('en'));

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
      <ResultForm donation={DONATION} result={OPEN} onSaved={() => {}} />,
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
      <ResultForm donation={DONATION} result={{ ...OPEN, critical: false }} onSaved={() => {}} />,
    );
    await type('field-value', '9.35');
    fireEvent.click(await find('submit-bench-record_result'));
    await waitFor(() =>
      expect(platform.asked.find(({ command }) => command === 'bench.record_result')?.args).toMatchObject({ value: '9.35', value_again: null }));
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
