import { describe, expect, it } from 'vitest';
import type { Problem, ResultFileRow, ResultView, ScanKind, StepInput, StepScanKind, StepScanView, StepView } from '@/api';
import { placeOf, readPlace } from './place';
import { clockText, pressureOf, toBase64 } from '@/shared';
import { rowsInOrder } from './resultFile';
import { afterRefusal, draftOf, failing, inWords, isBlind, nextTest, toRecordResult, wantsSecond } from './result';
import { atInput, EMPTY_DRAFT, fixedScans, rangeText, sentScans, slotOf, toRecordStep, wantedKinds, withOpenScans } from './step';

const scan = (code: string, kind: StepScanKind): StepScanView => ({ code, kind, zh: code, en: code, value: null });
const plain = { scans: [], needs_second: false };
const all = { scans: [scan('welder', 'equipment'), scan('set', 'lot'), scan('bag', 'lot')], needs_second: true };
const inputs = [{ code: 'volume' }, { code: 'look' }] as StepInput[];

describe('a step', () => {
  it.each<[ScanKind, typeof all | typeof plain, string | null]>([
    ['equipment', all, 'welder'],
    ['lot', all, 'set'],
    ['badge', all, 'second'],
    ['equipment', plain, null],
    ['badge', plain, null],
    ['position', all, null],
  ])('%s goes where it is wanted', (kind, step, slot) => expect(slotOf(kind, step, {})).toBe(slot));

  it('fills the next slot of a kind, and then the first one anew', () => {
    expect(slotOf('lot', all, { set: '&lL1' })).toBe('bag');
    expect(slotOf('lot', all, { set: '&lL1', bag: '&lL2' })).toBe('set');
  });

  it('keeps what was scanned at its beginning, and wants the rest', () => {
    const scans = [{ ...scan('spin', 'equipment'), value: 'EQ-4' }, scan('set', 'lot')];
    const going = { scans, begun_ms: 1, needs_second: false } as unknown as StepView;
    expect(fixedScans(going)).toEqual({ spin: 'EQ-4' });
    expect(fixedScans({ ...going, begun_ms: null })).toEqual({});
    expect(wantedKinds(withOpenScans(going))).toEqual(['lot']);
    expect(slotOf('equipment', withOpenScans(going), {})).toBeNull();
    expect(sentScans(going, { set: '&lL1', other: '&lL2' })).toEqual([{ code: 'set', scan: '&lL1' }]);
  });

  it('says what it wants', () => expect(wantedKinds(all)).toEqual(['equipment', 'lot', 'badge']));

  it('sends every input, also the empty ones, and only what the step asks for', () => {
    const draft = { ...EMPTY_DRAFT, values: { volume: ' 21 ' }, scans: { set: '&lL1', other: '&eC1' }, second_login: 'li', second_password: 'pw' };
    expect(toRecordStep('d', { code: 's', inputs, ...all, needs_second: false }, draft)).toEqual({
      donation: 'd', step: 's', values: [{ code: 'volume', value: '21' }, { code: 'look', value: '' }], scans: [{ code: 'set', scan: '&lL1' }],
      done_ms: null, second_login: null, second_password: null, reason: null, digest: null, login: null, password: null,
    });
  });

  it('leaves what is missing to the program', () => {
    expect(toRecordStep('d', { code: 's', inputs, ...all }, EMPTY_DRAFT)).toMatchObject({ scans: [], second_login: null });
  });

  it.each([
    [59_400, '00:59'],
    [754_000, '12:34'],
    [3_909_000, '1:05:09'],
    [1_137_600_000, '13 天 04:00:00'],
    [-5, '00:00'],
  ])('%i ms on the clock', (ms, text) => expect(clockText(ms)).toBe(text));

  it.each([
    [1_000, 10_000, 500, 'waiting'],
    [0, 1_000_000, 1_000, 'open'],
    [0, 1_000_000, 850_000, 'soon'],
    [null, 1_000_000, 399_000, 'open'],
    [null, 1_000_000, 401_000, 'soon'],
    [null, 1_000, 1_001, 'late'],
    [1_000, null, 2_000, 'open'],
  ])('a window from %s to %s at %i is %s', (opens_ms, closes_ms, now, pressure) => expect(pressureOf({ opens_ms, closes_ms }, now)).toBe(pressure));

  it.each([
    ['20', '700', 'g', '20 – 700 g'],
    ['0', null, '', '≥ 0'],
    [null, '5', 'mL', '≤ 5 mL'],
    [null, null, 'g', ''],
  ])('range %s to %s', (min, max, unit, text) => expect(rangeText({ min, max, unit })).toBe(text));

  it('brings a refusal to its input', () => {
    const problem: Problem = { code: 'value.too_low', params: { input: 'volume', min: '1' }, field: 'values', severity: 'refusal' };
    expect(atInput(problem, () => 'Volume')).toMatchObject({ field: 'values.volume', params: { input: 'Volume', min: '1' } });
    const scanned: Problem = { ...problem, params: { scan: 'set' }, field: 'scans' };
    expect(atInput(scanned, () => 'Volume')).toMatchObject({ field: 'scans.set' });
    const other: Problem = { ...problem, field: 'step' };
    expect(atInput(other, () => 'Volume')).toBe(other);
  });
});

