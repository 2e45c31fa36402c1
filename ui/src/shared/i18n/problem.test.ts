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

  it('shows an unknown code with its values', () => {
    expect(problemText({ code: 'no.such_code', params: { a: 1, b: 'x' } })).toBe('no.such_code (a=1, b=x)');
    expect(problemText({ code: 'no.such_code', params: {} })).toBe('no.such_code');
  });
});
