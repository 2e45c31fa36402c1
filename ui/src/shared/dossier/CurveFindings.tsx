/** What the program says of a freezing curve, rule by rule; what the file shows nothing of says so. */
import type { CurveFindingView, Role } from '@/api';
import { pick, useTexts, useWord } from '../i18n';
import { RecordTable } from './RecordTable';
import classes from './RecordTable.module.css';
import { VerdictTone } from './VerdictTone';

export function CurveFindings({ findings, confirmers }: { findings: CurveFindingView[]; confirmers: Role[] }) {
  const t = useTexts('dossier');
  const word = useWord();
  const unjudged = findings.some(({ finding }) => finding.verdict === 'unconfirmed');
  const name = (view: CurveFindingView) => (view.finding.rule.startsWith('phase_') ? t('curves.envelope', { phase: pick(view) }) : pick(view));
  return (
    <>
      {unjudged ? <p className={classes.quiet} data-testid="curve-unjudged">{t('curves.unjudged', { roles: confirmers.map((role) => word('Role', role)).join(' / ') })}</p> : null}
      <RecordTable
        label={t('curves.checks')}
        testId="curve-finding"
        rows={findings}
        rowKey={({ finding }) => finding.rule}
        none={t('curves.unknown_program')}
        columns={[
          { key: 'verdict', title: t('column.verdict'), width: '8.5em', cell: ({ finding }) => <VerdictTone verdict={finding.verdict} /> },
          { key: 'rule', title: t('column.rule'), width: '30%', cell: name },
          { key: 'value', title: t('column.value'), width: '13%', cell: ({ finding }) => <strong>{finding.value || t('curves.not_found')}</strong> },
          { key: 'limit', title: t('column.limit'), width: '14%', cell: ({ finding }) => finding.limit || '—' },
          { key: 'source', title: t('column.source'), cell: ({ finding }) => <span className={classes.quiet}>{finding.source || '—'}</span> },
        ]}
      />
    </>
  );
}
