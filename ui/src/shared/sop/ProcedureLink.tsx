/** Leads to the text of a version, and to one of its steps; a screen with something unsaved is asked first. */
import type { ReactNode } from 'react';
import { PATHS, useOpen } from '../hooks/useOpen';
import classes from './Sop.module.css';

export function ProcedureLink({ digest, step, children, testId = 'procedure-link' }: { digest: string; step?: string; children: ReactNode; testId?: string }) {
  const open = useOpen();
  // A text that has not come to this station cannot be read here.
  if (digest === '') return <>{children}</>;
  const id = step === undefined ? digest : `${digest}.${step}`;
  return (
    <a
      className={classes.link}
      href={`#${PATHS.procedures}/${id}`}
      onClick={(event) => {
        // An address that the browser goes to by itself cannot be held back.
        event.preventDefault();
        open.screen('procedures', id);
      }}
      data-testid={testId}
    >
      {children}
    </a>
  );
}
