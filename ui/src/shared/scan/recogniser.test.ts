import { describe, expect, it } from 'vitest';
import { feed, IDLE, stripAffixes, stripPrefix, type Outcome } from './recogniser';

/** Types `text` then `end`, `gap` ms apart; the last outcome. */
function type(text: string, gap: number, end = 'Enter'): Outcome {
  let state = IDLE;
  let outcome: Outcome = { type: 'none' };
  [...text, end].forEach((key, index) => {
    [state, outcome] = feed(state, { key, time: 1000 + index * gap });
  });
  return outcome;
}

describe('recogniser', () => {
  const cases: [name: string, text: string, gap: number, end: string, scan: string | null][] = [
    ['a DIN burst', '=G12342500000100', 5, 'Enter', '=G12342500000100'],
    ['ended by Tab', '=G123425000001', 5, 'Tab', '=G123425000001'],
    ['a local identifier', '&L99992500000100', 12, 'Enter', '&L99992500000100'],
    ['an AIM prefix', ']C1=G123425000001', 8, 'Enter', '=G123425000001'],
    ['the slowest scanner', '=G1234', 35, 'Enter', '=G1234'],
    ['a person typing', '=G123425000001', 90, 'Enter', null],
    ['a code from a slow machine', '=G123425000001', 55, 'Enter', '=G123425000001'],
    ['just too slow for a code', '=G123425000001', 66, 'Enter', null],
    ['just too slow without an identifier', 'G1234250000011', 36, 'Enter', null],
    ['too short', 'T01-1', 5, 'Enter', null],
    ['prefix alone does not count', ']C1T01-1', 5, 'Enter', null],
    ['ended by another key', '=G123425000001', 5, 'F2', null],
    ['more than a code can hold', 'A'.repeat(300), 1, 'Enter', null],
  ];
  it.each(cases)('%s', (_name, text, gap, end, scan) => {
    expect(type(text, gap, end)).toEqual(scan === null ? { type: 'none' } : { type: 'scan', text: scan });
  });

  /** Types `text` 5 ms apart except for a pause before each of these places. */
  function stutter(text: string, places: number[], pause: number): Outcome {
    let state = IDLE;
    let outcome: Outcome = { type: 'none' };
    let time = 0;
    [...text, 'Enter'].forEach((key, index) => {
      time += places.includes(index) ? pause : 5;
      [state, outcome] = feed(state, { key, time });
    });
    return outcome;
  }

  it.each<[places: number[], pause: number, scanned: boolean]>([
    [[4], 80, true],
    [[1], 250, true],
    [[15], 100, true],
    [[2, 5, 9], 80, true],
    [[2, 4, 6, 9], 80, true],
    [[2, 4, 6, 8, 9, 10], 200, false],
  ])('with a stretched gap before %o of %i ms reads all or nothing', (places, pause, scanned) => {
    const text = '=G1234250000010';
    const outcome = stutter(text, places, pause);
    expect(outcome).toEqual(scanned ? { type: 'scan', text } : { type: 'none' });
  });

  it('begins a new burst after a pause', () => {
    let [state] = feed(IDLE, { key: 'a', time: 0 });
    let outcome: Outcome;
    [state, outcome] = feed(state, { key: '=', time: 500 });
    expect(outcome).toEqual({ type: 'begin' });
    [...'G12345'].forEach((key, index) => {
      [state, outcome] = feed(state, { key, time: 505 + index * 5 });
      expect(outcome).toEqual({ type: 'continue' });
    });
    [state, outcome] = feed(state, { key: 'Enter', time: 540 });
    expect(outcome).toEqual({ type: 'scan', text: '=G12345' });
    expect(state).toEqual(IDLE);
  });

  it('lets Shift pass within a burst', () => {
    let state = IDLE;
    let outcome: Outcome = { type: 'none' };
    ['Shift', '=', 'Shift', 'G', '1', '2', '3', '4', '5', 'Enter'].forEach((key, index) => {
      [state, outcome] = feed(state, { key, time: index * 4 });
    });
    expect(outcome).toEqual({ type: 'scan', text: '=G12345' });
  });

  it('does not scan when Enter comes late', () => {
    let state = IDLE;
    let outcome: Outcome = { type: 'none' };
    [...'=G123456'].forEach((key, index) => ([state, outcome] = feed(state, { key, time: index * 5 })));
    [state, outcome] = feed(state, { key: 'Enter', time: 400 });
    expect(outcome).toEqual({ type: 'none' });
  });

  it.each([
    ['S:=W0001~', 'S:', '~', '=W0001'],
    ['S:]C1=W0001', 'S:', '', '=W0001'],
    ['=W0001', 'S:', '~', '=W0001'],
    ['S:=W0001~', '', '', 'S:=W0001~'],
    ['=W0001~~', '', '~', '=W0001~'],
  ])('of %s takes away what the scanner added', (text, prefix, suffix, code) => {
    expect(stripAffixes(text, { prefix, suffix })).toBe(code);
  });

  it('keeps data identifiers', () => {
    expect(stripPrefix(']d2=G1234')).toBe('=G1234');
    expect(stripPrefix('&L1234')).toBe('&L1234');
  });
});
