import { describe, expect, it } from 'vitest';
import type { CollectionView } from '@/api';
import { WEIGH } from '@/test/units';
import { changedCollection, changedScans, changedStep, collectionDraft, stepDraft } from './correction';

const collection: CollectionView = {
  din: 'A999926000028', check_character: 'K', infant_sex: 'female', birth_weight_g: 3300, gestation_weeks: 39, gestation_days: 2, delivery_mode: 'vaginal',
  started_ms: 1_780_000_012_345, ended_ms: 1_780_000_612_345, volume_ml: '98.5', gross_weight_g: null, bag_lot: 'L', collector: '李', corrected: [],
};

describe('a correction', () => {
  it('sends nothing that was not changed', () => {
    const before = collectionDraft(collection);
    const { reason, ...rest } = changedCollection(before, { ...before, reason: 'typo' });
    expect(reason).toBe('typo');
    expect(Object.values(rest).every((value) => value === null)).toBe(true);
  });

  it('sends weeks with days, and what was emptied as empty', () => {
    const before = collectionDraft(collection);
    expect(changedCollection(before, { ...before, gestation_days: '3', volume_ml: '' })).toMatchObject({ gestation_weeks: '39', gestation_days: '3', volume_ml: '' });
  });

  it('of a step sends the changed inputs alone', () => {
    const before = stepDraft(WEIGH);
    expect(changedStep(before, before)).toEqual([]);
    expect(changedStep(before, { ...before, gross_weight: '151' })).toEqual([{ code: 'gross_weight', value: '151' }]);
  });

  it('of what was scanned sends what was scanned anew, and nothing of an emptied slot', () => {
    expect(changedScans({ balance: '&eEQ-2', lot: '' })).toEqual([{ code: 'balance', scan: '&eEQ-2' }]);
  });
});
