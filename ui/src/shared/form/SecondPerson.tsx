/** The second person of a two-person act: sign-in name, or the badge that is scanned, and the own password. */
import { useTexts } from '../i18n';
import { FieldRow } from './layout';
import { FieldPassword, FieldText } from './texts';
import classes from './form.module.css';

export interface Second {
  second_login: string;
  second_password: string;
}

export const NO_SECOND: Second = { second_login: '', second_password: '' };

/** As a request takes it: nothing where nothing was entered. */
export function givenSecond({ second_login: login, second_password: password }: Second) {
  return { second_login: login.trim() || null, second_password: password || null };
}

export function SecondPerson({ value, put }: { value: Second; put: (part: Partial<Second>) => void }) {
  const t = useTexts();
  return (
    <div role="group" aria-labelledby="second-person" className={classes.second} data-testid="second-person">
      <div id="second-person" className={classes.secondTitle}>{t('second.title')}</div>
      <FieldRow>
        <FieldText name="second_login" value={value.second_login} onChange={(second_login) => put({ second_login })} description={t('second.hint')} required mono maxLength={40} />
        <FieldPassword name="second_password" value={value.second_password} onChange={(second_password) => put({ second_password })} description={t('second.password_hint')} required />
      </FieldRow>
    </div>
  );
}
