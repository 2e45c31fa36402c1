import { beforeEach, describe, expect, it } from 'vitest';
import type { ResultView, StepView } from '@/api/gen/commands';
import { i18n, setLocale, type Texts } from '../i18n';
import './index';
import { resultValue } from './ResultTable';
import { blockerProblem, findingValue, ruleName } from './words';

const t: Texts = (key, params) => String(i18n.t(key, { ns: 'dossier', ...params }));
const NONE: ResultView = {
  test: 'tnc_post', zh: '有核细胞总数', en: 'Total nucleated cells', unit: '×10^8', choices: [], example: '', required: true, specimen: null, usual_method: '', device: null, decimals: null, critical: false, mine: true, reported_by: ['test_lab'], standing: 'not_ordered', since_ms: null, value: null,
  method: null, state: null, not_done: null, finding: null, at_ms: null, by: null, repeats: null, corrected: [], computed: null, set_aside: [],
};
const HBSAG: ResultView = {
  ...NONE, test: 'hbsag', zh: '母血 HBsAg', en: 'Maternal HBsAg', unit: '',
  choices: [{ code: 'reactive', zh: '有反应性', en: 'Reactive' }],
};
const finding = (rule: string, value: string) => ({ rule, value, verdict: 'fail' as const, limit: '', source: '' });

beforeEach(() => setLocale('en'));

describe('names of rules', () => {
  it.each([
    ['hbsag', 'Maternal HBsAg'],
    ['transport_hours', 'Collection to arrival'],
    ['a_rule_of_tomorrow', 'a_rule_of_tomorrow'],
  ])('%s is %s', (rule, name) => expect(ruleName(rule, [NONE, HBSAG], t)).toBe(name));

  it('follow the language', () => {
    setLocale('zh-CN');
    expect(ruleName('hbsag', [HBSAG], t)).toBe('母血 HBsAg');
  });
});

describe('blockers', () => {
  it('name the recalled lot, and a procedure that is not approved with its version', () => {
    expect(blockerProblem({ code: 'material.recalled_use', subject: 'LOT26001', waits: null }, { results: [], steps: [] }, t).params.value).toBe('LOT26001');
    const { params } = blockerProblem({ code: 'procedure.not_approved', subject: 'template-cn', waits: null }, { results: [], steps: [] }, t);
    expect(params).toMatchObject({ procedure: 'template-cn', version: 1 });
  });

  it('name the record that this version does not know, and when it was made', () => {
    const { params } = blockerProblem({ code: 'unit.record_unknown', subject: 'unit.irradiated 1 1790000000000', waits: null }, { results: [], steps: [] }, t);
    expect(params).toMatchObject({ record: 'unit.irradiated', version: '1', at: '1790000000000' });
  });

  it('name the value that waits in the inbox, and not the one on record', () => {
    const waits = { value: 'POSITIVE', since_ms: 1_700_000_000_000 };
    const recorded = { ...HBSAG, value: 'non_reactive' };
    const { params } = blockerProblem({ code: 'result.waiting', subject: 'hbsag', waits }, { results: [recorded], steps: [] }, t);
    expect(params).toMatchObject({ test: 'Maternal HBsAg', value: 'POSITIVE', since: 1_700_000_000_000 });
  });
});

describe('values of findings', () => {
  it.each([
    [finding('hbsag', 'reactive'), 'Reactive'],
    [finding('transport_intact', 'damaged'), 'Damaged'],
    [finding('transport_hours', '31.5 h'), '31.5 h'],
    [finding('tnc_post', ''), '—'],
    [finding('tests_unended', 'hbsag, sterility_fungal'), 'Maternal HBsAg, Fungal culture'],
    [finding('results_set_aside', 'hbsag REACTIVE 12, X-1 —'), 'Maternal HBsAg REACTIVE 12, X-1 —'],
    [finding('told_differently', '35: 85 ≠ 96.3 %; 48: -90 ≠ -96.0 °C'), 'Step 35: entered 85, result 96.3 % · Step 48: entered -90, result -96.0 °C'],
  ])('%o reads %s', (given, text) => expect(findingValue(given, [HBSAG], t)).toBe(text));
});

describe('values of results', () => {
  it.each([
    [NONE, '8.4', '8.4 ×10^8'],
    [NONE, '8.4 ×10^8', '8.4 ×10^8'],
    [HBSAG, 'reactive', 'Reactive'],
    [HBSAG, null, '—'],
  ])('%o', (result, value, text) => expect(resultValue(result, value)).toBe(text));
});

describe('blockers', () => {
  const steps = [{ code: 'freeze', zh: '程控降温', en: 'Freeze' }] as StepView[];
  const params = (code: string, subject: string) => blockerProblem({ code, subject, waits: null }, { results: [HBSAG], steps }, t).params;

  it('name the test', () => expect(params('release.result_missing', 'hbsag')).toMatchObject({ test: 'Maternal HBsAg' }));
  it('name what the unit has no record of yet', () => {
    expect(params('release.result_missing', 'syphilis')['test']).not.toBe('syphilis');
    expect(params('storage.steps_missing', 'weigh')).toMatchObject({ step: 'Weigh' });
  });
  it('name the step', () => expect(params('storage.steps_missing', 'freeze')).toMatchObject({ step: 'Freeze' }));
  it('name the reason of a hold', () => {
    expect(params('unit.held', 'duplicate_din')).toMatchObject({ reason: 'Donation number used twice' });
  });
  it('keep a subject that nobody knows', () => expect(params('unit.held', 'new_reason')).toMatchObject({ reason: 'new_reason' }));
});
