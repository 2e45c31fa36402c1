import { describe, expect, it } from 'vitest';
import { idOf, placeOf } from './place';
import { emptyJourney, slotFor, toReceive, type Scan } from './receiving';

const scan = (text: string): Scan => ({ text, value: 'A999926123456', kind: 'bag' });
const journey = { temperature_min_c: ' 8 ', temperature_max_c: '19.5' };

describe('receiving', () => {
  it.each([
    ['no bag', { bag: null, companion: scan('f') }, 'yes'],
    ['no companion', { bag: scan('b'), companion: null }, 'yes'],
    ['no look at seal and bag', { bag: scan('b'), companion: scan('f') }, null],
  ] as const)('asks nothing with %s', (_, scans, intact) => expect(toReceive('s', scans, journey, intact)).toBeNull());

  it('sends scans as read and temperatures as typed', () => {
    expect(toReceive('s', { bag: scan('b'), companion: scan('f') }, journey, 'no')).toEqual({
      shipment: 's', bag_scan: 'b', companion_scan: 'f', temperature_min_c: '8', temperature_max_c: '19.5', intact: false,
    });
  });

  it('leaves an empty temperature to the program', () => {
    expect(toReceive('s', { bag: scan('b'), companion: scan('f') }, emptyJourney, 'yes')?.temperature_min_c).toBe('');
  });
});

describe('slots', () => {
  const bag = scan('b');
  it.each([
    ['bag', null, 'bag'], ['form', null, 'companion'], ['tube', bag, 'companion'], ['bag', bag, 'bag'],
    ['donation', null, 'bag'], ['donation', bag, 'companion'],
  ] as const)('%s', (kind, held, slot) => expect(slotFor(kind, { bag: held, companion: null })).toBe(slot));
});

describe('place', () => {
  it.each([['box', null], ['box', 'unit']])('%s %s survives the address', (shipment, donation) =>
    expect(placeOf(idOf({ shipment, donation }))).toEqual({ shipment, donation }));
});
