/** Lets this computer's keyring remember the secret that opens the data, where there is a keyring. */
import { useCommandQuery } from '@/api';
import { FieldCheck, type FieldProps, useTexts } from '@/shared';
import classes from './steps.module.css';

export function Remember(props: FieldProps<boolean>) {
  const t = useTexts('setup');
  const keyring = useCommandQuery('keys.keyring', {});
  const absent = keyring.data?.reachable === false;
  return (
    <div>
      <FieldCheck {...props} label={t('remember.label')} disabled={!keyring.data || absent} />
      <p className={classes.hint}>{t(absent ? 'remember.absent' : 'remember.hint')}</p>
    </div>
  );
}
