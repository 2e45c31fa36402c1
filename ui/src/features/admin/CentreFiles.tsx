/** The exchange by files, for a station without a network: written here, taken here, and what came of it. */
import { IconFileExport, IconFileImport } from '@tabler/icons-react';
import { useAct, useCommandQuery } from '@/api';
import { ActForm, Buttons, FieldPassword, FieldRow, FieldSelect, FieldText, FileSummary, FormDialog, ReadFileForm, SubmitButton, useFields, useTexts } from '@/shared';

export function CentreFiles() {
  const t = useTexts('admin');
  const shared = useTexts();
  return (
    <>
      <p style={{ margin: '0 0 16px', color: 'var(--ck-muted)', maxWidth: '46em' }}>{t('files.hint')}</p>
      <Buttons>
        <FormDialog title={t('files.write')} testId="centre-write-file" variant="default" icon={<IconFileExport size={20} />}>{() => <Write />}</FormDialog>
        <FormDialog title={shared('file.read')} testId="centre-read-file" variant="default" icon={<IconFileImport size={20} />}>{() => <ReadFileForm />}</FormDialog>
      </Buttons>
    </>
  );
}

/** No station: what goes to the centre alone. */
const NOBODY = '-';

function Write() {
  const t = useTexts('admin');
  const shared = useTexts();
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
      <FieldText {...bind('path')} label={shared('file.path')} description={shared('file.path_hint')} mono required autoFocus />
      <FieldSelect
        {...bind('station_for')}
        label={t('files.for')}
        description={t('files.for_hint')}
        options={[{ value: NOBODY, label: t('files.nobody') }, ...others.map(({ station, name }) => ({ value: station, label: name }))]}
      />
      <FieldRow><FieldPassword {...bind('passphrase')} label={shared('file.passphrase')} required /></FieldRow>
      <Buttons><SubmitButton command="sync.write_file" act={act} disabled={!complete}>{t('files.write')}</SubmitButton></Buttons>
      {act.data ? <FileSummary done={t('files.written')} summary={act.data} /> : null}
    </ActForm>
  );
}
