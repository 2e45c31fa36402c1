import { beforeEach, describe, expect, it } from 'vitest';
import type { TimelineEvent, UnitView } from '@/api';
import { addLocales, i18n, setLocale, type Texts, type Vocabulary } from '@/shared';
import { byDay } from './days';
import { pairs, readEvent } from './fields';
import { locales } from './index';

addLocales('unit', locales);
const t: Texts = (key, params) => String(i18n.t(key, { ns: 'unit', ...params }));
const word = (vocabulary: Vocabulary, value: string) => String(i18n.t(`vocab.${vocabulary}.${value}`, { ns: 'shared' }));

const unit = {
  results: [{ test: 'hbsag', zh: '母血 HBsAg', en: 'Maternal HBsAg', choices: [{ code: 'reactive', zh: '有反应性', en: 'Reactive' }] }],
  steps: [{
    code: 'sample_pre', zh: '加工前取样', en: 'Pre-process sample', values: [],
    inputs: [
      { code: 'volume_removed', zh: '取样体积', en: 'Volume removed', choices: [] },
      { code: 'appearance', zh: '外观', en: 'Appearance', choices: [{ code: 'clot', zh: '有凝块', en: 'Clots' }] },
    ],
  }],
} as unknown as UnitView;

const event = (kind: string, fields: Record<string, string>, at_ms = 0): TimelineEvent => ({
  kind, at_ms, operator: null, second: null, station: 'S', site_code: 'X', seq: 1, hash: 'ab', has_personal: false,
  doubts: [], changes: [], fields: Object.entries(fields).map(([name, value]) => ({ name, value, replaced: false })),
});
const read = (kind: string, fields: Record<string, string>) =>
  Object.fromEntries(readEvent(event(kind, fields), unit, t, word).map(({ label, text }) => [label, text]));

beforeEach(() => setLocale('en'));

describe('fields in words', () => {
  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['mother.enrolled', { inventory: 'public' }, { Inventory: 'Public' }],
    ['collection.registered', { gestation_d: '277', volume_ml: '88.5', birth_weight_g: '3250' }, { Gestation: '39 weeks + 4 d', 'Net volume': '88.5 mL', 'Birth weight': '3250 g' }],
    ['consent.recorded', { scope: 'transplant, research' }, { Covers: 'Clinical transplantation · Research and quality control' }],
    ['unit.received', { temperature_min_c: '4.2', intact: 'true' }, { 'Lowest temperature': '4.2 °C', Intact: 'Yes' }],
    ['unit.stored', { tank: '0'.repeat(32), rack: '1', slot: '2', position: 'T01-R01-S002' }, { Position: 'T01-R01-S002' }],
    ['result.recorded', { test: 'hbsag', choice: 'reactive', state: 'final' }, { Test: 'Maternal HBsAg', Result: 'Reactive', State: 'Final' }],
    ['result.recorded', { test: 'tnc', number: '8.4', unit: '×10^8' }, { Test: 'tnc', Result: '8.4 ×10^8' }],
    ['step.recorded', { step: 'sample_pre', appearance: 'clot', volume_removed: '2 mL' }, { Step: 'Pre-process sample', Appearance: 'Clots', 'Volume removed': '2 mL' }],
    ['unit.rejected', { reason: 'clots' }, { Reason: 'Clots' }],
    ['labels.verified', { scans: 'bag = =A99992601000000, form = &dA99992601000008, tube = 1-2-3' }, { Scanned: 'Bag A9999 26 010000 00 · Form A9999 26 010000 08 · Tube 1-2-3' }],
    ['work.resolved', { kind: 'duplicate_din' }, { Kind: 'Donation number used twice' }],
    ['a.kind_of_tomorrow', { note: 'kept' }, { Note: 'kept' }],
  ])('%s %o', (kind, fields, expected) => expect(read(kind, fields)).toEqual(expected));

  it('shortens digests and keeps them whole', () => {
    const digest = 'a1'.repeat(32);
    const [field] = readEvent(event('review.signed', { digest }), unit, t, word);
    expect(field).toMatchObject({ text: 'a1a1a1a1a1a1…', whole: digest, mono: true });
  });

  it('says which answers were not no', () => {
    const text = read('questionnaire.recorded', { answers: 'no = fever, yes = tattoo, no = travel' })['Answers'];
    expect(text).toMatch(/^Tattoo or piercing.* Yes · 2 answered no$/);
  });

  it('begins with what the record is about and ends with evidence', () => {
    const names = readEvent(event('step.recorded', { equipment: 'E', sop: 's', step: 'sample_pre', volume_removed: '2 mL' }), unit, t, word).map(({ name }) => name);
    expect(names).toEqual(['step', 'volume_removed', 'equipment', 'sop']);
  });

  it('points at corrections', () => {
    expect(readEvent(event('result.recorded', { test: 'hbsag', correction_reason: 'typo' }), unit, t, word).at(-1)).toMatchObject({ attention: true });
  });
});

describe('pairs', () => {
  it('keeps a scan that begins with the sign itself', () => {
    expect(pairs('bag = =A999925000038 00, tube = &x')).toEqual([['bag', '=A999925000038 00'], ['tube', '&x']]);
  });
});

describe('days', () => {
  const noon = new Date(2026, 4, 1, 12).getTime();
  const hours = (count: number) => count * 3_600_000;
  it('keeps the order of the records', () => {
    const days = byDay([event('a', {}, noon), event('b', {}, noon + hours(1)), event('c', {}, noon + hours(24)), event('d', {}, noon)]);
    expect(days.map(({ events }) => events.map(({ kind }) => kind).join(''))).toEqual(['ab', 'c', 'd']);
  });
  it('of nothing are none', () => expect(byDay([])).toEqual([]));
});
