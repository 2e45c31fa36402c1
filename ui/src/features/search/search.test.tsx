import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import type { UnitListQuery } from '@/api';
import { unitRow } from '@/test/units';
import { renderAt } from '@/test/working';

beforeAll(() => {
  // jsdom lays nothing out: give the list a height.
  for (const name of ['offsetHeight', 'clientHeight', 'offsetWidth']) Object.defineProperty(HTMLElement.prototype, name, { configurable: true, value: 600 });
});

const find = (id: string) => screen.findByTestId(id);

describe('search', () => {
  it('narrows by text, state and hold, and says how many there are', async () => {
    const { platform } = renderAt('/search', { 'unit.list': ({ text }) => ({ rows: text === '000028' ? [unitRow()] : [], next: null, total: text === '000028' ? 1 : 1_234_567 }) });
    await waitFor(() => expect(screen.getByTestId('search-total').textContent).toBe('1,234,567 units'));
    fireEvent.change(await find('field-text'), { target: { value: ' 000028' } });
    fireEvent.click(await find('field-statuses-stored'));
    fireEvent.click(await find('field-held_only'));
    fireEvent.click(await find('field-inventory-family'));
    await find('row-A999926000028');
    const last = platform.asked.findLast(({ command }) => command === 'unit.list')?.args as UnitListQuery;
    expect(last).toMatchObject({ text: '000028', statuses: ['stored'], held_only: true, inventory: 'family', after: null });
    fireEvent.click(await find('search-clear'));
    await waitFor(() => expect(screen.getByTestId('search-total').textContent).toBe('1,234,567 units'));
  });

  it('goes from a mother to her donation, asking only when told to', async () => {
    const { platform } = renderAt('/search', {
      'unit.list': () => ({ rows: [], next: null, total: 0 }),
      'donation.find_mother': ({ text }) => ({ rows: text === '王五' ? [unitRow()] : [], partial: true }),
    });
    fireEvent.click(await find('search-mother'));
    fireEvent.change(await find('field-mother'), { target: { value: ' 王五 ' } });
    expect(platform.asked.some(({ command }) => command === 'donation.find_mother')).toBe(false);
    fireEvent.click(await find('submit-donation.find_mother'));
    fireEvent.click(await find('row-A999926000028'));
    await waitFor(() => expect(window.location.hash).toBe(`#/unit/${unitRow().donation}`));
  });

  it('opens the only unit by Enter', async () => {
    renderAt('/search', { 'unit.list': () => ({ rows: [unitRow()], next: null, total: 1 }) });
    await find('row-A999926000028');
    fireEvent.keyDown(await find('field-text'), { key: 'Enter' });
    await waitFor(() => expect(window.location.hash).toBe(`#/unit/${unitRow().donation}`));
  });
});
