/** Whether this computer's keyring opens the station's data at start. */
import { Button } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, useCommandQuery, type KeyringState } from '@/api';
import { ActForm, Buttons, FieldPassword, Loaded, Panel, ProblemAlert, SubmitButton, Tone, useFields, useTexts } from '@/shared';

export function KeyringPanel() {
  const t = useTexts('admin');
  const keyring = useCommandQuery('keys.keyring', {});
  return (
    <Panel title={t('keyring.title')}>
      <p style={{ margin: '0 0 16px', color: 'var(--ck-muted)', maxWidth: '46em' }}>{t('keyring.text')}</p>
      <Loaded query={keyring}>{(state) => <Keyring state={state} />}</Loaded>
    </Panel>
  );
}

function Keyring({ state }: { state: KeyringState }) {
  const t = useTexts('admin');
  // A new form, emptied, once the keyring has it.
  const [kept, setKept] = useState(0);
  return (
    <>
      <p role="status">
        {state.used
          ? <Tone tone="green" icon={IconCircleCheck}>{t('keyring.used')}</Tone>
          : <Tone tone="grey" icon={IconCircleX}>{t(state.reachable ? 'keyring.unused' : 'keyring.absent')}</Tone>}
      </p>
      {state.reachable ? <Keep key={kept} used={state.used} onKept={() => setKept(kept + 1)} /> : null}
      {state.used ? <Forget /> : null}
    </>
  );
}

function Keep({ used, onKept }: { used: boolean; onKept: () => void }) {
  const t = useTexts('admin');
  const act = useAct('keys.remember');
  const { values, bind } = useFields({ passphrase: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate(values, { onSuccess: onKept })}>
      <FieldPassword {...bind('passphrase')} label={t('keyring.current')} required />
      <Buttons>
        <SubmitButton command="keys.remember" act={act} disabled={values.passphrase === ''}>
          {t(used ? 'keyring.again' : 'keyring.remember')}
        </SubmitButton>
      </Buttons>
    </ActForm>
  );
}

function Forget() {
  const t = useTexts('admin');
  const act = useAct('keys.forget');
  return (
    <>
      {act.error ? <ProblemAlert problem={act.error} /> : null}
      <Buttons>
        <Button variant="default" loading={act.isPending} onClick={() => act.mutate({})} data-testid="keyring-forget">
          {t('keyring.forget')}
        </Button>
      </Buttons>
    </>
  );
}
