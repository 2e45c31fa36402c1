/** A short table of records: a heading row and some lines. Long lists belong in a DataGrid. */
import type { ReactNode } from 'react';
import classes from './RecordTable.module.css';

interface Props<R> {
  rows: readonly R[];
  rowKey: (row: R, index: number) => string;
  columns: { key: string; title: ReactNode; width?: string; nowrap?: boolean; cell: (row: R) => ReactNode }[];
  none: string;
  /** `bad` strikes the line through, `quiet` greys it. */
  look?: (row: R) => 'bad' | 'quiet' | undefined;
  label: string;
  testId?: string;
}

export function RecordTable<R>({ rows, rowKey, columns, none, look, label, testId }: Props<R>) {
  if (rows.length === 0) return <p className={classes.none}>{none}</p>;
  return (
    <table className={classes.table} aria-label={label} data-testid={testId}>
      <thead>
        <tr>
          {columns.map((column) => <th key={column.key} scope="col" style={{ width: column.width }}>{column.title}</th>)}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={rowKey(row, index)} data-look={look?.(row)} data-testid={testId ? `${testId}-row` : undefined}>
            {columns.map((column) => <td key={column.key} data-nowrap={column.nowrap}>{column.cell(row)}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
