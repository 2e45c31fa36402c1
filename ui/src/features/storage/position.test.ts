import { describe, expect, it } from 'vitest';
import { fillOf, moved, occupancy, parsePosition, positionCode } from './position';

describe('position codes', () => {
  it.each([
    ['T01-R02-S015', { tank: 'T01', rack: 2, slot: 15 }],
    [' t1-r1-s1 ', { tank: 'T1', rack: 1, slot: 1 }],
    ['QTANK9-R99-S999', { tank: 'QTANK9', rack: 99, slot: 999 }],
  ])('%s is read', (code, place) => expect(parsePosition(code)).toEqual(place));

  it.each(['', 'T01', 'T01-R02', 'T01-R123-S001', 'T01-R02-S0155', '=A999917123456700', 'TOOLONGTANK-R01-S001'])(
    '%s is none',
    (code) => expect(parsePosition(code)).toBeNull(),
  );

  it('are written as printed', () => {
    expect(positionCode({ tank: 'T01', rack: 2, slot: 15 })).toBe('T01-R02-S015');
    for (let slot = 1; slot <= 999; slot += 37) {
      const place = { tank: 'T7', rack: (slot % 99) + 1, slot };
      expect(parsePosition(positionCode(place))).toEqual(place);
    }
  });
});

const there = (rack: number, slot: number) => ({ rack, slot, donation: `${rack}/${slot}`, din: 'x', contested: false });

describe('occupancy', () => {
  const at = occupancy([there(1, 100), there(11, 0), there(2, 5)]);
  it('finds the unit of a place and no other', () => {
    expect(at(1, 100)?.donation).toBe('1/100');
    expect(at(2, 5)?.donation).toBe('2/5');
    expect(at(2, 6)).toBeUndefined();
    expect(at(5, 2)).toBeUndefined();
  });
});

describe('fill', () => {
  it.each([
    [0, { total: 1000, free: 1000, percent: 0 }],
    [1, { total: 1000, free: 999, percent: 1 }],
    [500, { total: 1000, free: 500, percent: 50 }],
    [999, { total: 1000, free: 1, percent: 99 }],
    [1000, { total: 1000, free: 0, percent: 100 }],
    [1002, { total: 1000, free: 0, percent: 100 }],
  ])('%i of 1000', (occupied, fill) => expect(fillOf({ racks: 10, slots: 100, occupied })).toEqual(fill));
});

describe('moving by keys', () => {
  const tank = { racks: 3, slots: 20 };
  it.each([
    ['ArrowRight', { rack: 1, slot: 2 }],
    ['ArrowLeft', { rack: 1, slot: 1 }],
    ['ArrowUp', { rack: 1, slot: 1 }],
    ['ArrowDown', { rack: 2, slot: 1 }],
    ['End', { rack: 1, slot: 20 }],
    ['PageDown', { rack: 3, slot: 1 }],
    ['a', null],
  ])('%s', (arrow, to) => expect(moved({ rack: 1, slot: 1 }, arrow, tank)).toEqual(to));
  it('stops at the far corner', () => {
    expect(moved({ rack: 3, slot: 20 }, 'ArrowRight', tank)).toEqual({ rack: 3, slot: 20 });
    expect(moved({ rack: 3, slot: 20 }, 'ArrowDown', tank)).toEqual({ rack: 3, slot: 20 });
  });
});
