/** Registering a room and giving it up, reading a plate. */
import { useAct, type PlateView, type RoomGrade, type RoomRow, type RoomView } from '@/api';
import { ActForm, Buttons, FieldDateTime, FieldLongText, FieldNumber, FieldRadio, FieldRow, FieldText, formatDateTime, pick, SubmitButton, useFields, useTexts, useWord } from '@/shared';
import classes from './Environment.module.css';
import { GRADES, UNITS } from './look';

export function RoomForm({ of, onDone }: { of?: RoomRow; onDone: (view: RoomView) => void }) {
  const t = useTexts('environment');
  const word = useWord();
  const act = useAct('environment.register');
  const { values, bind } = useFields({ code: of?.code ?? '', name_zh: of?.zh ?? '', name_en: of?.en ?? '', grade: (of?.grade ?? null) as RoomGrade | null, points: of?.points.join('\n') ?? '', reason: '' });
  const submit = () => {
    const { grade } = values;
    if (grade !== null) act.mutate({ ...values, grade, room: of?.room ?? null, points: values.points.split('\n').map((point) => point.trim()).filter(Boolean) }, { onSuccess: onDone });
  };
  return (
    <ActForm act={act} onSubmit={submit}>
      <FieldText {...bind('code')} description={t('register.code_hint')} disabled={of !== undefined} required autoFocus={of === undefined} maxLength={40} mono />
      <FieldRow>
        <FieldText {...bind('name_zh')} required maxLength={80} />
        <FieldText {...bind('name_en')} required maxLength={80} />
      </FieldRow>
      <FieldRadio {...bind('grade')} options={GRADES.map((value) => ({ value, label: word('RoomGrade', value) }))} required />
      <FieldLongText {...bind('points')} description={t('register.points_hint')} required />
      {of === undefined ? null : <FieldLongText {...bind('reason')} description={t('register.reason_hint')} required={values.grade !== of.grade} maxLength={500} />}
      <Buttons><SubmitButton command="environment.register" act={act}>{t('register.submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}

export function RetireForm({ room, onDone }: { room: string; onDone: () => void }) {
  const t = useTexts('environment');
  const act = useAct('environment.retire');
  const { values, bind } = useFields({ reason: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ room, ...values }, { onSuccess: onDone })}>
      <p>{t('retire.text')}</p>
      <FieldLongText {...bind('reason')} required autoFocus maxLength={500} />
      <Buttons><SubmitButton command="environment.retire" act={act} color="caution">{t('retire.submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}

export function ReadForm({ plate, onDone }: { plate: PlateView; onDone: () => void }) {
  const t = useTexts('environment');
  const word = useWord();
  const act = useAct('environment.read_plate');
  const { values, bind } = useFields({ cfu: '', organism: '', read_ms: null as number | null, reason: '' });
  const read = plate.reads.filter(({ replaced }) => !replaced);
  const { room, station, seq, number } = plate;
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ room, station, seq, plate: number, ...values }, { onSuccess: onDone })}>
      <p className={classes.quiet}>{pick(plate)} · {plate.point} · {word('RoomQuantity', plate.quantity)} · {formatDateTime(plate.exposed_ms)}</p>
      {read.map((one) => <p key={`${one.read_ms} ${one.cfu}`} className={classes.warn}>{t('read.before', { cfu: one.cfu, by: one.by, when: formatDateTime(one.read_ms) })}</p>)}
      <FieldRow>
        <FieldNumber {...bind('cfu')} suffix={UNITS[plate.quantity]} required autoFocus />
        <FieldDateTime {...bind('read_ms')} description={t('now_hint')} />
      </FieldRow>
      <FieldText {...bind('organism')} description={t('read.organism_hint')} maxLength={200} />
      {read.length > 0 ? <FieldLongText {...bind('reason')} required maxLength={500} /> : null}
      <Buttons><SubmitButton command="environment.read_plate" act={act}>{t('read.submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}
