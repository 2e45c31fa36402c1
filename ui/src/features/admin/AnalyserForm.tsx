/** Adds an analyser, or changes the one of that name. */
import { Button } from '@mantine/core';
import { useAct, type AnalyserLanguage, type AnalyserLineKind, type AnalyserList } from '@/api';
import { ActForm, Buttons, FieldNumber, FieldRadio, FieldRow, FieldScan, FieldSelect, FieldText, pick, SubmitButton, useFields, useTexts } from '@/shared';
import classes from './Section.module.css';

const LINES: AnalyserLineKind[] = ['listen', 'connect', 'serial'];
const LANGUAGES: AnalyserLanguage[] = ['astm', 'hl7'];
const SPEEDS = ['9600', '19200', '38400', '57600', '115200'];

export function AnalyserForm({ list, onDone }: { list: AnalyserList; onDone: () => void }) {
  const t = useTexts('admin');
  const act = useAct('analyser.set');
  const { values, set, bind } = useFields({
    name: '', line: 'listen' as AnalyserLineKind, address: '', port: '', baud: '9600', protocol: 'astm' as AnalyserLanguage, mapping: null as string | null, device: '',
  });
  const serial = values.line === 'serial';
  const mapping = list.mappings.find(({ code }) => code === values.mapping);
  const submit = () =>
    act.mutate(
      {
        ...values,
        name: values.name.trim(),
        address: values.address.trim(),
        port: serial ? 0 : whole(values.port),
        baud: serial ? Number(values.baud) : 0,
        mapping: values.mapping ?? '',
        device: values.device.trim() || null,
      },
      { onSuccess: onDone },
    );
  return (
    <ActForm act={act} onSubmit={submit}>
      <FieldText {...bind('name')} label={t('analysers.name')} description={t('analysers.name_hint')} required autoFocus maxLength={60} />
      <FieldRadio {...bind('line')} label={t('analysers.line')} options={LINES.map((value) => ({ value, label: t(`analysers.line_${value}`) }))} />
      {serial && list.ports.length > 0 ? (
        <div className={classes.ports} role="group" aria-label={t('serial.ports')}>
          {list.ports.map((port) => (
            <Button key={port.path} variant="default" size="compact-md" onClick={() => set('address', port.path)}>{port.name || port.path}</Button>
          ))}
        </div>
      ) : null}
      <FieldRow>
        <FieldText {...bind('address')} label={t(`analysers.address_${values.line}`)} mono required />
        {serial ? null : <FieldNumber {...bind('port')} label={t('analysers.port')} required />}
      </FieldRow>
      {serial ? <FieldRadio {...bind('baud')} label={t('serial.baud')} options={SPEEDS.map((value) => ({ value, label: value }))} /> : null}
      <FieldRadio {...bind('protocol')} label={t('analysers.protocol')} options={LANGUAGES.map((value) => ({ value, label: t(`analysers.protocol_${value}`) }))} />
      <FieldSelect
        {...bind('mapping')}
        label={t('analysers.mapping')}
        required
        options={list.mappings.map((one) => ({ value: one.code, label: pick(one) }))}
      />
      {mapping ? (
        <p className={classes.text}>{t('analysers.mapping_tests', { tests: mapping.tests.map((test) => pick(test)).join(t('analysers.comma')) })}<br />{pick({ zh: mapping.source_zh, en: mapping.source_en })}</p>
      ) : null}
      <FieldScan {...bind('device')} label={t('analysers.device')} description={t('analysers.device_hint')} />
      <Buttons><SubmitButton command="analyser.set" act={act}>{t('analysers.add')}</SubmitButton></Buttons>
    </ActForm>
  );
}

/** A port; what is none is judged as 0. */
function whole(text: string): number {
  const number = Number(text.trim());
  return Number.isInteger(number) && number >= 0 ? number : 0;
}
