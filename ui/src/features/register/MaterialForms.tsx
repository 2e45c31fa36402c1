/** Receiving, inspecting, opening, counting and recalling a lot. */
import { useAct, type DeliveryView, type MaterialRow } from '@/api';
import {
  ActForm, Buttons, FieldDate, FieldDateTime, FieldLongText, FieldNumber, FieldRadio, FieldRow, FieldScan, FieldSelect, FieldText, SubmitButton, useFields, useTexts, useWord,
} from '@/shared';

export function ReceiveForm({ kinds, onDone }: { kinds: string[]; onDone: (code: string) => void }) {
  const t = useTexts('register');
  const word = useWord();
  const act = useAct('material.receive');
  const { values, bind } = useFields({
    code: '', kind: null as string | null, name: '', expires_on: '', open_days: '', quantity: '', unit: '', supplier: '',
  });
  const { kind } = values;
  const submit = () => {
    if (kind !== null) act.mutate({ ...values, kind, code: values.code.trim() }, { onSuccess: (view) => onDone(view.row.code) });
  };
  return (
    <ActForm act={act} onSubmit={submit}>
      <FieldRow>
        <FieldScan {...bind('code')} label={t('lot')} description={t('material.code_hint')} required autoFocus />
        <FieldSelect {...bind('kind')} options={kinds.map((value) => ({ value, label: word('ThingKind', value) }))} required />
      </FieldRow>
      <FieldText {...bind('name')} label={t('description')} description={t('material.name_hint')} required maxLength={120} />
      <FieldRow>
        <FieldDate {...bind('expires_on')} label={t('material.expires_on')} future required />
        <FieldNumber {...bind('open_days')} label={t('material.open_days')} description={t('material.open_days_hint')} />
      </FieldRow>
      <FieldRow>
        <FieldNumber {...bind('quantity')} label={t('material.quantity')} required />
        <FieldText {...bind('unit')} label={t('material.unit')} description={t('material.unit_hint')} required maxLength={20} />
        <FieldText {...bind('supplier')} label={t('material.supplier')} maxLength={120} />
      </FieldRow>
      <Buttons><SubmitButton command="material.receive" act={act} disabled={kind === null}>{t('save')}</SubmitButton></Buttons>
    </ActForm>
  );
}

export function InspectForm({ code, delivery, onDone }: { code: string; delivery: DeliveryView; onDone: () => void }) {
  const t = useTexts('register');
  const word = useWord();
  const act = useAct('material.inspect');
  const { values, bind } = useFields({ accepted: null as 'yes' | 'no' | null, note: '' });
  const submit = () => {
    if (values.accepted === null) return;
    const { station, seq } = delivery;
    act.mutate({ code, station, seq, accepted: values.accepted === 'yes', note: values.note }, { onSuccess: onDone });
  };
  return (
    <ActForm act={act} onSubmit={submit}>
      <p>{t('inspect.text', { quantity: delivery.quantity, unit: delivery.unit, by: delivery.received_by })}</p>
      <p>
        {t('inspect.compare')}{' '}
        <strong data-testid="inspect-entered">
          {[
            word('ThingKind', delivery.kind), t('material.until', { day: delivery.expires_on }),
            delivery.open_days === null ? t('inspect.no_days') : t('material.days', { count: delivery.open_days }),
          ].join(' · ')}
        </strong>
      </p>
      <FieldRadio
        {...bind('accepted')}
        label={t('inspect.outcome')}
        options={[{ value: 'yes', label: t('inspect.accept') }, { value: 'no', label: t('inspect.refuse') }]}
      />
      <FieldLongText {...bind('note')} description={t('inspect.note_hint')} required={values.accepted === 'no'} maxLength={500} />
      <Buttons><SubmitButton command="material.inspect" act={act} disabled={values.accepted === null}>{t('save')}</SubmitButton></Buttons>
    </ActForm>
  );
}

export function OpenForm({ code, onDone }: { code: string; onDone: () => void }) {
  const t = useTexts('register');
  const act = useAct('material.open');
  const { values, bind } = useFields({ opened_ms: null as number | null });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ code, ...values }, { onSuccess: onDone })}>
      <p>{t('open.text')}</p>
      <FieldDateTime {...bind('opened_ms')} label={t('open.when')} description={t('open.when_hint')} />
      <Buttons><SubmitButton command="material.open" act={act}>{t('open.submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}

export function CountForm({ row, onDone }: { row: MaterialRow; onDone: () => void }) {
  const t = useTexts('register');
  const act = useAct('material.count');
  const { values, bind } = useFields({ left: '', reason: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ code: row.code, ...values }, { onSuccess: onDone })}>
      <FieldNumber {...bind('left')} label={t('material.left')} description={t('count.hint')} suffix={row.unit} required autoFocus />
      <FieldLongText {...bind('reason')} required maxLength={500} />
      <Buttons><SubmitButton command="material.count" act={act}>{t('save')}</SubmitButton></Buttons>
    </ActForm>
  );
}

export function RecallForm({ code, users, onDone }: { code: string; users: number; onDone: () => void }) {
  const t = useTexts('register');
  const act = useAct('material.recall');
  const { values, bind } = useFields({ reason: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ code, reason: values.reason }, { onSuccess: onDone })}>
      <p>{t('recall.text', { count: users })}</p>
      <FieldLongText {...bind('reason')} description={t('recall.reason_hint')} required autoFocus maxLength={400} />
      <Buttons><SubmitButton command="material.recall" act={act} color="red.9">{t('recall.submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}
