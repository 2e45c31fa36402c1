/** Columns of lists of units; each row's number carries the test id `row-<number>`. */
import type { UnitRow } from '@/api/gen/commands';
import { Din } from '../display/Din';
import { StatusBadge } from '../display/StatusBadge';
import { TimeText } from '../display/TimeText';
import type { Column } from '../grid/DataGrid';
import { useTexts, useWord } from '../i18n';
import classes from './useUnitColumns.module.css';

export type UnitColumn = 'din' | 'status' | 'inventory' | 'site' | 'collected' | 'volume' | 'position' | 'changed';

/** `of` takes the unit out of a row that says more. */
export function useUnitColumns<R>(keys: readonly UnitColumn[], of: (row: R) => UnitRow): Column<R>[] {
  const t = useTexts();
  const word = useWord();
  const all: Record<UnitColumn, Omit<Column<UnitRow>, 'key'>> = {
    din: {
      title: t('fields.din'),
      width: '19ch',
      cell: (u) => <span data-testid={`row-${u.din ?? u.donation}`}><Din din={u.din} check={u.check_character} /></span>,
    },
    status: { title: t('fields.status'), width: 'minmax(14em, 1fr)', cell: (u) => <div className={classes.status}><StatusBadge status={u.status} held={u.held} /></div> },
    inventory: { title: t('fields.inventory'), width: '5.5em', cell: (u) => word('Inventory', u.inventory) },
    site: { title: t('fields.site_code'), width: '5em', cell: (u) => u.site_code },
    collected: { title: t('fields.collected_ms'), width: '6.5em', cell: (u) => <TimeText ms={u.collected_ms} dateOnly /> },
    volume: { title: t('fields.volume_ml'), width: '7.5em', align: 'end', cell: (u) => u.volume_ml ?? '—' },
    position: { title: t('fields.position'), width: '8em', cell: (u) => (u.position ? <span data-mono>{u.position}</span> : '—') },
    changed: { title: t('fields.changed_ms'), width: '9em', cell: (u) => <TimeText ms={u.changed_ms} /> },
  };
  return keys.map((key) => {
    const { cell, ...rest } = all[key];
    return { key, ...rest, cell: (row: R) => cell(of(row)) };
  });
}
