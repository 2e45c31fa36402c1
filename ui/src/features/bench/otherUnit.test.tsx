import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BenchView, ScanMeaning, StepInput, StepView } from '@/api';
import { burst } from '@/test/burst';
import { DIN, DONATION, TNC, unitRow, WEIGH } from '@/test/units';
import { renderAt } from '@/test/working';

const OTHER = unitRow({ donation: 'b', din: 'A999926000036' });
const find = (id: string) => screen.findByTestId(id);
const input = (code: string, over: Partial<StepInput> = {}): StepInput => ({ code, zh: code, en: code, kind: 'text', unit: '', min: null, max: null, low: null, high: null, optional: false, choices: [], pattern: null, accept: [], max_kb: null, ...over }) as StepInput;
const step = (inputs: StepInput[]): StepView => ({ ...WEIGH, standing: 'ready', inputs, scans: [], values: [], done_ms: null, by: null });
const benchOf = (unit: BenchView['unit'], inputs: StepInput[]): BenchView => ({
  unit, sop_zh: '加工', sop_en: 'Banking', sop_version: '1', sop_digest: 'a'.repeat(64), steps: [step(inputs)], next_step: 'weigh', now_ms: 1,
  blocked_by: null, results_blocked_by: null, results: [], rejection_digest: '',
});
const read = ({ text }: { text: string }): ScanMeaning => {
  const unit = text.includes('36') ? OTHER : text.includes(DIN) ? unitRow() : null;
  if (!unit) throw { code: 'scan.unknown', params: {}, field: 'text', severity: 'refusal' };
  return { kind: 'bag', value: unit.din ?? '', unit, shipment: null, person: null, part: null, warning: null };
};

async function open(inputs: StepInput[]) {
  const answered = renderAt(`/bench/${DONATION}`, {
    'bench.get': ({ donation }) => benchOf(donation === 'b' ? OTHER : unitRow(), inputs), 'run.of_unit': () => ({ runs: [] }), 'scan.read': read,
  }, ['view', 'record_step']);
  await find('step-weigh');
  return answered;
}

const scan = (text: string) => burst(document.activeElement as HTMLInputElement, text);
const label = `&d${OTHER.din}00`;
const here = () => location.hash;
let now = 1_790_000_000_000;
const later = (ms: number) => vi.spyOn(Date, 'now').mockReturnValue((now += ms));
afterEach(() => void vi.restoreAllMocks());

describe('the label of another unit at the bench', () => {
  it('leads there at once where nothing was entered', async () => {
    await open([input('weight')]);
    await scan(label);
    await waitFor(() => expect(here()).toBe('#/bench/b'));
    expect(screen.queryByTestId('scan-bad')).toBeNull();
  });

  it('is refused over typed values and says which unit it is; one key leads there, and back the values stand', async () => {
    await open([input('weight'), input('note', { optional: true })]);
    fireEvent.change(await find('field-values.weight'), { target: { value: '98' } });
    await scan(label);
    const bad = await find('scan-bad');
    expect(bad.querySelector('[data-code]')?.getAttribute('data-code')).toBe('scan.wrong_unit');
    expect(bad.textContent).toContain(OTHER.din);
    expect(bad.textContent).toContain(DIN);
    expect(here()).toBe(`#/bench/${DONATION}`);
    fireEvent.keyDown(window, { key: 'u', code: 'KeyU', altKey: true });
    await waitFor(() => expect(here()).toBe('#/bench/b'));
    await waitFor(() => expect((screen.getByTestId('field-values.weight') as HTMLInputElement).value).toBe(''));
    await waitFor(() => expect(screen.queryByTestId('scan-bad')).toBeNull());
    await act(async () => { location.hash = `#/bench/${DONATION}`; });
    await find('bench-kept');
    expect((await find('field-values.weight') as HTMLInputElement).value).toBe('98');
  });

  it('leads there when it is scanned once more, and not when the scanner reads it twice', async () => {
    later(0);
    const { platform } = await open([input('weight')]);
    fireEvent.change(await find('field-values.weight'), { target: { value: '98' } });
    await scan(label);
    await find('scan-way');
    later(200);
    await scan(label);
    await waitFor(() => expect(platform.asked.filter(({ command, args }) => command === 'scan.read' && (args as { text: string }).text === label)).toHaveLength(2));
    await act(async () => {});
    expect(here()).toBe(`#/bench/${DONATION}`);
    later(1500);
    await scan(label);
    await waitFor(() => expect(here()).toBe('#/bench/b'));
    expect(platform.asked.some(({ command }) => command === 'bench.record_step')).toBe(false);
  });

  it('is no value of a field that waits for a code: refused where one must be scanned, else it leads there', async () => {
    await open([input('bottle', { kind: 'scan' })]);
    (await find('field-values.bottle')).focus();
    await scan(label);
    await find('scan-way');
    expect((await find('field-values.bottle') as HTMLInputElement).value).toBe('');
    expect(here()).toBe(`#/bench/${DONATION}`);
    (await find('field-values.bottle')).focus();
    await scan(`&d${DIN}00`);
    await waitFor(() => expect((screen.getByTestId('field-values.bottle') as HTMLInputElement).value, 'the unit’s own label may stand on it').toBe(`&d${DIN}00`));
  });

  it('is refused over a result that is typed', async () => {
    renderAt(`/bench/${DONATION}.tnc_post`, {
      'bench.get': () => ({ ...benchOf(unitRow(), []), results: [{ ...TNC, state: null, value: null, at_ms: null, critical: false, corrected: [] }] }),
      'run.of_unit': () => ({ runs: [] }), 'scan.read': read,
    }, ['view', 'enter_result']);
    fireEvent.change(await find('field-value'), { target: { value: '9.35' } });
    await scan(label);
    await find('scan-way');
    expect(here()).toBe(`#/bench/${DONATION}.tnc_post`);
  });

  it('leads there from an optional code', async () => {
    await open([input('bottle', { kind: 'scan', optional: true })]);
    (await find('field-values.bottle')).focus();
    await scan(label);
    await waitFor(() => expect(here()).toBe('#/bench/b'));
  });
});

it('two codes scanned faster than the program answers go into two fields', async () => {
  let answer: (() => void)[] = [];
  renderAt(`/bench/${DONATION}`, {
    'bench.get': () => benchOf(unitRow(), [input('first', { kind: 'scan' }), input('second', { kind: 'scan' })]), 'run.of_unit': () => ({ runs: [] }),
    'scan.read': (request) => new Promise((resolve, reject) => {
      answer.push(() => {
        try {
          resolve(read(request));
        } catch (refused) {
          reject(refused as Error);
        }
      });
    }),
  }, ['view', 'record_step']);
  (await find('field-values.first')).focus();
  await scan('BOTTLE-001');
  await scan('BOTTLE-002');
  for (let turn = 0; turn < 3; turn += 1) {
    await act(async () => {
      answer.forEach((give) => give());
      answer = [];
    });
  }
  await waitFor(() =>
    expect(['first', 'second'].map((code) => (screen.getByTestId(`field-values.${code}`) as HTMLInputElement).value)).toEqual(['BOTTLE-001', 'BOTTLE-002']));
});
