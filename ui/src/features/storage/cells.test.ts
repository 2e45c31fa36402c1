import { describe, expect, it } from 'vitest';
import { movedCell } from './cells';

const box = { columns: 3, cells: ['A1', 'A2', 'A3', 'B1', 'B2', 'B3'] };

describe('the cursor of a box', () => {
  it.each([
    ['A1', 'ArrowRight', 'A2'], ['A3', 'ArrowRight', 'A3'], ['B1', 'ArrowLeft', 'B1'], ['A2', 'ArrowDown', 'B2'], ['B2', 'ArrowDown', 'B2'], ['A2', 'ArrowUp', 'A2'],
    ['B2', 'Home', 'B1'], ['B2', 'End', 'B3'], ['B2', 'x', null],
  ])('%s %s leads to %s', (from, key, to) => expect(movedCell(from, key, box)).toBe(to));
});
