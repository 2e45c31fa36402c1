/** The connection to the centre. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconPlugConnected, IconRefresh } from '@tabler/icons-react';
import { useAct, useCommandQuery } from '@/api';
import type { SyncStatus } from '@/api';
import { ActForm, Buttons, Facts, FieldRow, FieldText, FormDialog, formatNumber, formatSeconds, Loaded, Panel, ProblemAlert, SubmitButton, SyncTone, TimeText, Tone, useCan, useFields, useTexts } from '@/shared';
import { CentreFiles } from './CentreFiles';
import { LineForm } from './LineForm';

export function CentreTab() {
  const t = useTexts('admin');
  const status = useCommandQuery('sync.status', {}, { refetchIntervalMs: 5000, keepPrevious: true });
  const now = useAct('sync.now');
  const heard = useAct('sync.heard_behind');
  const may = useCan('configure');
  return (
    <Loaded query={status}>
      {(sync) => (
        <>
          <Panel
            title={t('tab.centre')}
            aside={(
              <Buttons>
                {may ? (
                  <FormDialog title={t('line.title')} testId="centre-line" variant="default" icon={<IconPlugConnected size={20} />}>{(close) => <LineForm onDone={close} />}</FormDialog>
                ) : null}
                {sync.state === 'not_connected' ? null : (
                  <Button leftSection={<IconRefresh size={20} />} loading={now.isPending} onClick={() => now.mutate({})} data-testid="admin-sync-now">
                    {t('centre.now')}
                  </Button>
                )}
              </Buttons>
            )}
          >
            <Facts
              items={[
                [t('centre.state'), <SyncTone key="s" state={sync.state} />],
                [t('centre.url'), sync.centre_url],
                [t('centre.waiting'), formatNumber(sync.waiting)],
                [t('centre.since'), <TimeText key="w" ms={sync.waiting_since_ms} />],
                [t('centre.to_read'), formatNumber(sync.to_read)],
                [t('centre.last'), <TimeText key="l" ms={sync.last_sync_ms} />],
                [t('centre.clock'), sync.clock_offset_ms === null ? null : t('centre.seconds', { seconds: formatSeconds(sync.clock_offset_ms) })],
                [t('centre.backup'), <TimeText key="b" ms={sync.last_backup_ms} />],
              ]}
            />
            {sync.restored ? <p><Tone tone="orange" icon={IconAlertTriangle}>{t('centre.restored')}</Tone></p> : null}
            {sync.centre_behind_ms === null ? null : (
              <>
                <p data-testid="centre-behind">
                  <Tone tone="red" icon={IconAlertTriangle}>{t('centre.behind')}</Tone> <TimeText ms={sync.centre_behind_ms} />
                </p>
                {may ? (
                  <Buttons>
                    <Button variant="default" loading={heard.isPending} onClick={() => heard.mutate({})} data-testid="centre-heard">{t('centre.heard')}</Button>
                  </Buttons>
                ) : null}
              </>
            )}
            <ProblemAlert problem={now.error ?? heard.error ?? sync.problem} />
          </Panel>
          {sync.state === 'not_connected' && may ? <Panel title={t('centre.connect')}><Connect /></Panel> : null}
          {sync.state !== 'not_connected' && may ? <Panel title={t('files.title')}><CentreFiles /></Panel> : null}
          {sync.state !== 'not_connected' && isUnknown(sync) && may ? (
            <Panel title={t('centre.again')}><Connect url={sync.centre_url ?? ''} hint={t('centre.again_hint')} /></Panel>
          ) : null}
        </>
      )}
    </Loaded>
  );
}

/** The centre does not know this station: it was put back to a backup from before the enrolment. */
const isUnknown = (sync: SyncStatus) => sync.problem?.code === 'sync.unauthorised';

function Connect({ url = '', hint }: { url?: string; hint?: string }) {
  const t = useTexts('admin');
  const act = useAct('sync.connect');
  const { values, bind } = useFields({ centre_url: url, code: '' });
  const complete = values.centre_url.trim() !== '' && values.code.trim() !== '';
  return (
    <ActForm act={act} onSubmit={() => complete && act.mutate({ centre_url: values.centre_url.trim(), code: values.code.trim() })}>
      <p style={{ margin: 0, color: 'var(--ck-muted)' }}>{hint ?? t('centre.connect_hint')}</p>
      <FieldRow>
        <FieldText {...bind('centre_url')} placeholder="https://centre.example:8443" mono required />
        <FieldText {...bind('code')} label={t('centre.code')} mono required />
      </FieldRow>
      <Buttons>
        <SubmitButton command="sync.connect" act={act} disabled={!complete}>{t('centre.submit')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}
