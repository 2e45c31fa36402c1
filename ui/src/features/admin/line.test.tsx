import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { CentreLine, SyncStatus } from '@/api';
import { renderAt } from '@/test/working';

const STATUS: SyncStatus = {
  state: 'resting', centre_url: 'https://centre.example', waiting: 3, waiting_since_ms: Date.now() - 8.5 * 86_400_000, waiting_age: 'too_old', last_sync_ms: null,
  clock_offset_ms: null, problem: null, last_backup_ms: null, backup_overdue: false, restored: false, centre_behind_ms: null, storage: null, checked_ms: null,
  taking_in: null, to_read: 0,
};
const bank = { sites: [], stations: [], people: [], tanks: [], norm_profile: '', norm_profile_unconfirmed: 0, sop: '' } as never;
const LINE: CentreLine = { proxy_url: '', ca_pem: '', metered: false, away_hours: 24 };
const find = (id: string) => screen.findByTestId(id);

it('the line to the centre is set, and what waits too long is said on every screen', async () => {
  const asked: CentreLine[] = [];
  renderAt('/admin', {
    'admin.overview': () => bank,
    'sync.status': () => STATUS,
    'sync.line': () => LINE,
    'sync.set_line': (line) => {
      asked.push(line);
      return STATUS;
    },
  }, ['view', 'configure']);
  expect((await find('footer-waiting')).dataset.bad).toBe('true');
  const alarm = (await find('waiting-alarm')).textContent;
  expect(alarm).toContain('3 entries');
  expect(alarm).toContain('8 days');
  fireEvent.click(await find('admin-tab-centre'));
  fireEvent.click(await find('centre-line'));
  fireEvent.change(await find('field-proxy_url'), { target: { value: 'http://proxy.example:3128' } });
  fireEvent.click(await find('field-metered'));
  fireEvent.change(await find('field-away_hours'), { target: { value: '７２' } });
  fireEvent.click(await find('submit-sync-set_line'));
  await waitFor(() => expect(asked).toEqual([{ ...LINE, proxy_url: 'http://proxy.example:3128', metered: true, away_hours: 72 }]));
});
