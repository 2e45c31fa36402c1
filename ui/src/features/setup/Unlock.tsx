/** Opens a locked station: by this computer's keyring, with its passphrase, or with the recovery key and a new passphrase. */
import { Button, Loader, Stack } from '@mantine/core';
import { IconKey, IconLock } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useAct } from '@/api';
import {
  ActForm,
  Buttons,
  FieldPassword,
  FieldText,
  PageHeader,
  Panel,
  ProblemAlert,
  SubmitButton,
  useFields,
  useTexts,
} from '@/shared';
import { Remember } from './Remember';
import { Restore } from './Restore';

/** `remembered`: the keyring is asked at once; whatever it answers, the passphrase opens as well. */
export function Unlock({ remembered }: { remembered: boolean }) {
  const [lost, setLost] = useState(false);
  const [restoring, setRestoring] = useState(false);
  const t = useTexts('setup');
  const keyring = useAct('setup.unlock_keyring');
  const { mutate } = keyring;
  useEffect(() => {
    if (remembered) mutate({});
  }, [remembered, mutate]);
  if (restoring) return <Restore onBack={() => setRestoring(false)} />;
  if (lost) return <Recover onBack={() => setLost(false)} />;
  return (
    <Stack gap="md">
      {keyring.isPending ? <Asking /> : null}
      {keyring.error ? <ProblemAlert problem={keyring.error} /> : null}
      <Open onLost={() => setLost(true)} />
      <Button variant="subtle" onClick={() => setRestoring(true)} data-testid="unlock-restore">{t('locked.restore')}</Button>
    </Stack>
  );
}

function Asking() {
  const t = useTexts('setup');
  return <p role="status"><Loader size="xs" aria-hidden /> {t('locked.keyring')}</p>;
}

function Open({ onLost }: { onLost: () => void }) {
  const t = useTexts('setup');
  const act = useAct('setup.unlock');
  const { values, bind } = useFields({ passphrase: '', remember: false });
  return (
    <Panel>
      <PageHeader title={<><IconLock size={24} aria-hidden /> {t('locked.title')}</>} subtitle={t('locked.text')} />
      <ActForm act={act} onSubmit={() => act.mutate(values)}>
        <FieldPassword {...bind('passphrase')} autoFocus required />
        <Remember {...bind('remember')} />
        <Buttons>
          <Button variant="default" onClick={onLost} data-testid="unlock-lost">{t('locked.lost')}</Button>
          <SubmitButton command="setup.unlock" act={act} disabled={values.passphrase === ''}>{t('locked.submit')}</SubmitButton>
        </Buttons>
      </ActForm>
    </Panel>
  );
}

function Recover({ onBack }: { onBack: () => void }) {
  const t = useTexts('setup');
  const common = useTexts();
  const act = useAct('setup.recover');
  const { values, bind } = useFields({ recovery_key: '', passphrase: '' });
  const [again, setAgain] = useState('');
  const complete = values.recovery_key.trim() !== '' && values.passphrase !== '' && again === values.passphrase;
  return (
    <Panel>
      <PageHeader title={<><IconKey size={24} aria-hidden /> {t('lost.title')}</>} subtitle={t('lost.text')} />
      <ActForm act={act} onSubmit={() => complete && act.mutate(values)}>
        <FieldText {...bind('recovery_key')} label={t('recovery.key')} description={t('recovery.key_hint')} mono autoFocus required />
        <FieldPassword {...bind('passphrase')} label={t('lost.passphrase')} required />
        <FieldPassword
          name="passphrase_again"
          label={t('create.passphrase_again')}
          value={again}
          onChange={setAgain}
          hint={again !== '' && again !== values.passphrase ? t('create.differs') : undefined}
          required
        />
        <Buttons>
          <Button variant="default" onClick={onBack} data-testid="setup-back">{common('action.back')}</Button>
          <SubmitButton command="setup.recover" act={act} disabled={!complete}>{t('lost.submit')}</SubmitButton>
        </Buttons>
      </ActForm>
    </Panel>
  );
}
