/** Who works here; the own password, locking, switching, signing out. */
import { Menu, Modal } from '@mantine/core';
import { IconChevronDown, IconKey, IconLock, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct } from '@/api';
import { ChangePasswordForm } from '@/features/session';
import { formatDateTime, ScanBlock, useHotkeys, useSession, useTexts, useWord } from '@/shared';
import classes from './Header.module.css';

/** Grey enough to be beside the point, dark enough to be read. */
const MENU_STYLES = { label: { color: 'var(--ck-muted)' } };

export function OperatorMenu() {
  const t = useTexts();
  const word = useWord();
  const { operator, state } = useSession();
  const lock = useAct('session.lock');
  const [changing, setChanging] = useState(false);
  useHotkeys({ 'alt+l': () => lock.mutate({}) });
  return (
    <>
      <Menu position="bottom-end" width={300} shadow="md" withInitialFocusPlaceholder={false} styles={MENU_STYLES}>
        <Menu.Target>
          <button type="button" className={classes.operator} data-testid="operator-menu" title={t('shell.account')}>
            <IconUser size={22} aria-hidden />
            <span>
              <span className={classes.person} data-testid="operator-name">{operator.name}</span>
              <span className={classes.roles}>{operator.roles.map((role) => word('Role', role)).join(' · ')}</span>
            </span>
            <IconChevronDown size={18} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {state.since_ms === null ? null : <div>{t('shell.since', { time: formatDateTime(state.since_ms) })}</div>}
            <div>{state.previous_sign_in_ms === null ? t('shell.no_previous') : t('shell.previous', { time: formatDateTime(state.previous_sign_in_ms) })}</div>
            <div>{t('shell.idle', { minutes: state.idle_minutes })}</div>
          </Menu.Label>
          <Menu.Divider />
          <Menu.Item leftSection={<IconLock size={18} />} rightSection={<kbd>Alt+L</kbd>} onClick={() => lock.mutate({})} data-testid="operator-lock">
            {t('shell.lock')}
          </Menu.Item>
          <Menu.Item leftSection={<IconKey size={18} />} onClick={() => setChanging(true)} data-testid="operator-password">{t('shell.password')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={changing} onClose={() => setChanging(false)} title={t('shell.password')} size="md">
        <ScanBlock />
        <ChangePasswordForm onDone={() => setChanging(false)} />
      </Modal>
    </>
  );
}
