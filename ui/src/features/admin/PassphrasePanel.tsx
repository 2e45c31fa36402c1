/** A new passphrase for this station's data. */
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct } from '@/api';
import { ActForm, Buttons, FieldPassword, FieldRow, Panel, SubmitButton, Tone, useFields, useTexts } from '@/shared';

const EMPTY = { current: '', passphrase: '' };

export function PassphrasePanel() {
  // A new form, emptied, once the passphrase is changed.
  const [changes, setChanges] = useState(0);
  const t = useTexts('admin');
  return (
    <Panel title={t('passphrase.title')}>
      <p style={{ margin: '0 0 16px', color: 'var(--ck-muted)', maxWidth: '46em' }}>{t('passphrase.text')}</p>
      <Change key={changes} onDone={() => setChanges(changes + 1)} />
      {changes > 0 ? <p role="status"><Tone tone="green" icon={IconCircleCheck}>{t('passphrase.done')}</Tone></p> : null}
    </Panel>
  );
}

function Change({ onDone }: { onDone: () => void }) {
  const t = useTexts('admin');
  const act = useAct('keys.change_passphrase');
  const { values, bind } = useFields(EMPTY);
  const [again, setAgain] = useState('');
  const complete = values.current !== '' && values.passphrase !== '' && again === values.passphrase;
  return (
    <ActForm act={act} onSubmit={() => complete && act.mutate(values, { onSuccess: onDone })}>
      <FieldRow>
        <FieldPassword {...bind('current')} label={t('passphrase.current')} required />
        <FieldPassword {...bind('passphrase')} label={t('passphrase.new')} required />
        <FieldPassword
          name="passphrase_again"
          label={t('passphrase.again')}
          value={again}
          onChange={setAgain}
          hint={again !== '' && again !== values.passphrase ? t('passphrase.differs') : undefined}
          required
        />
      </FieldRow>
      <Buttons>
        <SubmitButton command="keys.change_passphrase" act={act} disabled={!complete}>{t('passphrase.submit')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}
