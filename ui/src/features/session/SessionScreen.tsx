/** Signing in: name and password; in a demo bank its accounts stand beside as buttons. */
import { IconChevronRight, IconFlask2 } from '@tabler/icons-react';
import { useAct, type DemoAccount, type SessionState } from '@/api';
import { Front, Panel, pick, useTexts, useWord } from '@/shared';
import classes from './SessionScreen.module.css';
import { SignInForm } from './SignInForm';
import { Timers } from './Timers';

export function SessionScreen({ state }: { state: SessionState }) {
  const t = useTexts('session');
  const signIn = useAct('session.sign_in');
  const { bank, demo_accounts: accounts } = state;
  return (
    <Front wide={accounts.length > 0}>
      <div className={accounts.length > 0 ? classes.two : undefined}>
        <Panel>
          <h1 className={classes.bank}>{bank ? pick({ zh: bank.name_zh, en: bank.name_en }) : t('title')}</h1>
          {bank ? (
            <p className={classes.station}>
              {t('station', { station: bank.station_name, site: pick({ zh: bank.site_name_zh, en: bank.site_name_en }) })}
            </p>
          ) : null}
          <SignInForm submit={t('submit')} />
          {bank ? <Timers /> : null}
        </Panel>
        {accounts.length > 0 ? <DemoAccounts accounts={accounts} busy={signIn.isPending} onChoose={signIn.mutate} /> : null}
      </div>
    </Front>
  );
}

interface DemoProps {
  accounts: DemoAccount[];
  busy: boolean;
  onChoose: (account: { login: string; password: string }) => void;
}

function DemoAccounts({ accounts, busy, onChoose }: DemoProps) {
  const t = useTexts('session');
  const word = useWord();
  return (
    <section className={classes.demo}>
      <h2 className={classes.demoTitle}><IconFlask2 size={22} aria-hidden /> {t('demo')}</h2>
      <p className={classes.station}>{t('demo_hint')}</p>
      <div className={classes.accounts}>
        {accounts.map(({ login, password, roles }) => (
          <button
            key={login}
            type="button"
            className={classes.account}
            disabled={busy}
            onClick={() => onChoose({ login, password })}
            data-testid={`demo-account-${login}`}
          >
            <span>
              <strong>{roles.map((role) => word('Role', role)).join(' · ')}</strong>
              <code>{login}</code>
            </span>
            <IconChevronRight size={20} aria-hidden />
          </button>
        ))}
      </div>
    </section>
  );
}
