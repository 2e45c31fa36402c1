import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { DIN, DONATION, TNC, unitRow, unitView } from '@/test/units';
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

  it('says above all that there is a record that this station does not know', async () => {
    const hold = { key: '', reason: 'record_unknown', note: 'unit.irradiated 1', by: null, since_ms: 1_790_000_000_000, lifted_ms: null, lifted_by: null, digest: '' };
    renderAt(`/unit/${DONATION}`, { 'unit.get': () => unitView({ holds: [hold, { ...hold, note: 'consent.recorded 99' }] }) });
    const shown = (await screen.findAllByTestId('hold-row')).map((row) => row.textContent);
    expect(shown).toHaveLength(2);
    expect(shown[0]).toContain('A record that this station does not know: update this station');
    expect(shown[0]).toContain('unit.irradiated 1');
    expect(shown[1]).toContain('consent.recorded 99');
  });

  it('shows what was set aside of a test that nobody asked for, and in its history under the name that the instrument gave it', async () => {
    const aside = { value: 'POSITIVE', instrument: 'BACTEC FX', specimen: '27', reason: 'no such bottle', at_ms: 1_780_000_000_000, by: '赵敏 / 孙强' };
    renderAt(`/unit/${DONATION}`, {
      'unit.get': () => unitView({ results: [{ ...TNC, state: null, value: '', standing: 'not_ordered', set_aside: [aside] }] }),
      'unit.timeline': () => ({
        donation: DONATION, din: DIN,
        events: [{ kind: 'result.set_aside', at_ms: 1_780_000_000_000, operator: '赵敏', second: '孙强', station: 'LN2', site_code: 'LAB', seq: 14, hash: 'feed', has_personal: false, doubts: [], changes: [], fields: [{ name: 'test', value: 'X-1', replaced: false }, { name: 'value', value: 'POSITIVE', replaced: false }] }],
      }),
    });
    const shown = await find('set-aside');
    for (const text of ['POSITIVE', 'BACTEC FX · 27', '赵敏 / 孙强', 'no such bottle']) expect(shown.textContent).toContain(text);
    fireEvent.click(await find('unit-tab-timeline'));
    expect((await find('timeline-event')).textContent).toContain('X-1');
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
