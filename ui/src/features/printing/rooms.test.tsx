import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { RoomRow } from '@/api';
import { renderAt } from '@/test/working';

const room = (code: string, over: Partial<RoomRow> = {}): RoomRow => ({
  room: code, code, zh: code, en: code, site: 'site', site_code: 'LAB', grade: 'b', points: [], retired: false, retired_reason: '', last_ms: null, verdict: null, open_plates: 0, waiting: 0, ...over,
});

it('offers the rooms of this site alone', async () => {
  renderAt('/printing/codes', {
    'printer.list': () => ({ printers: [] }),
    'environment.list': () => ({ rooms: [room('R-1'), room('R-2', { site: 'other', site_code: 'HOSP' }), room('R-3', { retired: true })] }) as never,
  }, ['view', 'print_label']);
  fireEvent.click(await screen.findByTestId('codes-room'));
  await screen.findByTestId('code-room-R-1');
  expect([screen.queryByTestId('code-room-R-2'), screen.queryByTestId('code-room-R-3')]).toEqual([null, null]);
});
