/** A tab: a line with its button, and a list as tall as its rows, up to what the window gives. */
import type { ReactNode } from 'react';
import { DataGrid, type Column } from '@/shared';
import classes from './Section.module.css';

const ROW_PX = 52;

interface Props<R> {
  name: string;
  label: string;
  hint?: ReactNode;
  action?: ReactNode;
  rows: R[];
  columns: Column<R>[];
  rowKey: (row: R) => string;
  empty?: ReactNode;
}

export function Section<R>({ name, label, hint, action, rows, columns, rowKey, empty }: Props<R>) {
  return (
    <section>
      <div className={classes.line}>
        <div className={classes.hint}>{hint}</div>
        {action}
      </div>
      <DataGrid
        rows={rows}
        columns={columns}
        rowKey={rowKey}
        label={label}
        testId={`admin-${name}`}
        rowHeight={ROW_PX}
        height={rows.length === 0 ? 'auto' : `min(${rows.length * ROW_PX + 44}px, calc(100vh - 310px))`}
        empty={empty}
      />
    </section>
  );
}
