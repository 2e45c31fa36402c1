/** Bank, scan field, operator, language. */
import { Button } from '@mantine/core';
import { IconFlask2, IconLogout } from '@tabler/icons-react';
import { useAct } from '@/api';
import { pick, useSession, useTexts } from '@/shared';
import { ReportButton } from '@/features/deviations';
import { LanguageSwitch } from '@/shared/session/LanguageSwitch';
import classes from './Header.module.css';
import { OperatorMenu } from './OperatorMenu';
import { ScanField } from './ScanField';

export function Header() {
  const t = useTexts();
  const { bank } = useSession();
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
      <ReportButton className={classes.signOut} wordClass={classes.word} />
      <OperatorMenu />
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
