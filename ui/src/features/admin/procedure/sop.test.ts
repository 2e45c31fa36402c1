import { describe, expect, it } from 'vitest';
import { comparisonOf, conditionsOf, freeCode, whenKind, withComparison, withConditions, kindOf, newKind, partAt, readSop, renumbered, withCode, withCopy, withMoved, withNewStep, withoutStep, withPicture, writeSop, INPUT_KINDS, type SopText, type StepText } from './sop';

const step = (code: string, number: number, more: object = {}): StepText => ({ code, number, ...more });
const sop: SopText = {
  code: 'p', version: '1',
  steps: [step('a', 1), step('b', 2, { when: { step: 'a', input: 'x', is: ['y'] } }), step('c', 5, { timing: [{ from: 'a', within_min: 5 }], unknown_yet: 7 })],
};
const line = ({ steps }: SopText) => steps.map(({ code, number }) => `${code}${number}`).join(' ');

describe('the text of a procedure', () => {
  it('comes back as it was, with what a form does not know', () => expect(readSop(writeSop(sop))).toEqual(sop));
  it.each(['', '[]', '{}', '{"steps": 1}', '{"steps": [1]}', '{'])('%s is no form', (text) => expect(readSop(text)).toBeNull());

  it('keeps its numbers rising', () => {
    expect(line(withNewStep(sop, 0))).toBe('a1 step2 b3 c5');
    expect(line(withNewStep(sop, 2))).toBe('a1 b2 c5 step6');
    expect(line(withNewStep({ steps: [] }, -1))).toBe('step1');
    expect(line(withCopy(sop, 1))).toBe('a1 b2 b-23 c5');
    expect(line(withMoved(sop, 2, -1))).toBe('a1 c2 b5');
    expect(line(withMoved(sop, 0, -1)), 'nothing is above it').toBe('a1 b2 c5');
    expect(line(withoutStep(sop, 1))).toBe('a1 c5');
    expect(renumbered([step('a', 3), step('b', 3), step('c', 1)]).map(({ number }) => number)).toEqual([3, 4, 5]);
  });

  it('finds a code that is free', () => {
    expect([freeCode(sop.steps, 'a'), freeCode([step('a', 1), step('a-2', 2)], 'a-2'), freeCode([], 'a')]).toEqual(['a-2', 'a-3', 'a']);
  });

  it('changes a code wherever it is named', () => {
    const changed = withCode(sop, 0, 'begin');
    expect([changed.steps[0]?.code, changed.steps[1]?.when, changed.steps[2]?.timing]).toEqual(['begin', { step: 'begin', input: 'x', is: ['y'] }, [{ from: 'begin', within_min: 5 }]]);
  });

  it('changes a code also in conditions within each other', () => {
    const inner = { any: [{ step: 'a', input: 'x', is: ['y'] }, { step: 'b', input: 'x', is: ['z'] }] };
    const nested: SopText = { steps: [step('a', 1), step('b', 2), step('c', 3, { when: { all: [inner, { step: 'a', input: 'n', at_least: '1' }] } })] };
    expect(withCode(nested, 0, 'begin').steps[2]?.when).toEqual({
      all: [{ any: [{ step: 'begin', input: 'x', is: ['y'] }, { step: 'b', input: 'x', is: ['z'] }] }, { step: 'begin', input: 'n', at_least: '1' }],
    });
  });

  it('puts conditions together and takes them apart', () => {
    const [one, two] = [{ step: 'a', input: 'x', is: ['y'] }, { step: 'a', input: 'n', at_least: '1', unit: 'g' }];
    expect([null, one, { all: [one] }, { any: [one, two] }].map((when) => [whenKind(when), conditionsOf(when).length])).toEqual([['none', 0], ['one', 1], ['all', 1], ['any', 2]]);
    expect(withConditions('any', [one, two])).toEqual({ any: [one, two] });
    expect([withConditions('one', [one, two]), withConditions('none', [one]), withConditions('one', [])]).toEqual([one, null, null]);
  });

  it('compares a number in the unit of its input, and keeps it from one comparison to another', () => {
    const least = withComparison({ step: 'a', input: 'n', is: ['y'] }, 'at_least', 'g');
    expect(least).toEqual({ step: 'a', input: 'n', at_least: '0', unit: 'g' });
    const between = withComparison({ ...least, at_least: '5' }, 'between', 'g');
    expect([between, comparisonOf(between)]).toEqual([{ step: 'a', input: 'n', between: ['5', '5'], unit: 'g' }, 'between']);
    expect(withComparison(between, 'less_than', '')).toEqual({ step: 'a', input: 'n', less_than: '5' });
    expect(comparisonOf({ is: [] })).toBeNull();
  });

  it('leaves what others name where two steps would have one code', () => {
    const three: SopText = { steps: [step('weigh', 1), step('a', 2), step('c', 3, { when: { step: 'weigh' }, timing: [{ from: 'weigh' }, { from: 'a' }] })] };
    const clash = withCode(three, 1, 'weigh');
    expect(clash.steps[1]?.code).toBe('weigh');
    expect(clash.steps[2]).toEqual(three.steps[2]);
    expect(withCode(clash, 1, 'weigh-again').steps[2], 'the old code is of both').toEqual(three.steps[2]);
  });

  it('puts a picture among what stands by then', () => {
    const data = (was: object | null) => ({ zh: '', en: '', ...was, data: 'x' });
    expect(withPicture(sop, 'b', data).steps[1]).toEqual({ ...sop.steps[1], picture: { zh: '', en: '', data: 'x' } });
    const named: SopText = { steps: [step('a', 1, { picture: { zh: '秤', en: 'Scales', data: 'old' } })] };
    expect(withPicture(named, 'a', data).steps[0]?.picture).toEqual({ zh: '秤', en: 'Scales', data: 'x' });
    expect(withPicture(named, 'gone', data)).toEqual(named);
  });

  it('knows what is said of which field', () => {
    expect([partAt('steps.a', 'a'), partAt('steps.a.title.zh', 'a'), partAt('steps.ab.title', 'a'), partAt('title', 'a')]).toEqual(['', 'title.zh', null, null]);
  });

  it.each(INPUT_KINDS)('begins an input of kind %s that is read as such', (kind) => expect(kindOf({ kind: newKind(kind) })).toBe(kind));
});
