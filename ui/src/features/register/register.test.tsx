import { describe, expect, it } from 'vitest';
import { EQUIPMENT_LOOK, idOf, LOT_LOOK, placeOf } from './look';
import en from './locales/en.json';
import zh from './locales/zh-CN.json';

describe('the address of a device or a lot', () => {
  it.each([
    [null, 'equipment', null],
    ['materials', 'materials', null],
    ['equipment~EQ-001', 'equipment', 'EQ-001'],
    ['materials~=-A~B', 'materials', '=-A~B'],
    ['of~tomorrow', 'equipment', 'tomorrow'],
  ])('%s', (id, tab, code) => expect(placeOf(id)).toEqual({ tab, code }));
  it('is read back as it was written', () => {
    const place = { tab: 'materials', code: '&lLOT~1' } as const;
    expect(placeOf(idOf(place))).toEqual(place);
  });
});

it.each([['zh-CN', zh], ['en', en]])('every state has a word in %s', (_, texts) => {
  expect(Object.keys(texts.equipment_standing)).toEqual(Object.keys(EQUIPMENT_LOOK));
  expect(Object.keys(texts.lot_standing)).toEqual(Object.keys(LOT_LOOK));
});
