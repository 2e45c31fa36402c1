import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ProposedPosition, ScanMeaning, StoreUnit, TankReadings, TankRow } from '@/api';
import type { Answers } from '@/platform/memory';
import { wrongKind } from '@/shared';
import { DIN, DONATION, unitRow } from '@/test/units';
import { renderAt } from '@/test/working';

const TANK: TankRow = { tank: 'a'.repeat(32), site_code: 'LAB', room: 'LN2-1', code: 'T01', purpose: 'permanent', racks: 3, slots: 10, occupied: 2 };
const BAG = `=${DIN}00`;
const FREE = 'T01-R01-S003';
const TAKEN = 'T01-R01-S002';
const positions: Record<string, string> = { '&pFREE': FREE, '&pTAKEN': TAKEN };

/** A tank in which the second position is taken; the unit is where `position` says. */
function program(position: string | null): { answers: Answers; stored: StoreUnit[] } {
  const stored: StoreUnit[] = [];
  const meaning = (kind: ScanMeaning['kind'], value: string): ScanMeaning => ({ kind, value, unit: null, shipment: null, person: null, part: null, run: null, room: null, warning: null });
  const answers: Answers = {
    'storage.tanks': () => ({ tanks: [TANK] }),
    'storage.grid': () => ({
      tank: TANK,
      occupied: [
        { rack: 1, slot: 1, donation: 'x', din: 'A999926000099', contested: true },
        { rack: 1, slot: 2, donation: 'y', din: 'A999926000077', contested: false },
      ],
    }),
    'storage.propose': () => ({ tank: TANK.tank, tank_code: 'T01', room: 'LN2-1', rack: 1, slot: 3, code: FREE, scan_text: '&pFREE', unsuited: null, needs_second: false }),
    'scan.read': ({ text, wanted }) => {
      if (text === BAG) return { ...meaning('bag', DIN), unit: unitRow({ position, status: position ? 'stored' : 'processing' }) };
      if (positions[text]) return meaning('position', positions[text]);
      if (wanted && !wanted.kinds.includes('equipment')) throw wrongKind({ wanted: wanted.kinds, got: 'equipment' });
      return meaning('equipment', text);
    },
    'storage.store': (request) => {
      if (request.position_scan === '&pTAKEN') {
        throw { code: 'storage.position_taken', params: { position: TAKEN, din: 'A999926000077' }, field: 'position_scan', severity: 'refusal' };
      }
      stored.push(request);
      return { donation: DONATION, din: DIN, status: 'stored' };
    },
  };
  return { answers, stored };
}

const find = (id: string) => screen.findByTestId(id);
const enter = (field: HTMLElement, value: string) => {
  fireEvent.change(field, { target: { value } });
  const form = field.closest('form');
  if (form) fireEvent.submit(form);
};

