/** The own password. After one that an administrator set it is the only screen. */
import { useState } from 'react';
import { useAct, type Operator } from '@/api';
import { ActForm, Buttons, FieldPassword, Front, Panel, SubmitButton, useFields, useTexts } from '@/shared';
import classes from './SessionScreen.module.css';

export function ChangePasswordForm({ onDone }: { onDone?: () => void }) {
  const t = useTexts('session');
  const act = useAct('session.change_password');
  const { values, bind } = useFields({ password: '', new_password: '', new_password_again: '' });
  const [differ, setDiffer] = useState(false);
  const submit = () => {
    const same = values.new_password === values.new_password_again;
    setDiffer(!same);
    if (same) act.mutate({ password: values.password, new_password: values.new_password }, { onSuccess: onDone });
  };
  return (
    <ActForm act={act} onSubmit={submit}>
      <p className={classes.hint}>{t('own.rules')}</p>
      <FieldPassword {...bind('password')} label={t('own.old')} autoFocus required />
      <FieldPassword {...bind('new_password')} required />
      <FieldPassword {...bind('new_password_again')} hint={differ ? t('own.differ') : undefined} required />
      <Buttons>
        <SubmitButton command="session.change_password" act={act} disabled={values.password === '' || values.new_password === ''}>{t('own.submit')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}

/** Before anything else: what another person knows is no secret. */
export function FirstPassword({ operator }: { operator: Operator }) {
  const t = useTexts('session');
  const signOut = useAct('session.sign_out');
  return (
    <Front>
      <Panel title={t('own.must_title', { name: operator.name })}>
        <p className={classes.station}>{t('own.must_hint')}</p>
        <ChangePasswordForm />
        <p className={classes.hint}>
          <button type="button" className={classes.link} onClick={() => signOut.mutate({})} data-testid="first-password-leave">{t('own.leave')}</button>
        </p>
      </Panel>
    </Front>
  );
}
