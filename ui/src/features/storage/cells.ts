/** The cursor among the cells of a box. Pure. */
import type { PartBoxView } from '@/api';

/** Where a key leads; none for a key that does not move. */
export function movedCell(from: string, key: string, { cells, columns }: Pick<PartBoxView, 'cells' | 'columns'>): string | null {
  const at = cells.indexOf(from);
  const column = at % columns;
  const to: Record<string, number> = {
    ArrowLeft: column === 0 ? at : at - 1,
    ArrowRight: column === columns - 1 ? at : at + 1,
    ArrowUp: at - columns,
    ArrowDown: at + columns,
    Home: at - column,
    End: at - column + columns - 1,
  };
  const next = to[key];
  return next === undefined ? null : (cells[next] ?? from);
}