describe('storage', () => {
  it('stores with both scans as they were read', async () => {
    const { answers, stored } = program(null);
    renderAt('/storage', answers);
    enter(await find('field-bag_scan'), BAG);
    expect((await find('storage-proposal')).getAttribute('data-code')).toBe(FREE);
    enter(await find('field-position_scan'), '&pFREE');
    expect((await find('storage-stored')).textContent).toContain(FREE);
    expect(stored).toEqual([{ bag_scan: BAG, position_scan: '&pFREE', move_reason: null, second_login: null, second_password: null }]);
    await find('field-bag_scan');
  });

  it('shows where a unit is, and moves it with a reason', async () => {
    const { answers, stored } = program('T01-R03-S009');
    const read = answers['scan.read'];
    let scans = 0;
    renderAt('/storage', { ...answers, 'scan.read': (request) => { scans += 1; return read?.(request) as ScanMeaning; } });
    enter(await find('field-bag_scan'), BAG);
    expect((await find('storage-where')).textContent).toContain('T01-R03-S009');
    fireEvent.change(await find('field-move_reason'), { target: { value: 'rack is repaired' } });
    enter(await find('field-position_scan'), BAG);
    await waitFor(() => expect(scans).toBe(2));
    enter(await find('field-position_scan'), '&pFREE');
    await find('storage-stored');
    expect(stored[0]?.move_reason).toBe('rack is repaired');
  });

  it('asks for the second person where the procedure does, and forgets the password with the bag', async () => {
    const { answers, stored } = program(null);
    const propose = answers['storage.propose'];
    const forTwo: Answers = { ...answers, 'storage.propose': (request) => ({ ...(propose?.(request) as ProposedPosition), needs_second: true }) };
    renderAt('/storage', forTwo);
    enter(await find('field-bag_scan'), BAG);
    fireEvent.change(await find('field-second_login'), { target: { value: 'lab2' } });
    fireEvent.change(await find('field-second_password'), { target: { value: 'secret' } });
    enter(await find('field-position_scan'), '&pFREE');
    await find('storage-stored');
    expect(stored[0]).toMatchObject({ second_login: 'lab2', second_password: 'secret' });
    enter(await find('field-bag_scan'), BAG);
    expect((await find('field-second_password') as HTMLInputElement).value).toBe('');
  });

  it('keeps the bag in hand when a position is refused, and says who is there', async () => {
    const { answers, stored } = program(null);
    renderAt('/storage', answers);
    enter(await find('field-bag_scan'), BAG);
    enter(await find('field-position_scan'), '&pTAKEN');
    await waitFor(() => expect(screen.getAllByTestId('problem')[0]?.getAttribute('data-code')).toBe('storage.position_taken'));
    expect(stored).toEqual([]);
    expect((await find('storage-unit')).textContent).toContain('000028');
  });

  it('tells who is in a scanned position', async () => {
    renderAt('/storage', program(null).answers);
    enter(await find('field-bag_scan'), '&pTAKEN');
    expect((await find('storage-position')).textContent).toBe(TAKEN);
    await find('row-A999926000077');
  });

  it('refuses what is neither bag nor position', async () => {
    renderAt('/storage', program(null).answers);
    enter(await find('field-bag_scan'), 'EQ-1');
    await waitFor(() => expect(screen.getByTestId('problem').getAttribute('data-code')).toBe('scan.wrong_kind'));
  });

  it('shows a tank with what is contested', async () => {
    renderAt(`/storage/${TANK.tank}`, program(null).answers);
    await find('storage-grid');
    expect((await find('storage-active')).textContent).toContain('T01-R01-S001');
    expect((await find('storage-active')).textContent).toContain('Contested');
    fireEvent.keyDown(await find('storage-grid'), { key: 'ArrowRight' });
    expect((await find('storage-active')).textContent).toContain(TAKEN);
  });

  it('wants to know what was done about a reading outside the limit, and signs the review of what it shows', async () => {
    const { answers } = program(null);
    const reading = { read_ms: 1, entered_ms: 1, temperature_c: '-149.9', level_percent: null, verdict: 'fail' as const, limit: 'l', action: 'filled', by: '陈', reviewed_by: null, reviewed_ms: null, note: null };
    const view = { tank: TANK, limit: '≤ -150 °C', source: 's', due_ms: null, due: true, digest: 'd', unreviewed: 0, readings: [] as TankReadings['readings'] };
    const asked: unknown[] = [];
    answers['storage.readings'] = () => ({ ...view });
    answers['storage.read_tank'] = (request) => {
      if (request.action === '') throw { code: 'storage.reading_action', params: { value: '-149.9 °C', limit: '≤ -150 °C' }, field: 'action', severity: 'refusal' };
      asked.push(request);
      view.readings = [reading];
      view.unreviewed = 1;
      return { ...view };
    };
    answers['storage.review_readings'] = (request) => {
      asked.push(request);
      view.unreviewed = 0;
      return { ...view };
    };
    renderAt(`/storage/${TANK.tank}`, answers);
    fireEvent.change(await find('field-temperature_c'), { target: { value: '-149.9' } });
    expect(screen.queryByTestId('field-action')).toBeNull();
    fireEvent.click(await find('submit-storage-read_tank'));
    fireEvent.change(await find('field-action'), { target: { value: 'filled' } });
    fireEvent.click(await find('submit-storage-read_tank'));
    await waitFor(() => expect(asked).toEqual([{ tank: TANK.tank, temperature_c: '-149.9', level_percent: '', read_ms: null, action: 'filled' }]));
    fireEvent.click(await find('storage-review'));
    fireEvent.change(await find('field-password'), { target: { value: 'p' } });
    fireEvent.click(await find('signature-submit'));
    await waitFor(() => expect(asked[1]).toEqual({ tank: TANK.tank, digest: 'd', note: '', login: null, password: 'p' }));
  });
});
