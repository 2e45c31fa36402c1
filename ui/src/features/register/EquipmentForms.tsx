/** Registering a device, its services, taking it out and returning it. */
import { useAct, type EquipmentRow, type ServiceKind } from '@/api';
import {
  ActForm, Buttons, FieldChecks, FieldDate, FieldLongText, FieldRadio, FieldRow, FieldScan, FieldSelect, FieldText, SubmitButton, useFields, useTexts, useWord,
} from '@/shared';

const SERVICES: ServiceKind[] = ['calibration', 'maintenance'];

/** A new device, or what is known of one put right. */
export function RegisterForm({ kinds, row, onDone }: { kinds: string[]; row?: EquipmentRow; onDone: (code: string) => void }) {
  const t = useTexts('register');
  const word = useWord();
  const act = useAct('equipment.register');
  const { values, bind } = useFields({
    code: row?.code ?? '',
    kind: row?.kind ?? (null as string | null),
    name: row?.name ?? '',
    room: row?.room ?? '',
    wants: SERVICES.filter((service) => row?.[service].wanted),
  });
  const { kind } = values;
  const submit = () => {
    if (kind !== null) act.mutate({ ...values, kind, code: values.code.trim() }, { onSuccess: (view) => onDone(view.row.code) });
  };
  return (
    <ActForm act={act} onSubmit={submit}>
      <FieldRow>
        <FieldScan {...bind('code')} label={t('number')} description={t('equipment.code_hint')} required autoFocus={!row} disabled={row !== undefined} />
        <FieldSelect {...bind('kind')} options={kinds.map((value) => ({ value, label: word('ThingKind', value) }))} required />
      </FieldRow>
      <FieldText {...bind('name')} label={t('description')} description={t('equipment.name_hint')} required maxLength={120} />
      <FieldText {...bind('room')} maxLength={80} />
      <FieldChecks
        {...bind('wants')}
        label={t('equipment.wants')}
        description={t('equipment.wants_hint')}
        options={SERVICES.map((value) => ({ value, label: word('ServiceKind', value) }))}
      />
      <Buttons><SubmitButton command="equipment.register" act={act} disabled={kind === null}>{t('save')}</SubmitButton></Buttons>
    </ActForm>
  );
}

export function ServiceForm({ code, onDone }: { code: string; onDone: () => void }) {
  const t = useTexts('register');
  const word = useWord();
  const act = useAct('equipment.service');
  const { values, bind } = useFields({ service: 'calibration' as ServiceKind, done_on: '', due_on: '', by: '', certificate: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ code, ...values }, { onSuccess: onDone })}>
      <FieldRadio {...bind('service')} label={t('service.kind')} options={SERVICES.map((value) => ({ value, label: word('ServiceKind', value) }))} />
      <FieldRow>
        <FieldDate {...bind('done_on')} label={t('service.done_on')} required autoFocus />
        <FieldDate {...bind('due_on')} label={t('service.due_on')} description={t('service.due_hint')} future required />
      </FieldRow>
      <FieldRow>
        <FieldText {...bind('by')} label={t('service.by')} description={t('service.by_hint')} required maxLength={120} />
        <FieldText {...bind('certificate')} label={t('service.certificate')} maxLength={120} />
      </FieldRow>
      <Buttons><SubmitButton command="equipment.service" act={act}>{t('save')}</SubmitButton></Buttons>
    </ActForm>
  );
}

/** Taking out or returning: a reason alone. */
export function ReasonForm({ command, code, onDone }: { command: 'equipment.take_out' | 'equipment.return'; code: string; onDone: () => void }) {
  const t = useTexts('register');
  const act = useAct(command);
  const { values, bind } = useFields({ reason: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ code, reason: values.reason }, { onSuccess: onDone })}>
      <p>{t(command === 'equipment.return' ? 'equipment.return_text' : 'equipment.take_out_text')}</p>
      <FieldLongText {...bind('reason')} required autoFocus maxLength={500} />
      <Buttons><SubmitButton command={command} act={act}>{t('save')}</SubmitButton></Buttons>
    </ActForm>
  );
}
