/** A cell of a grid with a quiet second line, where a column of its own would leave the others no room. */
import type { ReactNode } from 'react';
import classes from './DataGrid.module.css';

export function TwoLines({ first, second, title }: { first: ReactNode; second: ReactNode; title?: string }) {
  return (
    <div className={classes.twoLines} title={title}>
      <div>{first}</div>
      <div>{second}</div>
    </div>
  );
}
