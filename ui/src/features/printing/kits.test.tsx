import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Commands, KitOverview, KitPrintView } from '@/api';
import { renderAt } from '@/test/working';

const find = (id: string) => screen.findByTestId(id);
const ORDER: KitPrintView = {
  first: 'A999926000010', last: 'A999926000014', count: 5, used: 0, spoiled: 0, open: 5, site_code: 'HOSP', station_name: 'lab-1', at_ms: 1, called_off: true,
};
const GOOD: KitPrintView = { ...ORDER, first: 'A999926000001', last: 'A999926000009', count: 9, open: 9, called_off: false };
const OVERVIEW: KitOverview = { labels: 6, remaining: 80, most: 80, monthly: 14, lasts_days: 171, prints: [ORDER, GOOD], spoiled: [] };

describe('label sets', () => {
  it('of an order that was called off are spoiled in one act, for a reason', async () => {
    const spoilt: Commands['kit.spoil_order']['request'][] = [];
    let overview = OVERVIEW;
    renderAt('/printing/kits', {
      'kit.overview': () => overview,
      'kit.spoil_order': (request) => {
        spoilt.push(request);
        return (overview = { ...OVERVIEW, prints: [{ ...ORDER, spoiled: 5, open: 0 }, GOOD] });
      },
    }, ['view', 'print_label']);
    expect((await find(`kit-called_off-${ORDER.first}`)).textContent).toContain('cancelled');
    expect(screen.queryByTestId(`kit-called_off-${GOOD.first}`)).toBeNull();
    fireEvent.click(await find(`kit-spoil_order-${ORDER.first}`));
    expect((await find('submit-kit-spoil_order') as HTMLButtonElement).disabled, 'no reason yet').toBe(true);
    fireEvent.change(await find('field-reason'), { target: { value: 'printer broken' } });
    fireEvent.click(await find('submit-kit-spoil_order'));
    await waitFor(() => expect(spoilt).toEqual([{ first: ORDER.first, reason: 'printer broken' }]));
    await waitFor(() => expect(screen.queryByTestId(`kit-spoil_order-${ORDER.first}`), 'nothing is left to spoil').toBeNull());
  });
});
