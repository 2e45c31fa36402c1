/** Sign-in name and password. A scanned badge fills in the name; the password still proves it. */
import { useRef, useState } from 'react';
import { useAct } from '@/api';
import { ActForm, FieldPassword, FieldText, SubmitButton, useFields, useTexts } from '@/shared';
import classes from './SessionScreen.module.css';

/** `known` is a sign-in name that a badge has named already. */
export function SignInForm({ submit, known = '' }: { submit: string; known?: string }) {
  const t = useTexts('session');
  const signIn = useAct('session.sign_in');
  const badge = useAct('session.read_badge');
  const { values, bind, set } = useFields({ login: known, password: '' });
  const [name, setName] = useState<string | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const proceed = () => {
    if (values.password !== '') return signIn.mutate(values);
    // A scanner ends with Enter: what stands in the field is then a badge, not a name.
    badge.mutate(
      { text: values.login },
      {
        onSuccess: (holder) => {
          set('login', holder.login);
          setName(holder.name);
          root.current?.querySelector<HTMLInputElement>('input[type="password"]')?.focus();
        },
      },
    );
  };
  const login = bind('login');
  const error = badge.error && { ...badge.error, field: 'login' };
  return (
    <div ref={root}>
      <ActForm act={{ isPending: signIn.isPending || badge.isPending, error: values.password === '' ? error : signIn.error }} onSubmit={proceed}>
        <FieldText
          {...login}
          onChange={(value) => {
            login.onChange(value);
            setName(null);
          }}
          description={name ?? t('badge_hint')}
          testId="sign-in-login"
          autoFocus={known === ''}
          required
        />
        <FieldPassword {...bind('password')} testId="sign-in-password" autoFocus={known !== ''} required />
        <SubmitButton command="session.sign_in" testId="sign-in-submit" act={signIn} disabled={values.login.trim() === ''} fullWidth>
          {submit}
        </SubmitButton>
        <p className={classes.hint}>{t('lockout_hint')}</p>
      </ActForm>
    </div>
  );
}
