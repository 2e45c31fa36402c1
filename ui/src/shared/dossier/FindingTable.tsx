/** What the rules say, in the order in which the program answered: exceptions first. */
import type { Finding, ResultView } from '@/api/gen/commands';
import { useTexts } from '../i18n';
import { RecordTable } from './RecordTable';
import classes from './RecordTable.module.css';
import { VerdictTone } from './VerdictTone';
import { findingValue, ruleName } from './words';

export function FindingTable({ findings, results }: { findings: Finding[]; results: ResultView[] }) {
  const t = useTexts('dossier');
  return (
    <RecordTable
      label={t('column.rule')}
      testId="finding"
      rows={findings}
      rowKey={(finding) => finding.rule}
      none={t('findings.none')}
      columns={[
        { key: 'verdict', title: t('column.verdict'), width: '7.5em', cell: (f) => <VerdictTone verdict={f.verdict} /> },
        { key: 'rule', title: t('column.rule'), width: '24%', cell: (f) => ruleName(f.rule, results, t) },
        { key: 'value', title: t('column.value'), width: '15%', cell: (f) => <strong>{findingValue(f, results, t)}</strong> },
        { key: 'limit', title: t('column.limit'), width: '12%', cell: (f) => f.limit || '—' },
        { key: 'source', title: t('column.source'), cell: (f) => <span className={classes.quiet}>{f.source || '—'}</span> },
      ]}
    />
  );
}
