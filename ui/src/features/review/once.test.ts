import { expect, it } from 'vitest';
import type { ReviewRow } from '@/api';
import { unitRow } from '@/test/units';
import { eachOnce } from './once';

const row = (donation: string, blockers: number): ReviewRow => ({ unit: unitRow({ donation }), blockers, warnings: 0, reviewed: false, waiting_since_ms: 1, problem: null });

it('lists a unit once that moved behind the row a page ended with, as it is now', () => {
  const pages = [row('a', 0), row('moved', 0), row('b', 0), row('moved', 1), row('c', 1)];
  expect(eachOnce(pages)).toEqual([row('a', 0), row('b', 0), row('moved', 1), row('c', 1)]);
});
