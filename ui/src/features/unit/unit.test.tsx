import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { DIN, DONATION, unitRow, unitView } from '@/test/units';
import { renderAt } from '@/test/working';

const find = (id: string) => screen.findByTestId(id);

describe('unit', () => {
  it('opens by number and leads to the next act', async () => {
    const { platform } = renderAt(`/unit/${DIN}`, { 'unit.get': () => unitView(), 'review.get': () => Promise.reject(new Error('later')) });
    fireEvent.click(await find('unit-act-review'));
    await waitFor(() => expect(window.location.hash).toBe(`#/review/${DONATION}`));
    expect(platform.asked.find(({ command }) => command === 'unit.get')?.args).toEqual({ donation: null, din: DIN });
  });

  it('tells its history', async () => {
    renderAt(`/unit/${DONATION}`, {
      'unit.get': () => unitView(),
      'unit.timeline': () => ({
        donation: DONATION, din: DIN,
        events: [{ kind: 'unit.stored', at_ms: 1_780_000_000_000, operator: '周洁', second: '孙强', station: 'LN2', site_code: 'LAB', seq: 12, hash: 'cafe', has_personal: false, doubts: [], changes: [], fields: [{ name: 'position', value: 'T01-R01-S001', replaced: false }] }],
      }),
    });
    fireEvent.click(await find('unit-tab-timeline'));
    const event = await find('timeline-event');
    for (const text of ['Stored', '周洁 + 孙强', 'T01-R01-S001', 'LN2', '#12', 'cafe']) expect(event.textContent).toContain(text);
  });

  it('names a record of a newer program for what it is', async () => {
    renderAt(`/unit/${DONATION}`, {
      'unit.get': () => unitView(),
      'unit.timeline': () => ({
        donation: DONATION, din: DIN,
        events: [{ kind: 'unit.irradiated', at_ms: 1_780_000_000_000, operator: null, second: null, station: 'LN2', site_code: 'LAB', seq: 13, hash: 'beef', has_personal: false, doubts: [], changes: [], fields: [] }],
      }),
    });
    fireEvent.click(await find('unit-tab-timeline'));
    expect((await find('timeline-event')).textContent).toContain('Record unknown to this version (unit.irradiated)');
  });

  it('asks for personal data only when told to', async () => {
    const { platform } = renderAt(`/unit/${DONATION}`, {
      'unit.get': () => unitView({ row: unitRow() }),
      'donation.personal': () => ({ held_here: true, name: '李梅', identity_document: null, phone: null }),
    });
    await find('unit-personal');
    expect(platform.asked.some(({ command }) => command === 'donation.personal')).toBe(false);
    fireEvent.click(await find('unit-personal'));
    await screen.findByText('李梅');
  });
});
