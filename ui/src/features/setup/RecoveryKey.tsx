/** Shown once, then hidden and typed back: nothing goes on before what was written down opens the data. */
import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct } from '@/api';
import { ActForm, Buttons, FieldText, PageHeader, Panel, SubmitButton, useFields, useTexts } from '@/shared';
import classes from './RecoveryKey.module.css';

export function RecoveryKey({ recoveryKey, onDone }: { recoveryKey: string; onDone: () => void }) {
  const t = useTexts('setup');
  const [written, setWritten] = useState(false);
  return (
    <Panel>
      <PageHeader
        title={<><IconKey size={24} aria-hidden /> {t(written ? 'recovery.check' : 'recovery.title')}</>}
        subtitle={t(written ? 'recovery.check_text' : 'recovery.text')}
      />
      {written ? <TypeBack onBack={() => setWritten(false)} onDone={onDone} /> : (
        <>
          <div className={classes.key} data-testid="recovery-key">
            {recoveryKey.split('-').map((group, index) => <span key={index}>{group}</span>)}
          </div>
          <Buttons>
            <Button size="lg" onClick={() => setWritten(true)} data-testid="recovery-written">{t('recovery.written')}</Button>
          </Buttons>
        </>
      )}
    </Panel>
  );
}

function TypeBack({ onBack, onDone }: { onBack: () => void; onDone: () => void }) {
  const t = useTexts('setup');
  const act = useAct('setup.check_recovery');
  const { values, bind } = useFields({ recovery_key: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate(values, { onSuccess: onDone })}>
      <FieldText {...bind('recovery_key')} label={t('recovery.key')} description={t('recovery.key_hint')} mono autoFocus required />
      <Buttons>
        <Button variant="default" onClick={onBack} data-testid="recovery-again">{t('recovery.again')}</Button>
        <SubmitButton command="setup.check_recovery" act={act} disabled={values.recovery_key.trim() === ''}>{t('recovery.continue')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}
