/** What happened, when, at which step, to which units, and what was done at once. */
import { useAct, type DeviationForm, type DeviationView } from '@/api';
import { ActForm, Buttons, FieldCheck, FieldDateTime, FieldLongText, FieldRow, FieldSelect, pick, SubmitButton, useFields, useTexts } from '@/shared';
import classes from './Deviations.module.css';
import type { Noticed } from './noticed';
import { UnitsField } from './UnitsField';
import { useUnits } from './useUnits';

interface Props {
  form: DeviationForm;
  noticed: Noticed;
  /** A unit was scanned, which no field tells of. */
  onEntered: () => void;
  onDone: (view: DeviationView) => void;
}

export function ReportForm({ form, noticed, onEntered, onDone }: Props) {
  const t = useTexts('deviations');
  const act = useAct('deviation.report');
  const { values, bind } = useFields({
    category: noticed.category, what_happened: noticed.what, happened_ms: noticed.happened, done_at_once: '', step: noticed.step, hold: false,
  });
  const units = useUnits(noticed.units, onEntered);
  const state = { isPending: act.isPending || units.busy, error: act.error };
  const submit = async () => {
    const { category } = values;
    const named = await units.settle();
    if (category === null || named === null) return;
    const rows = named.map(({ donation }) => ({ donation, din: null }));
    act.mutate({ ...values, category, units: rows, step: values.step ?? '', hold: values.hold && rows.length > 0 }, { onSuccess: onDone });
  };
  return (
    <ActForm act={state} onSubmit={() => void submit()}>
      <p className={classes.quiet}>{t('report.text')}</p>
      <FieldRow>
        <FieldSelect {...bind('category')} label={t('category')} options={form.categories.map((one) => ({ value: one.code, label: pick(one) }))} required />
        <FieldDateTime {...bind('happened_ms')} label={t('happened')} description={t('report.happened_hint')} />
      </FieldRow>
      {noticed.steps.length > 0 ? (
        <FieldSelect {...bind('step')} label={t('step')} options={noticed.steps.map((step) => ({ value: step.code, label: pick(step) }))} />
      ) : null}
      <FieldLongText {...bind('what_happened')} label={t('what_happened')} description={t('report.what_hint')} required autoFocus maxLength={2000} />
      <FieldLongText {...bind('done_at_once')} label={t('done_at_once')} maxLength={2000} />
      <UnitsField units={units} label={t('units_title')} />
      {units.empty ? null : <FieldCheck {...bind('hold')} label={t('report.hold')} />}
      <Buttons><SubmitButton command="deviation.report" act={state} disabled={values.category === null || values.what_happened.trim() === ''} color="caution">{t('report.submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}
