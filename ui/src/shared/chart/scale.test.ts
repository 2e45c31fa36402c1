import { describe, expect, it } from 'vitest';
import { area, linear, path, range, ticks } from './scale';

describe('ticks', () => {
  it.each<[number, number, number, number[]]>([
    [0, 57, 6, [0, 10, 20, 30, 40, 50]],
    [-100, 4.5, 5, [-100, -50, 0]],
    [-8.4, 4.2, 6, [-5, 0]],
    [0, 0.3, 3, [0, 0.1, 0.2, 0.3]],
    [5, 5, 4, [5]],
  ])('from %d to %d', (low, high, wanted, found) => expect(ticks(low, high, wanted)).toEqual(found));
});

it('a line has a gap where a value is missing, and an area comes back below itself', () => {
  const x = linear([0, 10], [0, 100]);
  const y = linear([0, 10], [100, 0]);
  expect(path([[0, 0], [5, 10], [6, null], [10, 5]], x, y)).toBe('M0.0 100.0L50.0 0.0M100.0 50.0');
  expect(area([[0, 1, 2], [10, 3, 4]], x, y)).toBe('M0.0 80.0L100.0 60.0L100.0 70.0L0.0 90.0Z');
  expect(area([], x, y)).toBe('');
});

it('a range has room beside its ends, also where all values are one', () => {
  expect(range([0, 100])).toEqual([-4, 104]);
  expect(range([])).toEqual([0, 1]);
  const [low, high] = range([7]);
  expect(low < 7 && high > 7).toBe(true);
});
