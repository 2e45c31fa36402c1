/** Classifying, investigating, widening, planning, doing, checking, re-opening. */
import { useAct, useCommandQuery, type ActionKind, type ActionView, type DeviationClass } from '@/api';
import {
  ActForm, Buttons, FieldDate, FieldLongText, FieldRadio, FieldRow, FieldSelect, Loaded, pick, SubmitButton, useFields, useTexts, useWord,
} from '@/shared';
import classes from './Deviations.module.css';
import { UnitsField } from './UnitsField';
import { useUnits } from './useUnits';

interface Props {
  id: string;
  onDone: () => void;
}

const CLASSES: DeviationClass[] = ['minor', 'major', 'critical'];
const KINDS: ActionKind[] = ['corrective', 'preventive'];

export function ClassifyForm({ id, now, onDone }: Props & { now: DeviationClass | null }) {
  const t = useTexts('deviations');
  const word = useWord();
  const act = useAct('deviation.classify');
  const { values, bind } = useFields({ class: now, reason: '' });
  const submit = () => values.class !== null && act.mutate({ deviation: id, class: values.class, reason: values.reason }, { onSuccess: onDone });
  return (
    <ActForm act={act} onSubmit={submit}>
      <FieldRadio {...bind('class')} label={t('class_title')} options={CLASSES.map((value) => ({ value, label: word('DeviationClass', value) }))} required />
      <p className={classes.quiet}>{values.class === null ? t('classify.text') : t(`class_text.${values.class}`)}</p>
      <FieldLongText {...bind('reason')} required maxLength={2000} />
      <Buttons><SubmitButton command="deviation.classify" act={act} disabled={values.class === null}>{t('save')}</SubmitButton></Buttons>
    </ActForm>
  );
}

export function InvestigateForm({ id, now, onDone }: Props & { now: string | null }) {
  const t = useTexts('deviations');
  const act = useAct('deviation.investigate');
  const form = useCommandQuery('deviation.form', {});
  const { values, bind } = useFields({ cause: now, findings: '' });
  const submit = () => values.cause !== null && act.mutate({ deviation: id, cause: values.cause, findings: values.findings }, { onSuccess: onDone });
  return (
    <Loaded query={form}>
      {({ causes }) => (
        <ActForm act={act} onSubmit={submit}>
          <FieldSelect {...bind('cause')} label={t('cause')} options={causes.map((one) => ({ value: one.code, label: pick(one) }))} required />
          <FieldLongText {...bind('findings')} label={t('investigate.findings')} description={t('investigate.hint')} required maxLength={2000} />
          <Buttons><SubmitButton command="deviation.investigate" act={act} disabled={values.cause === null}>{t('save')}</SubmitButton></Buttons>
        </ActForm>
      )}
    </Loaded>
  );
}

export function WidenForm({ id, onDone }: Props) {
  const t = useTexts('deviations');
  const act = useAct('deviation.widen');
  const { values, bind } = useFields({ reason: '' });
  const units = useUnits([]);
  const state = { isPending: act.isPending || units.busy, error: act.error };
  const submit = async () => {
    const named = await units.settle();
    if (named) act.mutate({ deviation: id, units: named.map(({ donation }) => ({ donation, din: null })), reason: values.reason }, { onSuccess: onDone });
  };
  return (
    <ActForm act={state} onSubmit={() => void submit()}>
      <p className={classes.quiet}>{t('widen.text')}</p>
      <UnitsField units={units} label={t('units_title')} required />
      <FieldLongText {...bind('reason')} required maxLength={2000} />
      <Buttons><SubmitButton command="deviation.widen" act={state} disabled={units.empty}>{t('save')}</SubmitButton></Buttons>
    </ActForm>
  );
}

export function PlanForm({ id, onDone }: Props) {
  const t = useTexts('deviations');
  const word = useWord();
  const act = useAct('deviation.plan_action');
  const form = useCommandQuery('deviation.form', {});
  const { values, bind } = useFields({ kind: 'corrective' as ActionKind | null, what: '', responsible: null as string | null, due_on: '' });
  const submit = () => {
    const { kind, responsible } = values;
    if (kind !== null && responsible !== null) act.mutate({ deviation: id, kind, what: values.what, responsible, due_on: values.due_on }, { onSuccess: onDone });
  };
  return (
    <Loaded query={form}>
      {({ people }) => (
        <ActForm act={act} onSubmit={submit}>
          <FieldRadio {...bind('kind')} label={t('action.kind')} options={KINDS.map((value) => ({ value, label: t(`kind_text.${value}`, { word: word('ActionKind', value) }) }))} required />
          <FieldLongText {...bind('what')} label={t('action.what')} required autoFocus maxLength={2000} />
          <FieldRow>
            <FieldSelect {...bind('responsible')} label={t('action.responsible')} options={people.map(({ person, name }) => ({ value: person, label: name }))} required />
            <FieldDate {...bind('due_on')} label={t('due')} future required />
          </FieldRow>
          <Buttons><SubmitButton command="deviation.plan_action" act={act} disabled={values.responsible === null}>{t('save')}</SubmitButton></Buttons>
        </ActForm>
      )}
    </Loaded>
  );
}

