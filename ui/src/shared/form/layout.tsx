/** Rows of fields and the line of buttons below them. */
import type { ReactNode } from 'react';
import classes from './form.module.css';

export function FieldRow({ children }: { children: ReactNode }) {
  return <div className={classes.row}>{children}</div>;
}

export function Buttons({ children }: { children: ReactNode }) {
  return <div className={classes.buttons}>{children}</div>;
}
