import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { BundleSummary, Commands, SyncStatus } from '@/api';
import { renderAt } from '@/test/working';

const STATUS: SyncStatus = {
  state: 'offline', centre_url: 'https://centre.example', waiting: 3, waiting_since_ms: null, waiting_age: 'young', last_sync_ms: null, clock_offset_ms: null, problem: null,
  last_backup_ms: null, backup_overdue: false, restored: false, centre_behind_ms: null, storage: null, checked_ms: null, taking_in: null, to_read: 0,
};
const bank = { sites: [], stations: [], people: [], tanks: [], norm_profile: '', norm_profile_unconfirmed: 0, sop: '' } as never;
const TAKEN: BundleSummary = {
  by: 'attic', at_ms: 1, pages: 2, chains: [{ station: 'attic', first: 2, last: 9 }], feed_entries: 0, acknowledged: null,
  problems: [{ code: 'sync.gap', params: { expected: 2 }, field: null, severity: 'fault' }],
};
const find = (id: string) => screen.findByTestId(id);

it('a file is taken with its passphrase, and what came of it is said', async () => {
  const asked: Commands['sync.read_file']['request'][] = [];
  renderAt('/admin', {
    'admin.overview': () => bank,
    'sync.status': () => STATUS,
    'sync.read_file': (request) => {
      asked.push(request);
      return TAKEN;
    },
  }, ['view', 'configure']);
  fireEvent.click(await find('admin-tab-centre'));
  fireEvent.click(await find('centre-read-file'));
  fireEvent.change(await find('field-path'), { target: { value: ' /media/usb/up.sync ' } });
  fireEvent.change(await find('field-passphrase'), { target: { value: 'two plum blossoms' } });
  fireEvent.click(await find('submit-sync-read_file'));
  await waitFor(() => expect(asked).toEqual([{ path: '/media/usb/up.sync', passphrase: 'two plum blossoms' }]));
  const said = (await find('centre-file-summary')).textContent;
  expect(said).toContain('attic, entries 2 to 9');
  expect(said).toContain('The centre lacks the entries from 2 on');
});