/** Who sees to an action, and until when. */
export function ChangeForm({ id, action, onDone }: Props & { action: ActionView }) {
  const t = useTexts('deviations');
  const act = useAct('deviation.change_action');
  const form = useCommandQuery('deviation.form', {});
  const { values, bind } = useFields({ responsible: action.person as string | null, due_on: action.due_on, reason: '' });
  const submit = () => {
    const { responsible, due_on, reason } = values;
    if (responsible !== null) act.mutate({ deviation: id, key: action.key, responsible, due_on, reason }, { onSuccess: onDone });
  };
  return (
    <Loaded query={form}>
      {({ people }) => (
        <ActForm act={act} onSubmit={submit}>
          <p>{action.what}</p>
          <FieldRow>
            <FieldSelect {...bind('responsible')} label={t('action.responsible')} options={people.map(({ person, name }) => ({ value: person, label: name }))} required />
            <FieldDate {...bind('due_on')} label={t('due')} future required />
          </FieldRow>
          <FieldLongText {...bind('reason')} required autoFocus maxLength={2000} />
          <Buttons><SubmitButton command="deviation.change_action" act={act} disabled={values.responsible === null}>{t('save')}</SubmitButton></Buttons>
        </ActForm>
      )}
    </Loaded>
  );
}

export function WithdrawForm({ id, action, onDone }: Props & { action: ActionView }) {
  const t = useTexts('deviations');
  const act = useAct('deviation.withdraw_action');
  const { values, bind } = useFields({ reason: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ deviation: id, key: action.key, reason: values.reason }, { onSuccess: onDone })}>
      <p>{action.what}</p>
      <p className={classes.quiet}>{t('withdraw.text')}</p>
      <FieldLongText {...bind('reason')} required autoFocus maxLength={2000} />
      <Buttons><SubmitButton command="deviation.withdraw_action" act={act}>{t('withdraw.submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}

export function DoForm({ id, action, onDone }: Props & { action: ActionView }) {
  const t = useTexts('deviations');
  const act = useAct('deviation.do_action');
  const { values, bind } = useFields({ note: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ deviation: id, key: action.key, note: values.note }, { onSuccess: onDone })}>
      <p>{action.what}</p>
      <FieldLongText {...bind('note')} label={t('do.note')} required autoFocus maxLength={2000} />
      <Buttons><SubmitButton command="deviation.do_action" act={act}>{t('do.submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}

export function CheckForm({ id, action, onDone }: Props & { action: ActionView }) {
  const t = useTexts('deviations');
  const act = useAct('deviation.check_action');
  const { values, bind } = useFields({ effective: null as 'yes' | 'no' | null, note: '' });
  const submit = () => values.effective !== null && act.mutate({ deviation: id, key: action.key, effective: values.effective === 'yes', note: values.note }, { onSuccess: onDone });
  return (
    <ActForm act={act} onSubmit={submit}>
      <p>{action.what}</p>
      <FieldRadio {...bind('effective')} label={t('check.question')} options={[{ value: 'yes', label: t('check.effective') }, { value: 'no', label: t('check.not_effective') }]} required />
      <FieldLongText {...bind('note')} label={t('check.note')} required maxLength={2000} />
      <Buttons><SubmitButton command="deviation.check_action" act={act} disabled={values.effective === null}>{t('save')}</SubmitButton></Buttons>
    </ActForm>
  );
}

export function ReopenForm({ id, onDone }: Props) {
  const t = useTexts('deviations');
  const act = useAct('deviation.reopen');
  const { values, bind } = useFields({ reason: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ deviation: id, reason: values.reason }, { onSuccess: onDone })}>
      <p>{t('reopen.text')}</p>
      <FieldLongText {...bind('reason')} required autoFocus maxLength={2000} />
      <Buttons><SubmitButton command="deviation.reopen" act={act}>{t('reopen.submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}
