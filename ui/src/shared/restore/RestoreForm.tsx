/** Starts this station again from a backup (`back` leads away): folder, backup, passphrase. Used where there is no station and where one is damaged. */
import { Button, Progress } from '@mantine/core';
import { IconDatabaseExport } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useAct, useCommandQuery, type GenerationView } from '@/api';
import { EmptyState, Loaded } from '../display/States';
import { ActForm, SubmitButton } from '../form/ActForm';
import { FieldRadio } from '../form/choices';
import { Buttons } from '../form/layout';
import { FieldPassword, FieldText } from '../form/texts';
import { useFields } from '../form/useFields';
import { useProgress } from '../hooks/useProgress';
import { formatDateTime, formatNumber, useTexts } from '../i18n';

export function RestoreForm({ back }: { back?: ReactNode }) {
  const t = useTexts();
  const [folder, setFolder] = useState('');
  const { values, bind } = useFields({ folder: '' });
  const found = useCommandQuery('setup.generations', { folder });
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setFolder(values.folder.trim());
        }}
      >
        <FieldText {...bind('folder')} label={t('restore.folder')} description={t('restore.folder_hint', { folder: found.data?.folder ?? '' })} mono />
        <Buttons>
          <Button type="submit" variant="default" data-testid="restore-look">{t('restore.look')}</Button>
        </Buttons>
      </form>
      <Loaded query={found}>
        {({ generations }) =>
          generations.length === 0
            ? <EmptyState title={t('restore.none')} hint={t('restore.none_hint')} icon={IconDatabaseExport} action={back} />
            : <Choose key={folder} folder={folder} generations={generations} back={back} />}
      </Loaded>
    </>
  );
}

function Choose({ folder, generations, back }: { folder: string; generations: GenerationView[]; back?: ReactNode }) {
  const t = useTexts();
  const act = useAct('setup.restore');
  const at = useProgress('setup.restore');
  const { values, bind } = useFields({ generation: generations[0]?.name ?? '', passphrase: '', station_name: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ folder, ...values })}>
      <FieldRadio
        {...bind('generation')}
        label={t('restore.generation')}
        options={generations.slice(0, 12).map((one) => ({
          value: one.name,
          label: t('restore.one', { when: formatDateTime(one.at_ms), entries: formatNumber(one.seq), mib: formatNumber(Math.max(1, Math.round(one.kib / 1024))) }),
        }))}
      />
      <FieldPassword {...bind('passphrase')} label={t('restore.passphrase')} required />
      <FieldText {...bind('station_name')} label={t('restore.name')} description={t('restore.name_hint')} />
      <p>{t('restore.what')}</p>
      {act.isPending ? (
        <div role="status" data-testid="restore-progress">
          <p>{t('restore.busy')}</p>
          <Progress value={at ? (100 * at.done) / Math.max(1, at.total) : 100} animated={at === null} size="lg" />
        </div>
      ) : null}
      <Buttons>
        {back}
        <SubmitButton command="setup.restore" act={act} disabled={values.passphrase === ''}>{t('restore.submit')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}
