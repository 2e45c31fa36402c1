import { describe, expect, it } from 'vitest';
import bag from '@assets/labels/bag.json?raw';
import quadrants from '@assets/labels/quadrants.json?raw';
import { changesOf, moved, newElement, KINDS, placeOf, readSheet, withElement, writeSheet, type Sheet } from './sheet';

describe('the text of a template', () => {
  it('is written as ours are, to the letter', () => {
    for (const text of [bag, quadrants]) expect(writeSheet(readSheet(text) as Sheet)).toBe(text);
  });

  it('is none where it does not read as one', () => {
    for (const text of ['', '{', '[]', 'null', '{"elements": 1}', '{"elements": [1]}', '{"elements": [{}]}']) expect(readSheet(text), text).toBeNull();
  });

  it('changes by one line where one element changes', () => {
    const sheet = readSheet(bag) as Sheet;
    const matrix = sheet.elements[5] as Sheet['elements'][0];
    const after = writeSheet(withElement(sheet, 5, moved(matrix, -0.5, 0)));
    expect(changesOf(bag, after)).toEqual([
      { sign: '-', text: '{"kind": "matrix", "area": [77, 9, 20, 20]}' },
      { sign: '+', text: '{"kind": "matrix", "area": [76.5, 9, 20, 20]}' },
    ]);
    expect(changesOf(bag, bag)).toEqual([]);
    expect(changesOf(bag, writeSheet(withElement(sheet, 5, null)))).toEqual([{ sign: '-', text: '{"kind": "matrix", "area": [77, 9, 20, 20]}' }]);
    // Blanks are no change.
    expect(changesOf(bag, JSON.stringify(sheet))).toEqual([]);
  });

  it('moves by hundredths, and the second of a pair with the first', () => {
    expect(moved({ kind: 'pair', area: [0.1, 0.2, 50, 10], split: 25 }, 0.1, 0.2)).toEqual({ kind: 'pair', area: [0.2, 0.4, 50, 10], split: 25.1 });
    expect(moved({ kind: 'rule', area: [0.1, 0.2, 5, 1] }, 0.2, -0.2).area).toEqual([0.3, 0, 5, 1]);
  });

  it('has a beginning for each kind of element', () => {
    for (const kind of KINDS) expect(newElement(kind)).toMatchObject({ kind, area: [2, 2, expect.any(Number), expect.any(Number)] });
  });

  it.each([
    ['elements[3].area', 3, 'area'], ['elements[12].area[2]', 12, 'area'], ['elements[0]', 0, ''], ['elements[4].when.scheme', 4, 'when'],
  ])('places %s', (field, index, part) => {
    expect(placeOf(field)).toEqual({ index, part });
  });

  it.each(['width', 'elements', '', null])('places %s nowhere', (field) => {
    expect(placeOf(field)).toBeNull();
  });
});
