/** The exchange by files, for a station without a network: written here, taken here, and what came of it. */
import { IconCircleCheck, IconFileExport, IconFileImport } from '@tabler/icons-react';
import { useAct, useCommandQuery, type BundleSummary } from '@/api';
import { ActForm, Buttons, FieldPassword, FieldRow, FieldSelect, FieldText, formatNumber, FormDialog, ProblemAlert, SubmitButton, Tone, useFields, useTexts } from '@/shared';

export function CentreFiles() {
  const t = useTexts('admin');
  return (
    <>
      <p style={{ margin: '0 0 16px', color: 'var(--ck-muted)', maxWidth: '46em' }}>{t('files.hint')}</p>
      <Buttons>
        <FormDialog title={t('files.write')} testId="centre-write-file" variant="default" icon={<IconFileExport size={20} />}>{() => <Write />}</FormDialog>
        <FormDialog title={t('files.read')} testId="centre-read-file" variant="default" icon={<IconFileImport size={20} />}>{() => <Read />}</FormDialog>
      </Buttons>
    </>
  );
}

/** No station: what goes to the centre alone. */
const NOBODY = '-';

function Write() {
  const t = useTexts('admin');
  const act = useAct('sync.write_file');
  const bank = useCommandQuery('admin.overview', {});
  const { values, bind } = useFields({ path: '', passphrase: '', station_for: NOBODY });
  const stations = bank.data?.stations ?? [];
  const here = stations.find((station) => station.here);
  const others = stations.filter((station) => !station.here && station.site_code === here?.site_code);
  const complete = values.path.trim() !== '' && values.passphrase !== '';
  const station_for = values.station_for === NOBODY ? null : values.station_for;
  return (
    <ActForm act={act} onSubmit={() => complete && act.mutate({ path: values.path.trim(), passphrase: values.passphrase, station_for })}>
      <FieldText {...bind('path')} label={t('files.path')} description={t('files.path_hint')} mono required autoFocus />
      <FieldSelect
        {...bind('station_for')}
        label={t('files.for')}
        description={t('files.for_hint')}
        options={[{ value: NOBODY, label: t('files.nobody') }, ...others.map(({ station, name }) => ({ value: station, label: name }))]}
      />
      <FieldRow><FieldPassword {...bind('passphrase')} label={t('files.passphrase')} required /></FieldRow>
      <Buttons><SubmitButton command="sync.write_file" act={act} disabled={!complete}>{t('files.write')}</SubmitButton></Buttons>
      {act.data ? <Summary done={t('files.written')} summary={act.data} /> : null}
    </ActForm>
  );
}

function Read() {
  const t = useTexts('admin');
  const act = useAct('sync.read_file');
  const { values, bind } = useFields({ path: '', passphrase: '' });
  const complete = values.path.trim() !== '' && values.passphrase !== '';
  return (
    <ActForm act={act} onSubmit={() => complete && act.mutate({ path: values.path.trim(), passphrase: values.passphrase })}>
      <FieldText {...bind('path')} label={t('files.path')} description={t('files.path_hint')} mono required autoFocus />
      <FieldRow><FieldPassword {...bind('passphrase')} label={t('files.passphrase')} required /></FieldRow>
      <Buttons><SubmitButton command="sync.read_file" act={act} disabled={!complete}>{t('files.read')}</SubmitButton></Buttons>
      {act.data ? <Summary done={t('files.taken', { station: act.data.by })} summary={act.data} /> : null}
    </ActForm>
  );
}

function Summary({ done, summary }: { done: string; summary: BundleSummary }) {
  const t = useTexts('admin');
  return (
    <div role="status" data-testid="centre-file-summary">
      <p><Tone tone="green" icon={IconCircleCheck}>{done}</Tone></p>
      <ul>
        {summary.chains.map((chain) => (
          <li key={`${chain.station} ${chain.first}`}>{t('files.chain', { station: chain.station, first: formatNumber(chain.first), last: formatNumber(chain.last) })}</li>
        ))}
        <li>{t('files.feed', { count: summary.feed_entries, entries: formatNumber(summary.feed_entries) })}</li>
        {summary.acknowledged === null ? null : <li>{t('files.acknowledged', { last: formatNumber(summary.acknowledged) })}</li>}
      </ul>
      {summary.problems.map((problem, index) => <ProblemAlert key={index} problem={problem} />)}
    </div>
  );
}
