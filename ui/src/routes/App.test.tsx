import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { SessionState, SetupPhase, SyncStatus } from '@/api';
import * as session from '@/features/session';
import * as setup from '@/features/setup';
import type { Answers } from '@/platform/memory';
import { addLocales } from '@/shared';
import { renderWith } from '@/test/render';
import { App } from './App';
import { FEATURES } from './features';

for (const [name, { locales }] of Object.entries({ ...FEATURES, setup, session })) addLocales(name, locales);

const BANK = {
  name_zh: '江南库', name_en: 'Jiangnan Bank', purpose: 'demo', scheme: 'local', facility: 'L0001', station_name: 'S1',
  site: 'site', site_name_zh: '实验室', site_name_en: 'Lab', site_kind: 'laboratory',
} as const;
const SYNC: SyncStatus = {
  state: 'not_connected', centre_url: null, waiting: 0, waiting_since_ms: null, waiting_age: 'young', last_sync_ms: null, clock_offset_ms: null,
  problem: null, last_backup_ms: null, backup_overdue: false, restored: false, centre_behind_ms: null, storage: null, checked_ms: null, taking_in: null, to_read: 0,
};

/** A program in three variables. */
function program(phase: SetupPhase, remembered = false): Answers {
  const at = { phase };
  const now: SessionState = { locale: 'zh-CN', operator: null, bank: BANK, locked: false, signature_wants_login: false, must_change_password: false, since_ms: null, previous_sign_in_ms: null, idle_minutes: 10, scanner: { prefix: '', suffix: '', pairs: false }, demo_accounts: [{ login: 'nurse', password: 'p', roles: ['nurse'] }] };
  const state = () => ({ phase: at.phase, locale: now.locale, version: '1', remembered: remembered && at.phase === 'locked' });
  return {
    'setup.state': state,
    'keys.keyring': () => ({ used: remembered, reachable: true, problem: null }),
    'setup.open_demo': () => {
      at.phase = 'ready';
      return { state: state(), accounts: now.demo_accounts };
    },
    'setup.create_bank': () => {
      at.phase = 'ready';
      return { recovery_key: 'AAAA-BBBB', state: state() };
    },
    'setup.generations': ({ folder }) => ({
      folder: folder || '/data/backups',
      generations: folder === '' ? [] : [{ name: 'g1', at_ms: 1, kib: 2048, seq: 7, own: false, check: null }],
    }),
    'setup.restore': ({ passphrase }) => {
      if (passphrase !== 'right') throw { code: 'store.wrong_passphrase', params: {}, field: 'passphrase', severity: 'refusal' };
      at.phase = 'ready';
      return state();
    },
    'setup.start_over': () => {
      at.phase = 'new';
      return state();
    },
    'setup.check_recovery': ({ recovery_key }) => {
      if (recovery_key !== 'aaaa bbbb') throw { code: 'setup.recovery_wrong', params: {}, field: 'recovery_key', severity: 'refusal' };
      return {};
    },
    'setup.recover': ({ recovery_key, passphrase }) => {
      if (recovery_key !== 'AAAA-BBBB') throw { code: 'setup.recovery_wrong', params: {}, field: 'recovery_key', severity: 'refusal' };
      at.phase = passphrase === 'a new one' ? 'ready' : 'locked';
      return state();
    },
    'setup.unlock': ({ passphrase }) => {
      if (passphrase !== 'right') throw { code: 'unlock.wrong', params: {}, field: 'passphrase', severity: 'refusal' };
      at.phase = 'ready';
      return state();
    },
    'setup.unlock_keyring': () => {
      if (remembered) throw { code: 'keyring.missing', params: { item: 'i' }, field: 'remember', severity: 'refusal' };
      throw { code: 'keyring.unused', params: {}, field: null, severity: 'refusal' };
    },
    'session.state': () => ({ ...now }),
    'session.sign_in': ({ login }) => {
      const nurse = login === 'nurse';
      now.operator = nurse
        ? { person: 'p', login, name: '王丽', roles: ['nurse'], permissions: ['view', 'collect', 'ship'] }
        : { person: 'q', login, name: '孙伟', roles: ['storage'], permissions: ['view', 'store'] };
      return { ...now };
    },
    'session.sign_out': () => {
      now.operator = null;
      return { ...now };
    },
    'settings.set_locale': ({ locale }) => {
      now.locale = locale;
      return { ...now };
    },
    'sync.status': () => SYNC,
  };
}

const find = (id: string) => screen.findByTestId(id);

