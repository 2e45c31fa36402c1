/** What the version that waits for a decision changes, and what is wrong with a text. */
import { IconReplace } from '@tabler/icons-react';
import type { ProcedureFault, ProcedureView } from '@/api';
import { pick, problemText, ProcedureComparison, Tone, useTexts } from '@/shared';
import classes from './Procedures.module.css';

/** What a version changes of the one that it began with, or of the one that the bank works by. */
export function ProcedureChanges({ procedure: { kind, code, digest, compared_with: other, replaces } }: { procedure: ProcedureView }) {
  const t = useTexts('admin');
  if (kind !== 'sop') return null;
  if (other === null) return <p className={classes.text} data-testid="procedure-compared">{t('procedures.compared_with_none')}</p>;
  return (
    <>
      {replaces ? (
        <p className={classes.text} data-testid="procedure-replaces">
          <Tone tone={replaces.code === code ? 'blue' : 'orange'} icon={IconReplace} sentence>{t('procedures.replaces', { title: pick(replaces), version: `${replaces.code} · ${replaces.version}` })}</Tone>
        </p>
      ) : null}
      <p className={classes.text} data-testid="procedure-compared" data-version={other.version}>{t('procedures.compared_with', { version: other.code === code ? other.version : `${other.code} · ${other.version}` })}</p>
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
