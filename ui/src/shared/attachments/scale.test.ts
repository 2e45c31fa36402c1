import { describe, expect, it } from 'vitest';
import { fitted } from './scale';

describe('a photo', () => {
  it.each([
    [4000, 3000, [1600, 1200]],
    [3000, 4000, [1200, 1600]],
    [800, 600, [800, 600]],
    [16_000, 2, [1600, 1]],
  ])('of %i × %i fits', (width, height, expected) => expect(fitted(width, height, 1600)).toEqual(expected));
});
