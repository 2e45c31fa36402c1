import { describe, expect, it } from 'vitest';
import { itemsOf } from './things';

describe('one thing a line', () => {
  it('reads code, name and detail, by either comma', () => {
    expect(itemsOf(' CF-07 , 离心机 07，型号 5910 R \n\nCF-08')).toEqual([
      { code: 'CF-07', name: '离心机 07', detail: '型号 5910 R' },
      { code: 'CF-08', name: '', detail: '' },
    ]);
  });

  it('counts on, with as many digits', () => {
    expect(itemsOf('BOX-0009..BOX-0011').map(({ code }) => code)).toEqual(['BOX-0009', 'BOX-0010', 'BOX-0011']);
  });

  it.each(['A-1..B-3', 'A-3..A-1', 'A-1..A-99999', 'A..B'])('leaves %s for the program to refuse', (text) => {
    expect(itemsOf(text)).toEqual([{ code: text, name: '', detail: '' }]);
  });
});