describe('a result', () => {
  const result = (test: string, state: ResultView['state'] = null, verdict?: 'pass' | 'fail') =>
    ({ test, state, critical: false, repeats: null, value: state ? '4.1' : null, method: state ? 'A' : null, finding: verdict ? { verdict } : null }) as ResultView;

  it('begins final, with the usual method; a correction with what it corrects', () => {
    expect(draftOf(result('tnc'), 'XN')).toEqual({ value: '', value_again: null, method: 'XN', state: 'final', correction_reason: '', repeat: false, device: null });
    expect(draftOf(result('tnc', 'final'), 'XN')).toMatchObject({ value: '4.1', method: 'A' });
  });

  it('has no value when not done, and a reason for that or for a correction alone', () => {
    const draft = { value: '5', value_again: '5', method: 'A', state: 'not_done' as const, correction_reason: 'typo', repeat: false, device: 'EQ-1' };
    expect(toRecordResult('d', result('tnc'), draft)).toMatchObject({ value: '', value_again: null, correction_reason: 'typo', device: null });
    expect(toRecordResult('d', result('tnc'), { ...draft, state: 'invalid' })).toMatchObject({ value: '', correction_reason: null });
    expect(toRecordResult('d', result('tnc'), { ...draft, correction_reason: ' ' })).toMatchObject({ correction_reason: null });
    expect(toRecordResult('d', result('tnc', 'final'), draft)).toMatchObject({ correction_reason: 'typo' });
  });

  it('is typed twice where it is critical, the second time without the first', () => {
    const critical = { ...result('tnc'), critical: true };
    const first = { ...draftOf(critical, 'XN'), value: '4.1' };
    expect(wantsSecond(critical, first)).toBe(true);
    expect(wantsSecond(result('tnc'), first)).toBe(false);
    expect(wantsSecond(critical, { ...first, state: 'invalid' })).toBe(false);
    const second = { ...first, value_again: ' 4.2 ' };
    expect(wantsSecond(critical, second)).toBe(false);
    expect(toRecordResult('d', critical, second)).toMatchObject({ value: '4.1', value_again: '4.2' });
    // A correction of it shows no old value to copy.
    expect(draftOf({ ...result('tnc', 'final'), critical: true }, 'XN').value).toBe('');
  });

  it.each([
    [true, 'preliminary', true], [true, 'final', false], [false, 'preliminary', false], [true, null, false],
  ] as const)('is confirmed blind: critical %s, %s', (critical, state, blind) => {
    expect(isBlind({ critical, state })).toBe(blind);
  });

  it('asks for the second entry when the program does, and begins again when the two differ', () => {
    const draft = { ...draftOf(result('a'), 'XN'), value: 'positive' };
    expect(afterRefusal('result.again', draft)).toMatchObject({ value: 'positive', value_again: '' });
    expect(afterRefusal('result.disagrees', { ...draft, value_again: 'negative' })).toMatchObject({ value: '', value_again: null });
    expect(afterRefusal('value.empty', draft)).toBe(draft);
  });

  it('says names where a refusal has codes', () => {
    const problem: Problem = { code: 'result.disagrees', params: { first: 'pos', second: 'neg', test: 'abo' }, field: 'value_again', severity: 'refusal' };
    const said = inWords(problem, 'ABO', (code) => code.toUpperCase());
    expect(said.params).toEqual({ first: 'POS', second: 'NEG', test: 'ABO' });
    expect(inWords({ ...problem, params: { max: 5 } }, 'ABO', String).params).toEqual({ max: 5 });
  });

  it('goes on with the next open test, round to the first', () => {
    const results = [result('a'), result('b', 'final'), result('c')];
    expect(nextTest(results, 'a')).toBe('c');
    expect(nextTest(results, 'c')).toBe('a');
    expect(nextTest([result('a', 'final'), result('b', 'final')], 'a')).toBeNull();
  });

  it('proposes rejection where the profile says so', () => {
    expect(failing([result('a', 'final', 'pass'), result('b', 'final', 'fail'), result('c')]).map(({ test }) => test)).toEqual(['b']);
  });
});

describe('a file of results', () => {
  it('travels byte by byte, however long', () => {
    expect(toBase64(new Uint8Array([0xb1, 0xe0, 0, 255]))).toBe('seAA/w==');
    const long = new Uint8Array(100_000).fill(65);
    expect(atob(toBase64(long))).toBe('A'.repeat(100_000));
  });

  it('shows what is at fault first, each in the order of the file', () => {
    const row = (line: number, verdict: ResultFileRow['verdict']) => ({ line, verdict }) as ResultFileRow;
    const rows = [row(2, 'good'), row(3, 'fault'), row(4, 'same'), row(5, 'waits'), row(6, 'fault')];
    expect(rowsInOrder(rows).map(({ line }) => line)).toEqual([3, 6, 5, 2, 4]);
  });
});

describe('a place on the bench', () => {
  it('is a unit, or a test of it', () => {
    expect(readPlace('00ff')).toEqual({ donation: '00ff', test: null });
    expect(readPlace(placeOf('00ff', 'abo_rhd'))).toEqual({ donation: '00ff', test: 'abo_rhd' });
  });
});
