/** The whole program with somebody signed in, opened at a path; what it asks is answered from a table. */
import type { Permission, SessionState } from '@/api';
import * as session from '@/features/session';
import * as setup from '@/features/setup';
import type { Answers } from '@/platform/memory';
import { App } from '@/routes/App';
import { FEATURES } from '@/routes/features';
import { addLocales, setLocale } from '@/shared';
import { renderWith } from './render';

for (const [name, { locales }] of Object.entries({ ...FEATURES, setup, session })) addLocales(name, locales);

const EVERYTHING: Permission[] = ['view', 'store', 'review', 'reject', 'release', 'resolve', 'view_personal'];

export function renderAt(path: string, answers: Answers, permissions = EVERYTHING, over: Partial<SessionState> = {}) {
  window.location.hash = `#${path}`;
  setLocale('en');
  const now: SessionState = {
    locale: 'en',
    operator: { person: 'p', login: 'chen', name: '陈静', roles: ['quality'], permissions },
    bank: {
      name_zh: '江南库', name_en: 'Jiangnan Bank', purpose: 'demo', scheme: 'local', facility: 'L0001', station_name: 'S1', site: 'site',
      site_name_zh: '实验室', site_name_en: 'Lab', site_kind: 'laboratory',
    },
    locked: false, signature_wants_login: false, must_change_password: false, since_ms: null, previous_sign_in_ms: null, idle_minutes: 10, scanner: { prefix: '', suffix: '', pairs: false }, demo_accounts: [],
    ...over,
  };
  return renderWith(
    {
      'setup.state': () => ({ phase: 'ready', locale: 'en', version: '1', remembered: false }),
      'session.state': () => now,
      'sync.status': () => ({
        state: 'not_connected', centre_url: null, waiting: 0, waiting_since_ms: null, waiting_age: 'young', last_sync_ms: null, clock_offset_ms: null, problem: null,
        last_backup_ms: null, backup_overdue: false, restored: false, centre_behind_ms: null, storage: null, checked_ms: null, taking_in: null, to_read: 0,
      }),
      ...answers,
    },
    <App />,
  );
}
