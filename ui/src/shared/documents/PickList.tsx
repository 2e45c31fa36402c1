/** Choosing stored units for a pick list: a box before each position, and the list itself. */
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

/** The columns, with one of boxes to tick before the position of whatever lies in a tank. */
export function usePicking(columns: Column<UnitRow>[], picked: ReadonlySet<string>, onChange: (picked: ReadonlySet<string>) => void): Column<UnitRow>[] {
  const t = useTexts();
  const may = useCan('print_label');
  const toggle = (donation: string) => {
    const next = new Set(picked);
    if (!next.delete(donation)) next.add(donation);
    onChange(next);
  };
  if (!may) return columns;
  const pick: Column<UnitRow> = {
    key: 'pick',
    title: t('documents.pick_column'),
    width: '3.5em',
    cell: (row) => row.position === null || row.status === 'rejected' ? null : (
      <label className={classes.pick}>
        <input
          type="checkbox"
          checked={picked.has(row.donation)}
          onChange={() => toggle(row.donation)}
          aria-label={`${t('documents.pick_column')} ${row.din ?? ''}`}
          data-testid={`pick-${row.din ?? row.donation}`}
        />
      </label>
    ),
  };
  return columns.flatMap((column) => (column.key === 'position' ? [pick, column] : [column]));
}
