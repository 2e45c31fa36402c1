import { describe, expect, it } from 'vitest';
import type { Problem, ResultView, ScanKind, StepInput } from '@/api';
import { draftOf, failing, nextTest, toRecordResult } from './result';
import { atInput, EMPTY_DRAFT, rangeText, slotOf, toRecordStep, wantedKinds } from './step';

const plain = { needs_equipment: false, needs_lot: false, needs_second: false };
const all = { needs_equipment: true, needs_lot: true, needs_second: true };
const inputs = [{ code: 'volume' }, { code: 'look' }] as StepInput[];

describe('a step', () => {
  it.each<[ScanKind, typeof all, string | null]>([
    ['equipment', all, 'equipment'],
    ['lot', all, 'lot'],
    ['badge', all, 'second'],
    ['equipment', plain, null],
    ['badge', plain, null],
    ['position', all, null],
  ])('%s goes where it is wanted', (kind, step, slot) => expect(slotOf(kind, step)).toBe(slot));

  it('says what it wants', () => expect(wantedKinds({ ...plain, needs_lot: true })).toEqual(['lot']));

  it('sends every input, also the empty ones, and only what the step asks for', () => {
    const draft = { values: { volume: ' 21 ' }, equipment: '&eC1', lot: '&lL1', second_login: 'li', second_password: 'pw' };
    expect(toRecordStep('d', { code: 's', inputs, ...plain, needs_lot: true }, draft)).toEqual({
      donation: 'd', step: 's', values: [{ code: 'volume', value: '21' }, { code: 'look', value: '' }],
      equipment_scan: null, lot_scan: '&lL1', second_login: null, second_password: null,
    });
  });

  it('leaves what is missing to the program', () => {
    expect(toRecordStep('d', { code: 's', inputs, ...all }, EMPTY_DRAFT)).toMatchObject({ equipment_scan: null, second_login: null });
  });

  it.each([
    ['20', '700', 'g', '20 – 700 g'],
    ['0', null, '', '≥ 0'],
    [null, '5', 'mL', '≤ 5 mL'],
    [null, null, 'g', ''],
  ])('range %s to %s', (min, max, unit, text) => expect(rangeText({ min, max, unit })).toBe(text));

  it('brings a refusal to its input', () => {
    const problem: Problem = { code: 'value.too_low', params: { input: 'volume', min: '1' }, field: 'values', severity: 'refusal' };
    expect(atInput(problem, () => 'Volume')).toMatchObject({ field: 'values.volume', params: { input: 'Volume', min: '1' } });
    const other: Problem = { ...problem, field: 'lot_scan' };
    expect(atInput(other, () => 'Volume')).toBe(other);
  });
});

describe('a result', () => {
  const result = (test: string, state: ResultView['state'] = null, verdict?: 'pass' | 'fail') =>
    ({ test, state, value: state ? '4.1' : null, method: state ? 'A' : null, finding: verdict ? { verdict } : null }) as ResultView;

  it('begins final, with the usual method; a correction with what it corrects', () => {
    expect(draftOf(result('tnc'), 'XN')).toEqual({ value: '', method: 'XN', state: 'final', correction_reason: '' });
    expect(draftOf(result('tnc', 'final'), 'XN')).toMatchObject({ value: '4.1', method: 'A' });
  });

  it('has no value when not done, and a reason only as a correction', () => {
    const draft = { value: '5', method: 'A', state: 'not_done' as const, correction_reason: 'typo' };
    expect(toRecordResult('d', result('tnc'), draft)).toMatchObject({ value: '', correction_reason: null });
    expect(toRecordResult('d', result('tnc', 'final'), draft)).toMatchObject({ correction_reason: 'typo' });
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
