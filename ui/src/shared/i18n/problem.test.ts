import { afterEach, describe, expect, it } from 'vitest';
import { problemText, setLocale } from '.';

afterEach(() => setLocale('zh-CN'));

describe('problemText', () => {
  const wrong = { code: 'scan.wrong_kind', params: { expected: 'bag,tube', found: 'form' } };

  it('puts vocabulary words into the sentence, in both languages', () => {
    expect(problemText(wrong)).toContain('采集表');
    expect(problemText(wrong)).toContain('血袋 / 样本管');
    setLocale('en');
    expect(problemText(wrong)).toContain('Bag / Tube');
  });

  it('says moments in local time and roles of a scan in words', () => {
    const at = new Date(2026, 0, 31, 8, 30).getTime();
    expect(problemText({ code: 'value.in_future', params: { value: at } })).toContain('2026-01-31 08:30');
    expect(problemText({ code: 'value.in_future', params: { value: String(at) } })).toContain('2026-01-31 08:30');
    expect(problemText({ code: 'label.cross_check_incomplete', params: { role: 'maternal_tube' } })).toContain('母血管');
    expect(problemText({ code: 'value.too_high', params: { value: 5000, max: 450, unit: 'mL' } })).toContain('5000');
  });

  it('says which of two programs is to be updated', () => {
    const apart = { code: 'sync.version', params: { centre_versions: '2–3', station_versions: '1', outdated: 'station' } };
    expect(problemText(apart)).toBe('中心的协议版本是 2–3，本站的是 1，两者不通。请升级本站的程序。');
    setLocale('en');
    expect(problemText({ ...apart, params: { ...apart.params, outdated: 'centre' } })).toContain('Update the program of the centre.');
  });

  it('says what character is wanted in words', () => {
    const wrong = { code: 'scan.character', params: { position: '7', found: '脐', expected: 'letter_or_digit', field: 'scan' } };
    expect(problemText(wrong)).toContain('应为 字母或数字');
    setLocale('en');
    expect(problemText(wrong)).toContain('a letter or a digit is wanted');
  });

  it('says why a unit is on hold in words, and what a device said as it said it', () => {
    expect(problemText({ code: 'unit.held', params: { reason: 'deviation_unsettled' } })).toContain('偏差的关闭已失效');
    setLocale('en');
    expect(problemText({ code: 'unit.held', params: { reason: 'manual' } })).toContain('Placed by a person');
    expect(problemText({ code: 'scanner.open', params: { path: 'COM3', reason: 'busy, try again. Later' } })).toContain('busy, try again. Later');
  });

  it('takes the names that the program gives for codes that a bank makes up', () => {
    const named = { code: 'run.not_at_step', params: { step: 'weigh', step_zh: '16 称量', step_en: '16 Weigh' } };
    expect(problemText(named)).toContain('16 称量');
    setLocale('en');
    expect(problemText(named)).toContain('16 Weigh');
    expect(problemText({ code: 'run.not_at_step', params: { step: 'weigh' } })).toContain('weigh');
  });

  it('shows an unknown code with its values', () => {
    expect(problemText({ code: 'no.such_code', params: { a: 1, b: 'x' } })).toBe('no.such_code (a=1, b=x)');
    expect(problemText({ code: 'no.such_code', params: {} })).toBe('no.such_code');
  });
});
