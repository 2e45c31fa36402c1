/** Leads to the text of a version, and to one of its steps. */
import type { ReactNode } from 'react';
import { PATHS } from '../hooks/useOpen';
import classes from './Sop.module.css';

export function ProcedureLink({ digest, step, children, testId = 'procedure-link' }: { digest: string; step?: string; children: ReactNode; testId?: string }) {
  // A text that has not come to this station cannot be read here.
  if (digest === '') return <>{children}</>;
  return <a className={classes.link} href={`#${PATHS.procedures}/${digest}${step === undefined ? '' : `.${step}`}`} data-testid={testId}>{children}</a>;
}
