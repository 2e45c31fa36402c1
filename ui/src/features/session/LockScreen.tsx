/** Over everything while the session is locked: the same person goes on with the password, another one switches in. */
import { Button, Modal } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { call, useAct, type Operator } from '@/api';
import { ActForm, FieldPassword, SubmitButton, useFields, useScan, useTexts } from '@/shared';
import { LanguageSwitch } from '@/shared/session/LanguageSwitch';
import classes from './SessionScreen.module.css';
import { SignInForm } from './SignInForm';
import { Timers } from './Timers';

/** Above every dialog of the work that is kept beneath. */
const ABOVE_ALL = 10_000;

export function LockScreen({ operator }: { operator: Operator }) {
  const t = useTexts('session');
  const [switching, setSwitching] = useState(false);
  const [badge, setBadge] = useState('');
  // No scan reaches the work beneath. A badge names who comes; the password still proves it.
  useScan(async (text) => {
    const { login } = await call('session.read_badge', { text });
    setBadge(login);
    setSwitching(login !== operator.login);
    return true;
  });
  return (
    <Modal opened onClose={() => {}} fullScreen withCloseButton={false} closeOnEscape={false} zIndex={ABOVE_ALL} transitionProps={{ duration: 0 }}>
      <LanguageSwitch />
      <div className={classes.locked} data-testid="lock-screen">
        <div className={classes.who}><IconLock size={30} aria-hidden /> {switching ? t('lock.switch') : t('lock.title', { name: operator.name })}</div>
        {switching ? (
          <>
            <p className={classes.hint}>{t('lock.switch_hint', { name: operator.name })}</p>
            <SignInForm key={badge} known={badge} submit={t('submit')} />
          </>
        ) : <Unlock />}
        <Timers />
        <Button variant="default" onClick={() => setSwitching(!switching)} data-testid="lock-switch">
          {switching ? t('lock.back', { name: operator.name }) : t('lock.switch')}
        </Button>
      </div>
    </Modal>
  );
}

function Unlock() {
  const t = useTexts('session');
  const act = useAct('session.unlock');
  const { values, bind } = useFields({ password: '' });
  return (
    <>
      <p className={classes.hint}>{t('lock.hint')}</p>
      <ActForm act={act} onSubmit={() => act.mutate(values)}>
        <FieldPassword {...bind('password')} testId="lock-password" autoFocus required />
        <SubmitButton command="session.unlock" testId="lock-submit" act={act} disabled={values.password === ''} fullWidth>{t('lock.submit')}</SubmitButton>
      </ActForm>
    </>
  );
}
