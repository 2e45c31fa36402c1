import { describe, expect, it } from 'vitest';
import type { Question, ScanKind, UnitView } from '@/api';
import { emptyCollection, missingChoice, slotOf, toRequest } from './collectionForm';
import { BEDSIDE_SET, changed, toTemplates } from '@/shared';
import { addLabel, nextWanted, toScans, type ScannedLabel } from './crossCheck';
import { answerOfKey, nextOpen, toAnswered } from './questionnaire';
import { firstOpen, stagesOf } from './stages';

const DIN = 'A999926123456';

function scanAll(scans: [text: string, kind: ScanKind][]): ScannedLabel[] {
  return scans.reduce<ScannedLabel[]>((labels, [text, kind]) => addLabel(labels, text, { kind, value: DIN }), []);
}

describe('cross-check', () => {
  it('wants bag, form and tube in turn and takes them in any order', () => {
    expect(nextWanted([])).toBe('bag');
    expect(nextWanted(scanAll([['t', 'tube']]))).toBe('bag');
    expect(nextWanted(scanAll([['t', 'tube'], ['b', 'bag']]))).toBe('form');
    expect(nextWanted(scanAll([['t', 'tube'], ['b', 'bag'], ['f', 'form']]))).toBeNull();
  });

  it('sends tubes as often as they were scanned', () => {
    expect(toScans(scanAll([['b', 'bag'], ['t', 'tube'], ['t', 'tube'], ['f', 'form']]))).toEqual(['b', 't', 't', 'f']);
  });
});

describe('questionnaire', () => {
  const questions: Question[] = ['a', 'b', 'c'].map((code) => ({ code, zh: code, en: code, defers: false }));

  it('moves to the next open question and comes round', () => {
    expect(nextOpen(questions, { a: 'no' }, 0)).toBe(1);
    expect(nextOpen(questions, { b: 'no', c: 'no' }, 2)).toBe(0);
    expect(nextOpen(questions, { a: 'no', b: 'yes', c: 'unknown' }, 1)).toBeNull();
  });

  it('answers in the order of the form and leaves out what is open', () => {
    expect(toAnswered(questions, { c: 'yes', a: 'no' })).toEqual([{ question: 'a', answer: 'no' }, { question: 'c', answer: 'yes' }]);
  });

  it.each([['N', 'no'], ['y', 'yes'], ['u', 'unknown'], ['x', null]])('key %s is %s', (key, answer) =>
    expect(answerOfKey(key)).toBe(answer));
});

describe('collection form', () => {
  const filled = { ...emptyCollection(1_000_000_000), infant_sex: 'female', delivery_mode: 'vaginal', bag_lot: ' L1 ' } as const;

  it('asks for what has no value to send', () => {
    expect(missingChoice(emptyCollection(0))).toBe('infant_sex');
    expect(toRequest('d', emptyCollection(0))).toBeNull();
    expect(missingChoice(filled)).toBeNull();
  });

  it('sends one of volume and weight, and the scan of a kit as read', () => {
    const request = toRequest('d', { ...filled, din_scan: '=A99992612345600', volume_ml: '95', gross_weight_g: '140' });
    expect(request).toMatchObject({ din_source: 'kit', din_scan: '=A99992612345600', volume_ml: '95', gross_weight_g: null, bag_lot: 'L1' });
  });

  it('sends no scan with a number of the block', () => {
    const request = toRequest('d', { ...filled, din_source: 'block', din_scan: '=A99992612345600', gross_weight_g: '140' });
    expect(request).toMatchObject({ din_source: 'block', din_scan: null, volume_ml: null, gross_weight_g: '140' });
  });

  it('begins with an end on the minute, after the start', () => {
    const { started_ms, ended_ms } = emptyCollection(1_700_000_012_345);
    expect((ended_ms ?? 0) % 60_000).toBe(0);
    expect(started_ms).toBeLessThan(ended_ms ?? 0);
  });

  it.each<[ScanKind, string | null]>([['bag', 'din_scan'], ['donation', 'din_scan'], ['lot', 'bag_lot'], ['badge', null]])(
    'puts a %s into %s',
    (kind, slot) => expect(slotOf(kind)).toBe(slot),
  );
});

function facts(more: object): UnitView {
  const none = { consent: null, questionnaire: null, collection: null, label_prints: 0, cross_checked_ms: null, row: { status: 'enrolled' } };
  return { ...none, ...more } as unknown as UnitView;
}

describe('stages', () => {
  const consent = {} as UnitView['consent'];
  const questionnaire = {} as UnitView['questionnaire'];
  const collection = {} as UnitView['collection'];

  it.each<[string, object, string | null]>([
    ['an enrolled mother', {}, 'consent'],
    ['a consent', { consent }, 'questionnaire'],
    ['a questionnaire', { consent, questionnaire }, 'collection'],
    ['a deferral', { consent, questionnaire, row: { status: 'deferred' } }, null],
    ['a collection', { consent, questionnaire, collection }, 'labels'],
    ['a print', { consent, questionnaire, collection, label_prints: 1 }, 'cross_check'],
    ['a cross-check', { consent, questionnaire, collection, cross_checked_ms: 1 }, null],
  ])('after %s comes %s', (_, more, stage) => expect(firstOpen(stagesOf(facts(more)))).toBe(stage));

  it('stops a deferred donation before its collection', () => {
    expect(stagesOf(facts({ consent, questionnaire, row: { status: 'deferred' } })).collection).toBe('stopped');
  });
});

describe('label set', () => {
  it('lists each label as often as it is wanted and never goes below none', () => {
    expect(toTemplates(BEDSIDE_SET)).toEqual(['bag', 'form', 'tube', 'tube', 'maternal_tube']);
    expect(changed(changed(BEDSIDE_SET, 'bag', -1), 'bag', -1).bag).toBe(0);
  });
});
