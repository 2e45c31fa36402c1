/** Target values, a control, a correction, a cause with its action. */
import { useAct, type ControlLevel, type ControlList, type ControlPointView, type ControlRow, type ControlView, type TargetSource } from '@/api';
import { ActForm, Buttons, FieldDateTime, FieldLongText, FieldNumber, FieldRadio, FieldRow, FieldSelect, FieldText, pick, SubmitButton, useFields, useTexts, useWord } from '@/shared';
import type { Place } from './look';

const LEVELS: ControlLevel[] = ['low', 'normal', 'high'];
const SOURCES: TargetSource[] = ['manufacturer', 'own'];

const named = ({ code, name }: { code: string; name: string }) => ({ value: code, label: name === '' ? code : `${code} · ${name}` });

export function TargetForm({ list, of, onDone }: { list: ControlList; of?: ControlView; onDone: (row: ControlRow) => void }) {
  const t = useTexts('controls');
  const word = useWord();
  const act = useAct('control.propose_target');
  const { values, bind } = useFields({
    test: (of?.row.test ?? null) as string | null, device: (of?.row.device ?? null) as string | null, lot: null as string | null, level: 'normal' as ControlLevel,
    unit: of?.targets[0]?.unit ?? '', mean: '', sd: '', source: 'manufacturer' as TargetSource, reference: '', reported_code: of?.targets[0]?.reported_code ?? '', specimen: '',
  });
  const { test, device, lot } = values;
  const computed = of?.own.find((one) => one.lot === lot && one.level === values.level);
  const submit = () => {
    if (test !== null && device !== null && lot !== null) act.mutate({ ...values, test, device, lot }, { onSuccess: ({ row }) => onDone(row) });
  };
  return (
    <ActForm act={act} onSubmit={submit}>
      <FieldRow>
        <FieldSelect {...bind('test')} disabled={of !== undefined} options={list.tests.map((one) => ({ value: one.code, label: pick(one) }))} required />
        <FieldSelect {...bind('device')} disabled={of !== undefined} options={list.devices.map(named)} required />
      </FieldRow>
      <FieldRow>
        <FieldSelect {...bind('lot')} description={t('target.lot_hint')} options={list.lots.map(named)} required />
        <FieldRadio {...bind('level')} options={LEVELS.map((value) => ({ value, label: word('ControlLevel', value) }))} />
      </FieldRow>
      <FieldRadio {...bind('source')} options={SOURCES.map((value) => ({ value, label: word('TargetSource', value) }))} />
      {values.source === 'own' ? (
        <p data-testid="control-own">{computed ? t('target.own', { ...computed }) : t('target.own_few')}</p>
      ) : (
        <FieldRow>
          <FieldNumber {...bind('mean')} required />
          <FieldNumber {...bind('sd')} required />
        </FieldRow>
      )}
      <FieldRow>
        <FieldText {...bind('unit')} maxLength={20} />
        <FieldText {...bind('reference')} description={t('target.reference_hint')} required maxLength={200} />
      </FieldRow>
      <FieldRow>
        <FieldText {...bind('specimen')} description={t('target.specimen_hint')} maxLength={40} mono />
        <FieldText {...bind('reported_code')} description={t('target.code_hint')} maxLength={40} mono />
      </FieldRow>
      <Buttons><SubmitButton command="control.propose_target" act={act} disabled={test === null || device === null || lot === null}>{t('target.submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}

export function RecordForm({ view, onDone }: { view: ControlView; onDone: () => void }) {
  const t = useTexts('controls');
  const word = useWord();
  const act = useAct('control.record');
  const held = view.targets.filter(({ in_force }) => in_force);
  const options = held.map(({ lot, level, mean, sd, unit }) => ({ value: `${lot}~${level}`, label: `${lot} · ${word('ControlLevel', level)} · ${mean} ± ${sd} ${unit}` }));
  const { values, bind } = useFields({ lot: options[0]?.value ?? null, value: '', measured_ms: null as number | null });
  const submit = () => {
    const [lot, level] = (values.lot ?? '').split('~');
    if (!lot || !level) return;
    act.mutate({ test: view.row.test, device: view.row.device, lot, level: level as ControlLevel, value: values.value, measured_ms: values.measured_ms }, { onSuccess: onDone });
  };
  return (
    <ActForm act={act} onSubmit={submit}>
      <FieldSelect {...bind('lot')} label={t('record.lot')} options={options} required />
      <FieldRow>
        <FieldNumber {...bind('value')} suffix={held.find(({ lot, level }) => `${lot}~${level}` === values.lot)?.unit} required autoFocus />
        <FieldDateTime {...bind('measured_ms')} description={t('record.when_hint')} />
      </FieldRow>
      <Buttons><SubmitButton command="control.record" act={act} disabled={values.lot === null}>{t('record.submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}

interface PointProps {
  place: Place;
  point: ControlPointView;
  onDone: () => void;
}

export function CorrectForm({ place: { test, device }, point, onDone }: PointProps) {
  const t = useTexts('controls');
  const act = useAct('control.correct');
  const { values, bind } = useFields({ value: point.value ?? '', reason: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ test, device, station: point.station, seq: point.seq, ...values }, { onSuccess: onDone })}>
      <FieldNumber {...bind('value')} description={t('correct.hint')} suffix={point.unit} autoFocus />
      <FieldLongText {...bind('reason')} required maxLength={500} />
      <Buttons><SubmitButton command="control.correct" act={act}>{t('correct.submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}

export function ExplainForm({ place: { test, device }, point, onDone }: PointProps) {
  const t = useTexts('controls');
  const act = useAct('control.explain');
  const { values, bind } = useFields({ cause: '', action: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ test, device, station: point.station, seq: point.seq, ...values }, { onSuccess: onDone })}>
      <p>{t('explain.text')}</p>
      <FieldLongText {...bind('cause')} required autoFocus maxLength={500} />
      <FieldLongText {...bind('action')} required maxLength={500} />
      <Buttons><SubmitButton command="control.explain" act={act}>{t('explain.submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}
