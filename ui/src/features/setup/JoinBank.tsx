/** Joins a bank through its centre. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '@/api';
import { ActForm, Buttons, FieldCheck, FieldPassword, FieldText, LineFields, PageHeader, Panel, SubmitButton, useFields, useTexts } from '@/shared';
import { Remember } from './Remember';
import classes from './steps.module.css';

interface Props {
  onBack: () => void;
  onBusy: (busy: boolean) => void;
  onKey: (recoveryKey: string) => void;
}

export function JoinBank({ onBack, onBusy, onKey }: Props) {
  const t = useTexts('setup');
  const common = useTexts();
  const act = useAct('setup.join');
  const { values, bind } = useFields({ centre_url: '', code: '', station_name: '', passphrase: '' });
  const line = useFields({ proxy_url: '', ca_pem: '' });
  const [more, setMore] = useState(false);
  const [again, setAgain] = useState('');
  const [remember, setRemember] = useState(false);
  const complete = Object.values(values).every((value) => value.trim() !== '') && again === values.passphrase;
  const submit = () => {
    if (!complete) return;
    onBusy(true);
    act.mutate({ ...values, ...(more ? line.values : {}), remember }, { onSuccess: (reply) => onKey(reply.recovery_key), onError: () => onBusy(false) });
  };
  return (
    <Panel>
      <PageHeader title={t('join.title')} subtitle={act.isPending ? t('join.busy') : t('join.text')} />
      <ActForm act={act} onSubmit={submit}>
        <FieldText {...bind('centre_url')} description={t('join.url_hint')} required autoFocus mono />
        <div>
          <FieldCheck name="more" value={more} onChange={setMore} label={t('join.more')} />
          <p className={classes.hint}>{t('join.more_hint')}</p>
        </div>
        {more ? <LineFields proxy={line.bind('proxy_url')} authority={line.bind('ca_pem')} /> : null}
        <FieldText {...bind('code')} label={t('join.code')} description={t('join.code_hint')} required mono />
        <FieldText {...bind('station_name')} description={t('create.station_hint')} required />
        <FieldPassword {...bind('passphrase')} description={t('create.protect_hint')} required />
        <FieldPassword
          name="passphrase_again"
          label={t('create.passphrase_again')}
          value={again}
          onChange={setAgain}
          hint={again !== '' && again !== values.passphrase ? t('create.differs') : undefined}
          required
        />
        <Remember name="remember" value={remember} onChange={setRemember} />
        <Buttons>
          <Button variant="default" onClick={onBack} disabled={act.isPending} data-testid="setup-back">{common('action.back')}</Button>
          <SubmitButton command="setup.join" act={act} disabled={!complete}>{t('join.submit')}</SubmitButton>
        </Buttons>
      </ActForm>
    </Panel>
  );
}
