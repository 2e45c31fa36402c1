/** Whether the stock of a kind of material is judged at this site, and by which numbers. */
import { useAct, type MaterialView } from '@/api';
import { ActForm, Buttons, FieldLongText, FieldNumber, FieldRadio, FieldRow, SubmitButton, TimeText, useFields, useTexts, useWord } from '@/shared';
import classes from './Register.module.css';

export function StockRule({ view }: { view: MaterialView }) {
  const t = useTexts('register');
  const word = useWord();
  const rule = view.stock_rule;
  const kind = word('ThingKind', view.row.kind);
  if (rule === null) return <p className={classes.quiet}>{t('rule.none', { kind })}</p>;
  const numbers = { kind, per_use: rule.per_use, low: rule.low_level, unit: rule.unit };
  return (
    <p className={classes.quiet} data-testid="material-rule-said">
      {t(rule.counted ? 'rule.said' : 'rule.off', numbers)} {t('rule.why', { reason: rule.reason, by: rule.by })} <TimeText ms={rule.at_ms} />
      {rule.counted && !rule.fits ? <span className={classes.over}> {t('rule.other_unit', { unit: view.row.unit })}</span> : null}
    </p>
  );
}

export function StockRuleForm({ view, onDone }: { view: MaterialView; onDone: () => void }) {
  const t = useTexts('register');
  const word = useWord();
  const act = useAct('material.set_stock_rule');
  const { code, kind, unit } = view.row;
  const before = view.stock_rule;
  const { values, bind } = useFields({
    counted: (before?.counted === false ? 'no' : 'yes') as 'yes' | 'no', per_use: before?.per_use ?? '1', low_level: before?.low_level ?? '', reason: '',
  });
  const submit = () => act.mutate({ ...values, code, counted: values.counted === 'yes' }, { onSuccess: onDone });
  return (
    <ActForm act={act} onSubmit={submit}>
      <p>{t('rule.text', { kind: word('ThingKind', kind) })}</p>
      <FieldRadio
        {...bind('counted')}
        label={t('rule.counted')}
        options={[{ value: 'yes', label: t('rule.yes') }, { value: 'no', label: t('rule.no') }]}
      />
      <FieldRow>
        <FieldNumber {...bind('per_use')} label={t('rule.per_use')} description={t('rule.per_use_hint')} suffix={unit} disabled={values.counted === 'no'} />
        <FieldNumber {...bind('low_level')} label={t('rule.low_level')} description={t('rule.low_hint')} suffix={unit} disabled={values.counted === 'no'} />
      </FieldRow>
      <FieldLongText {...bind('reason')} required maxLength={500} />
      <Buttons><SubmitButton command="material.set_stock_rule" act={act}>{t('save')}</SubmitButton></Buttons>
    </ActForm>
  );
}
