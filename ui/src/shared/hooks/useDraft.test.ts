import { describe, expect, it } from 'vitest';
import { recent } from './useDraft';

describe('the steps of a draft', () => {
  it('are as many as there is room for, the latest first', () => {
    expect(recent(['aaaa', 'bb', 'cc'], 4)).toEqual(['bb', 'cc']);
    expect(recent(['aaaa', 'bb', 'cc'], 8)).toEqual(['aaaa', 'bb', 'cc']);
    expect(recent(['aaaa'], 3)).toEqual([]);
    expect(recent(Array.from({ length: 300 }, (_, at) => `${at}`)).length).toBe(200);
  });
});
