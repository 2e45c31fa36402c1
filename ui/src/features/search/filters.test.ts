import { describe, expect, it } from 'vitest';
import { NO_FILTERS, numberText, requestOf, STATUSES, toggled } from './filters';

describe('text', () => {
  it.each([
    ['a9999 17 123456', 'A999917123456'],
    ['A999917123456 9', 'A999917123456'],
    ['A9999171234569', 'A999917123456'],
    ['A999925000038*', 'A999925000038'],
    ['=A99992500003800', 'A999925000038'],
    ['123456', '123456'],
    ['１２３４', '1234'],
    [' ', ''],
    ['W0000', 'W0000'],
  ])('%s asks for %s', (typed, text) => expect(numberText(typed)).toBe(text));
});

describe('request', () => {
  it('of nothing asks for everything', () => {
    expect(requestOf(NO_FILTERS)).toEqual({ statuses: [], text: null, inventory: null, held_only: false });
  });
  it('names states in the order of life, so that equal choices are one request', () => {
    const one = requestOf({ ...NO_FILTERS, statuses: ['released', 'stored'] });
    const other = requestOf({ ...NO_FILTERS, statuses: ['stored', 'released'] });
    expect(one).toEqual(other);
    expect(one.statuses).toEqual(['stored', 'released']);
  });
  it('knows every state once', () => expect(new Set(STATUSES).size).toBe(14));
});

describe('toggled', () => {
  it('adds and removes', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  });
});
