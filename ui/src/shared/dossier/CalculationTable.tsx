/** What the program computed of a unit, each with how and from what. */
import type { CalculationView } from '@/api/gen/commands';
import { useTexts } from '../i18n';
import { RecordTable } from './RecordTable';
import classes from './RecordTable.module.css';
import { VerdictTone } from './VerdictTone';

const LETTERS = 'ab';

export function CalculationTable({ calculations }: { calculations: CalculationView[] }) {
  const t = useTexts('dossier');
  return (
    <RecordTable
      label={t('calculated.what')}
      testId="calculation"
      rows={calculations}
      rowKey={({ code }) => code}
      none={t('calculated.none')}
      columns={[
        { key: 'what', title: t('calculated.what'), width: '30%', cell: ({ code }) => t(`calculated.code.${code}`) },
        { key: 'value', title: t('calculated.value'), width: '16%', cell: ({ value, unit, stale }) => stale ? <><s>{value} {unit}</s> <VerdictTone verdict="stale" /></> : <strong>{value} {unit}</strong> },
        { key: 'formula', title: t('calculated.formula'), width: '16%', cell: ({ formula }) => <code className={classes.mono}>{formula}</code> },
        {
          key: 'inputs',
          title: t('calculated.inputs'),
          cell: ({ inputs }) => inputs.map((input, index) => (
            <div key={input.code} className={classes.quiet}>{LETTERS[index]} = {input.value} {input.unit} · {t(`calculated.input.${input.code}`)}</div>
          )),
        },
      ]}
    />
  );
}
