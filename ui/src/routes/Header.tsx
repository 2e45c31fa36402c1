/** Bank, scan field, operator, language. */
import { Button } from '@mantine/core';
import { IconFlask2, IconLogout, IconUser } from '@tabler/icons-react';
import { useAct } from '@/api';
import { pick, useSession, useTexts, useWord } from '@/shared';
import { LanguageSwitch } from '@/shared/session/LanguageSwitch';
import classes from './Header.module.css';
import { ScanField } from './ScanField';

export function Header() {
  const t = useTexts();
  const word = useWord();
  const { operator, bank } = useSession();
  const signOut = useAct('session.sign_out');
  return (
    <header className={classes.header}>
      <div className={classes.bank}>
        <div className={classes.name}>{pick({ zh: bank.name_zh, en: bank.name_en })}</div>
        {bank.purpose === 'demo' ? (
          <div className={classes.demo} data-testid="demo-ribbon">
            <IconFlask2 size={16} aria-hidden /> {t('shell.demo')}
          </div>
        ) : null}
      </div>
      <ScanField />
      <div className={classes.operator}>
        <IconUser size={22} aria-hidden />
        <div>
          <div className={classes.person} data-testid="operator-name">{operator.name}</div>
          <div className={classes.roles}>{operator.roles.map((role) => word('Role', role)).join(' · ')}</div>
        </div>
      </div>
      <Button
        variant="subtle"
        color="gray"
        leftSection={<IconLogout size={20} />}
        onClick={() => signOut.mutate({})}
        aria-label={t('action.sign_out')}
        className={classes.signOut}
        data-testid="sign-out"
      >
        <span className={classes.word}>{t('action.sign_out')}</span>
      </Button>
      <LanguageSwitch />
    </header>
  );
}