describe('App', () => {
  it('leads from nothing through the demo to work and back', async () => {
    renderWith(program('new'), <App />);
    fireEvent.click(await find('setup-demo'));
    fireEvent.click(await find('demo-account-nurse'));
    expect((await find('operator-name')).textContent).toBe('王丽');
    expect(screen.queryByTestId('nav-collection')).not.toBeNull();
    expect(screen.queryByTestId('nav-admin')).toBeNull();
    fireEvent.click(await find('language-en'));
    await waitFor(() => expect(screen.getByTestId('nav-collection').textContent).toContain('Collection'));
    fireEvent.click(await find('language-zh-CN'));
    await waitFor(() => expect(screen.getByTestId('nav-collection').textContent).toContain('采集'));
    fireEvent.click(await find('nav-shipment'));
    await waitFor(() => expect(location.hash).toBe('#/shipment'));
    fireEvent.click(await find('sign-out'));

    fireEvent.change(await find('sign-in-login'), { target: { value: 'storage' } });
    fireEvent.change(await find('sign-in-password'), { target: { value: 'p' } });
    fireEvent.click(await find('sign-in-submit'));
    await waitFor(() => expect(screen.getByTestId('operator-name').textContent).toBe('孙伟'));
    await waitFor(() => expect(location.hash).toBe('#/storage'));
  });

  it('shows a wrong passphrase at its field and opens with the right one', async () => {
    renderWith(program('locked'), <App />);
    const field = await find('field-passphrase');
    fireEvent.change(field, { target: { value: 'wrong' } });
    fireEvent.click(await find('submit-setup-unlock'));
    expect((await find('problem')).dataset.code).toBe('unlock.wrong');
    fireEvent.change(field, { target: { value: 'right' } });
    fireEvent.click(await find('submit-setup-unlock'));
    await find('sign-in-login');
  });

  it('asks the keyring at once and says what it lacks, while the passphrase opens as ever', async () => {
    const { platform } = renderWith(program('locked', true), <App />);
    expect((await find('problem')).dataset.code).toBe('keyring.missing');
    expect(platform.asked.filter(({ command }) => command === 'setup.unlock_keyring').length).toBe(1);
    const remember = (await find('field-remember')) as HTMLInputElement;
    await waitFor(() => expect(remember.disabled).toBe(false));
    fireEvent.click(remember);
    fireEvent.change(await find('field-passphrase'), { target: { value: 'right' } });
    fireEvent.click(await find('submit-setup-unlock'));
    await find('sign-in-login');
    const asked = platform.asked.find(({ command }) => command === 'setup.unlock');
    expect(asked?.args).toEqual({ passphrase: 'right', remember: true });
  });

  it('opens with the recovery key and a new passphrase where the old one is lost', async () => {
    renderWith(program('locked'), <App />);
    fireEvent.click(await find('unlock-lost'));
    const fill = async (name: string, value: string) => fireEvent.change(await find(`field-${name}`), { target: { value } });
    await fill('recovery_key', 'AAAA-BBBC');
    await fill('passphrase', 'a new one');
    expect((await find('submit-setup-recover')).hasAttribute('disabled')).toBe(true);
    await fill('passphrase_again', 'a new one');
    fireEvent.click(await find('submit-setup-recover'));
    expect((await find('problem')).dataset.code).toBe('setup.recovery_wrong');
    await fill('recovery_key', 'AAAA-BBBB');
    fireEvent.click(await find('submit-setup-recover'));
    await find('sign-in-login');
  });

  it('lets nobody sign in before all of the bank is here', async () => {
    const answers = program('taking_in');
    let sync: SyncStatus = { ...SYNC, state: 'syncing', taking_in: { step: 'reading', done: 300, all: null } };
    const { platform } = renderWith({ ...answers, 'sync.status': () => sync, 'sync.now': () => sync }, <App />);
    expect((await find('taking-in')).textContent).toContain('已有 300 条');
    sync = { ...sync, taking_in: { step: 'reading', done: 500, all: 2000 } };
    platform.emit({ type: 'invalidate', tags: ['sync'] });
    await waitFor(() => expect(screen.getByTestId('taking-in').textContent).toContain('500 / 2,000'));
    expect(screen.queryByTestId('sign-in-login')).toBeNull();
    expect(screen.queryByTestId('taking-in-now')).toBeNull();

    sync = { ...sync, problem: { code: 'sync.unreachable', params: { detail: 'x' }, field: null, severity: 'refusal' } };
    platform.emit({ type: 'invalidate', tags: ['sync'] });
    fireEvent.click(await find('taking-in-now'));
    await waitFor(() => expect(platform.asked.some(({ command }) => command === 'sync.now')).toBe(true));

    sync = { ...SYNC, state: 'syncing', taking_in: { step: 'folding', done: 7, all: 9 } };
    platform.emit({ type: 'invalidate', tags: ['sync'] });
    await waitFor(() => expect(screen.getByTestId('taking-in').dataset.step).toBe('folding'));
    expect(screen.getByTestId('taking-in').textContent).toContain('7 / 9');
  });

  it('lets a first read that cannot end be brought by a file, or be given up', async () => {
    const sync: SyncStatus = { ...SYNC, state: 'refused', taking_in: { step: 'reading', done: 300, all: null } };
    renderWith({ ...program('taking_in'), 'sync.status': () => sync }, <App />);
    fireEvent.click(await find('taking-in-file'));
    await find('submit-sync-read_file');
    fireEvent.click(await find('setup-back'));
    fireEvent.click(await find('taking-in-start-over'));
    fireEvent.click(await find('submit-setup-start_over'));
    await find('setup-join');
  });

  it('says at the foot of every screen how many entries are still to be read', async () => {
    let sync: SyncStatus = { ...SYNC, state: 'syncing', to_read: 1234 };
    const { platform } = renderWith({ ...program('ready'), 'sync.status': () => sync }, <App />);
    fireEvent.change(await find('sign-in-login'), { target: { value: 'storage' } });
    fireEvent.change(await find('sign-in-password'), { target: { value: 'p' } });
    fireEvent.click(await find('sign-in-submit'));
    expect((await find('footer-to-read')).textContent).toContain('1,234');
    sync = { ...sync, to_read: 0 };
    platform.emit({ type: 'invalidate', tags: ['sync'] });
    await waitFor(() => expect(screen.queryByTestId('footer-to-read')).toBeNull());
  });

  it('starts from a backup in the folder that is typed', async () => {
    const { platform } = renderWith(program('new'), <App />);
    fireEvent.click(await find('setup-restore'));
    fireEvent.change(await find('field-folder'), { target: { value: '/disk ' } });
    fireEvent.click(await find('restore-look'));
    const passphrase = await find('field-passphrase');
    fireEvent.change(passphrase, { target: { value: 'wrong' } });
    fireEvent.click(await find('submit-setup-restore'));
    expect((await find('problem')).dataset.code).toBe('store.wrong_passphrase');
    fireEvent.change(passphrase, { target: { value: 'right' } });
    fireEvent.click(await find('submit-setup-restore'));
    await find('sign-in-login');
    const asked = platform.asked.filter(({ command }) => command === 'setup.restore');
    expect(asked[1]?.args).toEqual({ folder: '/disk', generation: 'g1', passphrase: 'right', station_name: '' });
  });

  it('hides the recovery key and goes on only once it is typed back', async () => {
    const { platform } = renderWith(program('new'), <App />);
    fireEvent.click(await find('setup-create'));
    const steps: Record<string, string>[] = [
      { name_zh: '库', name_en: 'Bank' },
      { facility: 'l0001' },
      { 'site.name_zh': '一', 'site.name_en': 'One', 'site.code': 'lab1', station_name: 'S1' },
      { 'administrator.name': '郑', 'administrator.login': 'admin', 'administrator.password': 'password', password_again: 'password' },
      { passphrase: 'secret-1', passphrase_again: 'secret-1' },
    ];
    for (const [index, step] of steps.entries()) {
      for (const [name, value] of Object.entries(step)) {
        fireEvent.change(await find(`field-${name}`), { target: { value } });
      }
      fireEvent.click(await find(index < 4 ? 'setup-next' : 'submit-setup-create_bank'));
    }
    expect((await find('recovery-key')).textContent).toBe('AAAABBBB');
    const asked = platform.asked.find(({ command }) => command === 'setup.create_bank');
    expect(asked?.args).toMatchObject({ facility: 'L0001', scheme: 'local', site: { code: 'LAB1', kind: 'laboratory' }, administrator: { roles: ['administrator'] } });
    fireEvent.click(await find('recovery-written'));
    const typed = await find('field-recovery_key');
    expect(document.body.textContent).not.toContain('BBBB');
    expect((await find('submit-setup-check_recovery')).hasAttribute('disabled')).toBe(true);
    fireEvent.change(typed, { target: { value: 'aaaa bbb8' } });
    fireEvent.click(await find('submit-setup-check_recovery'));
    expect((await find('problem')).dataset.code).toBe('setup.recovery_wrong');
    fireEvent.change(typed, { target: { value: 'aaaa bbbb' } });
    fireEvent.click(await find('submit-setup-check_recovery'));
    await find('sign-in-login');
  });
});
