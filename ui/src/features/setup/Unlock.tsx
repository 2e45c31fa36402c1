/** Opens a locked station. */
import { IconLock } from '@tabler/icons-react';
import { useAct } from '@/api';
import { ActForm, Buttons, FieldPassword, PageHeader, Panel, SubmitButton, useFields, useTexts } from '@/shared';

export function Unlock() {
  const t = useTexts('setup');
  const act = useAct('setup.unlock');
  const { values, bind } = useFields({ passphrase: '' });
  return (
    <Panel>
      <PageHeader title={<><IconLock size={24} aria-hidden /> {t('locked.title')}</>} subtitle={t('locked.text')} />
      <ActForm act={act} onSubmit={() => act.mutate(values)}>
        <FieldPassword {...bind('passphrase')} autoFocus required />
        <Buttons>
          <SubmitButton command="setup.unlock" act={act} disabled={values.passphrase === ''}>{t('locked.submit')}</SubmitButton>
        </Buttons>
      </ActForm>
    </Panel>
  );
}
