/** A freezer's file is brought in: chosen, looked at with what it shows and what becomes of each unit, and only then recorded. */
import { Button, FileButton } from '@mantine/core';
import { IconArrowLeft, IconEye, IconFolderOpen } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { call, useAct, useCommandQuery, type CurveFile, type CurvePreview, type FreezingForm, type RunRow } from '@/api';
import { asProblem } from '@/platform';
import type { Problem } from '@/api/gen/commands';
import { ActForm, Buttons, FieldLongText, FieldRow, FieldScan, FieldSelect, FieldText, Loaded, PageHeader, Panel, pick, SubmitButton, useFields, useTexts } from '@/shared';
import { toBase64 } from './curve';
import classes from './Freezing.module.css';
import { PreviewUnits } from './PreviewUnits';
import { Shown } from './Shown';
import { UnitsField, useUnits } from './units';

interface Props {
  onBack: () => void;
  onDone: (curve: string) => void;
}

export function NewCurve({ onBack, onDone }: Props) {
  const t = useTexts('freezing');
  const form = useCommandQuery('freezing.form', {});
  const runs = useCommandQuery('run.list', {});
  return (
    <>
      <Button className={classes.back} variant="default" leftSection={<IconArrowLeft size={20} />} onClick={onBack} data-testid="freezing-back">{t('back')}</Button>
      <PageHeader title={t('new')} subtitle={t('new_hint')} />
      <Loaded query={form}>{(given) => <Loaded query={runs}>{({ open, closed }) => <Form form={given} runs={[...open, ...closed]} onDone={onDone} />}</Loaded>}</Loaded>
    </>
  );
}

interface File {
  name: string;
  content: string;
}

function Form({ form, runs, onDone }: { form: FreezingForm; runs: RunRow[]; onDone: (curve: string) => void }) {
  const t = useTexts('freezing');
  const again = useRef<() => void>(null);
  const act = useAct('freezing.record');
  const only = form.programs.length === 1 ? (form.programs[0]?.digest ?? null) : null;
  const device = form.devices.length === 1 ? (form.devices[0]?.code ?? '') : '';
  const { values, bind } = useFields({ program: only, equipment: device, begins: '', run: null as string | null, reason: '' });
  const units = useUnits();
  const [file, setFile] = useState<File | null>(null);
  const [looking, setLooking] = useState<{ isPending: boolean; error: Problem | null }>({ isPending: false, error: null });
  const [preview, setPreview] = useState<{ request: CurveFile; view: CurvePreview } | null>(null);
  // What was looked at is what is recorded: a field that changes wants another look.
  const request: CurveFile | null = file === null || values.program === null ? null : {
    ...file, program: values.program, equipment: values.equipment, begins: values.begins, run: values.run,
    units: units.rows.map(({ donation }) => ({ donation, din: null })), reason: values.reason.trim() === '' ? null : values.reason,
  };
  const current = preview !== null && JSON.stringify(preview.request) === JSON.stringify(request);
  const choose = async (chosen: globalThis.File | null) => {
    again.current?.();
    if (!chosen) return;
    setPreview(null);
    act.reset();
    setLooking({ isPending: false, error: null });
    setFile({ name: chosen.name, content: toBase64(new Uint8Array(await chosen.arrayBuffer())) });
  };
  const look = async () => {
    if (request === null) return;
    act.reset();
    setLooking({ isPending: true, error: null });
    try {
      const view = await call('freezing.preview', request);
      setLooking({ isPending: false, error: null });
      setPreview({ request, view });
    } catch (thrown) {
      setPreview(null);
      setLooking({ isPending: false, error: asProblem(thrown) });
    }
  };
  const replaces = preview?.view.units.some(({ state }) => state === 'replaces') ?? false;
  const good = current && preview.view.units.length > 0 && preview.view.units.every(({ problem }) => problem === null);
  const act_state = looking.error ? { isPending: looking.isPending, error: looking.error } : act;
  const record = () => current && act.mutate(preview.request, { onSuccess: (view) => onDone(view.row.curve) });
  return (
    <div className={classes.page}>
      <Panel title={t('what')}>
        <ActForm act={act_state} onSubmit={() => (good ? record() : void look())}>
          <div className={classes.choose}>
            <FileButton onChange={(chosen) => void choose(chosen)} accept=".csv,.txt,text/csv,text/plain" resetRef={again} inputProps={{ 'data-testid': 'curve-file' } as object}>
              {(props) => <Button {...props} variant={file ? 'default' : 'filled'} leftSection={<IconFolderOpen size={20} />} data-testid="curve-file-open">{t('choose_file')}</Button>}
            </FileButton>
            {file ? <strong data-testid="curve-file-name">{file.name}</strong> : <span className={classes.quiet}>{t('choose_hint')}</span>}
          </div>
          {form.programs.length === 0 ? <p className={classes.warn} data-testid="freezing-no-program">{t('no_program')}</p> : null}
          <FieldRow>
            <FieldSelect {...bind('program')} options={form.programs.map((program) => ({ value: program.digest, label: `${pick(program)} · v${program.version}` }))} required />
            <FieldScan {...bind('equipment')} required />
            <FieldText {...bind('begins')} description={t('begins_hint')} placeholder="00:00" mono />
          </FieldRow>
          {form.devices.length < 2 ? null : (
            <div className={classes.devices} role="group" aria-label={t('devices')}>
              {t('devices')}
              {form.devices.map(({ code, name }) => (
                <Button key={code} variant="default" size="xs" aria-pressed={values.equipment === code} title={name} onClick={() => bind('equipment').onChange(code)} data-testid={`freezer-${code}`}>{code}</Button>
              ))}
            </div>
          )}
          <FieldRow>
            <FieldSelect {...bind('run')} description={t('run_hint')} options={runs.map((run) => ({ value: run.run, label: `${run.number} · ${t('run_units', { count: run.units })}` }))} />
            <UnitsField units={units} />
          </FieldRow>
          {replaces ? <FieldLongText {...bind('reason')} description={t('reason_hint')} maxLength={500} required /> : null}
          <Buttons>
            <Button variant={good ? 'default' : 'filled'} leftSection={<IconEye size={20} />} onClick={() => void look()} disabled={request === null} loading={looking.isPending} data-testid="curve-look">{t('look')}</Button>
            <SubmitButton command="freezing.record" act={act} disabled={!good}>{t('record')}</SubmitButton>
          </Buttons>
          {preview !== null && !current ? <p className={classes.quiet} data-testid="curve-stale">{t('stale')}</p> : null}
        </ActForm>
      </Panel>
      {preview === null ? null : (
        <>
          <PreviewUnits units={preview.view.units} />
          <Shown shown={preview.view.shown} confirmers={[]} />
        </>
      )}
    </div>
  );
}
