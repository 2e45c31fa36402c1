/** What happened, when, to which units, and what was done at once. */
import { useState } from 'react';
import { useAct, type DeviationForm, type UnitRow } from '@/api';
import { ActForm, Buttons, FieldCheck, FieldDateTime, FieldLongText, FieldRow, FieldSelect, pick, SubmitButton, useFields, useOpen, useTexts } from '@/shared';
import classes from './Deviations.module.css';
import { UnitsField } from './UnitsField';

interface Props {
  form: DeviationForm;
  category: string | null;
  unit: UnitRow | null;
  onDone: () => void;
}

export function ReportForm({ form, category, unit, onDone }: Props) {
  const t = useTexts('deviations');
  const open = useOpen();
  const act = useAct('deviation.report');
  const { values, bind } = useFields({ category, what_happened: '', happened_ms: null as number | null, done_at_once: '', hold: false });
  const [units, setUnits] = useState<UnitRow[]>(unit ? [unit] : []);
  const submit = () => {
    if (values.category === null) return;
    const named = units.map(({ donation }) => ({ donation, din: null }));
    act.mutate(
      { ...values, category: values.category, units: named, step: '', hold: values.hold && units.length > 0 },
      { onSuccess: (view) => { onDone(); open.screen('deviations', view.row.deviation); } },
    );
  };
  return (
    <ActForm act={act} onSubmit={submit}>
      <p className={classes.quiet}>{t('report.text')}</p>
      <FieldRow>
        <FieldSelect {...bind('category')} label={t('category')} options={form.categories.map((one) => ({ value: one.code, label: pick(one) }))} required />
        <FieldDateTime {...bind('happened_ms')} label={t('happened')} description={t('report.happened_hint')} />
      </FieldRow>
      <FieldLongText {...bind('what_happened')} label={t('what_happened')} description={t('report.what_hint')} required autoFocus maxLength={2000} />
      <FieldLongText {...bind('done_at_once')} label={t('done_at_once')} maxLength={2000} />
      <UnitsField value={units} onChange={setUnits} label={t('units_title')} />
      {units.length > 0 ? <FieldCheck {...bind('hold')} label={t('report.hold')} /> : null}
      <Buttons><SubmitButton command="deviation.report" act={act} disabled={values.category === null || values.what_happened.trim() === ''} color="orange.9">{t('report.submit')}</SubmitButton></Buttons>
    </ActForm>
  );
}
