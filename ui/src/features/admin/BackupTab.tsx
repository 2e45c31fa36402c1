/** Backups of this station: which there are, one now, a check, where they go; and the station's passphrase. */
import { Button, Progress } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconDatabaseExport, IconFolder, IconShieldCheck } from '@tabler/icons-react';
import { useAct, useCommandQuery, type BackupOverview, type GenerationView } from '@/api';
import { ActForm, Buttons, EmptyState, Facts, FieldText, FormDialog, formatNumber, Loaded, Panel, ProblemAlert, RestoreForm, SubmitButton, TimeText, Tone, useCan, useFields, useTexts } from '@/shared';
import { KeyringPanel } from './KeyringPanel';
import { PassphrasePanel } from './PassphrasePanel';
import { Section } from './Section';
import classes from './Section.module.css';

const REFRESH_MS = 5000;

export function BackupTab() {
  const backups = useCommandQuery('backup.list', {}, { refetchIntervalMs: REFRESH_MS, keepPrevious: true });
  const may = useCan('configure');
  const t = useTexts('admin');
  const status = useCommandQuery('sync.status', {});
  return (
    <>
      {may && status.data?.storage ? (
        <div className={classes.next}><Panel title={t('backup.restore')}><RestoreForm /></Panel></div>
      ) : null}
      <Loaded query={backups}>{(overview) => <Backups overview={overview} may={may} />}</Loaded>
      {may ? <div className={classes.next}><PassphrasePanel /></div> : null}
      {may ? <div className={classes.next}><KeyringPanel /></div> : null}
    </>
  );
}

function Backups({ overview, may }: { overview: BackupOverview; may: boolean }) {
  const t = useTexts('admin');
  const now = useAct('backup.now');
  const verify = useAct('backup.verify');
  const { work } = overview;
  return (
    <>
      <Panel
        title={t('backup.title')}
        aside={may ? (
          <Button
            leftSection={<IconDatabaseExport size={20} />}
            loading={now.isPending || (work !== null && work.generation === null)}
            onClick={() => now.mutate({})}
            data-testid="admin-backup-now"
          >
            {t('backup.now')}
          </Button>
        ) : null}
      >
        <Facts
          items={[
            [t('backup.last'), overview.last_backup_ms === null ? t('backup.never') : <TimeText key="l" ms={overview.last_backup_ms} />],
            [t('backup.state'), overview.overdue
              ? <Tone key="s" tone="orange" icon={IconAlertTriangle}>{t('backup.overdue')}</Tone>
              : <Tone key="s" tone="green" icon={IconCircleCheck}>{t('backup.in_time')}</Tone>],
            [t('backup.folder'), <span key="f" className={classes.mono}>{overview.folder}</span>],
            [t('backup.free'), overview.free_mib === null ? null : size(overview.free_mib * 1024, t)],
          ]}
        />
        {overview.same_device ? <p><Tone tone="orange" icon={IconAlertTriangle}>{t('backup.same_device')}</Tone></p> : null}
        {work === null ? null : (
          <div role="status" data-testid="admin-backup-work">
            <p>{work.generation === null ? t('backup.writing') : t('backup.checking', { name: work.generation })}</p>
            <Progress value={work.percent} size="lg" />
          </div>
        )}
        <ProblemAlert problem={now.error ?? verify.error ?? overview.problem} />
        {may ? (
          <FormDialog title={t('backup.choose')} testId="admin-backup-folder" variant="default" icon={<IconFolder size={18} />}>
            {(close) => <ChooseFolder overview={overview} onDone={close} />}
          </FormDialog>
        ) : null}
      </Panel>
      <Section
        name="backups"
        label={t('backup.title')}
        hint={t('backup.hint', { minutes: overview.interval_min })}
        rows={overview.generations}
        rowKey={(one) => one.name}
        empty={<EmptyState title={t('backup.empty')} hint={t('backup.empty_hint')} icon={IconDatabaseExport} />}
        columns={[
          { key: 'at', title: t('backup.at'), width: '1.4fr', cell: (one) => <TimeText ms={one.at_ms} /> },
          { key: 'seq', title: t('backup.entries'), width: '1fr', align: 'end', cell: (one) => formatNumber(one.seq) },
          { key: 'size', title: t('backup.size'), width: '1fr', align: 'end', cell: (one) => size(one.kib, t) },
          { key: 'own', title: t('backup.of'), width: '1.1fr', cell: (one) => t(one.own ? 'backup.own' : 'backup.other') },
          { key: 'check', title: t('backup.check'), width: '2fr', cell: (one) => <Check one={one} /> },
          {
            key: 'verify', title: '', width: '150px', align: 'end',
            cell: (one) => (may ? (
              <Button
                variant="default"
                size="sm"
                leftSection={<IconShieldCheck size={18} />}
                loading={work?.generation === one.name}
                onClick={() => verify.mutate({ generation: one.name })}
                data-testid="admin-backup-verify"
              >
                {t('backup.verify')}
              </Button>
            ) : null),
          },
        ]}
      />
    </>
  );
}

function size(kib: number, t: ReturnType<typeof useTexts>) {
  const unit = kib < 10_240 ? 'kib' : kib < 10_240 * 1024 ? 'mib' : 'gib';
  const divisor = { kib: 1, mib: 1024, gib: 1024 * 1024 }[unit];
  return t(`backup.${unit}`, { size: formatNumber(Math.round(kib / divisor)) });
}

function Check({ one }: { one: GenerationView }) {
  const t = useTexts('admin');
  if (one.check === null) return <>{t('backup.unchecked')}</>;
  const { problem, took_ms } = one.check;
  return problem === null
    ? <Tone tone="green" icon={IconCircleCheck}>{t('backup.good', { seconds: formatNumber(Math.max(1, Math.round(took_ms / 1000))) })}</Tone>
    : <Tone tone="red" icon={IconCircleX}>{t('backup.bad', { file: String(problem.params.file ?? problem.code) })}</Tone>;
}

function ChooseFolder({ overview, onDone }: { overview: BackupOverview; onDone: () => void }) {
  const t = useTexts('admin');
  const act = useAct('backup.set_folder');
  const { values, bind } = useFields({ folder: overview.folder_default ? '' : overview.folder });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ folder: values.folder.trim() || null }, { onSuccess: onDone })}>
      <FieldText {...bind('folder')} label={t('backup.folder')} description={t('backup.folder_hint')} mono autoFocus />
      <Buttons>
        <SubmitButton command="backup.set_folder" act={act}>{t('backup.choose')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}
