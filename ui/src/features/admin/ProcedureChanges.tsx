/** What the version that waits for a decision changes, and what is wrong with a text. */
import type { ProcedureFault, ProcedureView } from '@/api';
import { problemText, ProcedureComparison, useTexts } from '@/shared';
import classes from './Procedures.module.css';

/** What a version changes of the one that it began with, or of the one that the bank works by. */
export function ProcedureChanges({ procedure: { kind, digest, compared_with: other } }: { procedure: ProcedureView }) {
  const t = useTexts('admin');
  if (kind !== 'sop') return null;
  if (other === null) return <p className={classes.text} data-testid="procedure-compared">{t('procedures.compared_with_none')}</p>;
  return (
    <>
      <p className={classes.text} data-testid="procedure-compared" data-version={other.version}>{t('procedures.compared_with', { version: other.version })}</p>
      <ProcedureComparison before={other.digest} after={digest} />
    </>
  );
}

export function FaultList({ faults, onChoose }: { faults: ProcedureFault[]; onChoose?: (at: string) => void }) {
  const t = useTexts('admin');
  if (faults.length === 0) return null;
  return (
    <div role="alert" className={classes.faults} data-testid="procedure-faults">
      <strong>{t('procedures.faults', { count: faults.length })}</strong>
      <ul>{faults.map(({ problem, at }, index) => <li key={`${at} ${index}`} data-code={problem.code}>
        {onChoose && at.startsWith('steps.') ? <button type="button" className={classes.link} onClick={() => onChoose(at)}>{problemText(problem)}</button> : problemText(problem)}
      </li>)}</ul>
    </div>
  );
}
