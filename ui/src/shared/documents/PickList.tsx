/** Choosing stored units for a pick list: a box beside each position, and the list itself. */
import type { UnitRow } from '@/api/gen/commands';
import type { Column } from '../grid/DataGrid';
import { useTexts } from '../i18n';
import { useCan } from '../session/context';
import { DocumentButton } from './DocumentButton';
import classes from './DocumentPanel.module.css';

export function PickList({ picked, testId }: { picked: ReadonlySet<string>; testId: string }) {
  const t = useTexts();
  const may = useCan('print_label');
  if (!may || picked.size === 0) return null;
  return <DocumentButton testId={testId} title={t('documents.pick', { count: picked.size })} documents={['pick_list']} donations={[...picked]} />;
}

/** The columns, with a box to tick beside the position of whatever lies in a tank. */
export function usePicking(columns: Column<UnitRow>[], picked: ReadonlySet<string>, onChange: (picked: ReadonlySet<string>) => void): Column<UnitRow>[] {
  const t = useTexts();
  const may = useCan('print_label');
  const toggle = (donation: string) => {
    const next = new Set(picked);
    if (!next.delete(donation)) next.add(donation);
    onChange(next);
  };
  if (!may) return columns;
  return columns.map((column) => column.key !== 'position' ? column : {
    ...column,
    cell: (row) => row.position === null || row.status === 'rejected' ? column.cell(row) : (
      <label className={classes.pick}>
        <input
          type="checkbox"
          checked={picked.has(row.donation)}
          onChange={() => toggle(row.donation)}
          aria-label={`${t('documents.pick_column')} ${row.din ?? ''}`}
          data-testid={`pick-${row.din ?? row.donation}`}
        />
        {column.cell(row)}
      </label>
    ),
  });
}
