/**
 * Rows of any number: only those in sight exist, as CSS-grid rows. Up, Down, PageUp, PageDown, Home, End move; Enter opens.
 * `loadMore` is called when the end comes near and `hasMore` is true.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { EmptyState, LoadingState } from '../display/States';
import classes from './DataGrid.module.css';

const HEAD_PX = 41;

export interface Column<R> {
  key: string;
  title: ReactNode;
  /** A CSS grid track: `1fr`, `12ch`, `minmax(10ch, 1fr)`. */
  width: string;
  align?: 'start' | 'end';
  cell: (row: R) => ReactNode;
}

interface Props<R> {
  rows: R[];
  columns: Column<R>[];
  rowKey: (row: R) => string;
  /** Enter or click. */
  onOpen?: (row: R) => void;
  hasMore?: boolean;
  loadMore?: () => void;
  loading?: boolean;
  empty?: ReactNode;
  /** Names the grid for screen readers; `data-testid` of grid and, with `-row`, of rows. */
  label: string;
  testId: string;
  /** Height of a row, px. */
  rowHeight?: number;
  /** CSS height of the grid; default fills what the parent gives. */
  height?: string;
}

export function DataGrid<R>(props: Props<R>) {
  const { rows, columns, rowHeight = 48, hasMore = false, loading = false, loadMore } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: 0,
    scrollPaddingStart: HEAD_PX,
    initialRect: { width: 1000, height: 600 },
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? -1;
  // Scrolled far away, the active row is not in the page.
  const isRendered = items.some(({ index }) => index === active);
  useEffect(() => {
    if (hasMore && !loading && lastShown >= rows.length - 20) loadMore?.();
  }, [hasMore, loading, lastShown, rows.length, loadMore]);

  const tracks = columns.map((column) => column.width).join(' ');
  const move = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    setActive(next);
    virtual.scrollToIndex(next, { align: 'auto' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Keys of a button in a row, or of a dialog that it opened, are not the grid's.
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const steps: Record<string, number> = {
      ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page, Home: 0, End: rows.length - 1,
    };
    const to = steps[event.key];
    const row = rows[active];
    if (to !== undefined) move(to);
    else if (event.key === 'Enter' && row !== undefined) props.onOpen?.(row);
    else return;
    event.preventDefault();
  };

  // Inside the scroller, so that it is as wide as the rows whatever the scroll bar takes.
  const head = (
    <div className={classes.head} style={{ gridTemplateColumns: tracks }} role="row">
      {columns.map((column) => <div key={column.key} role="columnheader" data-align={column.align}>{column.title}</div>)}
    </div>
  );

  return (
    <div className={classes.grid} style={{ height: props.height }} data-testid={props.testId}>
      {rows.length === 0 ? <div role="table" aria-label={props.label}>{head}</div> : null}
      {rows.length === 0 ? (loading ? <LoadingState /> : (props.empty ?? <EmptyState />)) : (
        <div
          ref={scroller}
          className={classes.body}
          role="grid"
          aria-label={props.label}
          aria-rowcount={hasMore ? -1 : rows.length + 1}
          aria-activedescendant={isRendered ? `${props.testId}-${active}` : undefined}
          tabIndex={0}
          onKeyDown={onKeyDown}
        >
          {head}
          <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
            {items.map((item) => {
              const row = rows[item.index];
              if (row === undefined) return null;
              return (
                <div
                  key={props.rowKey(row)}
                  id={`${props.testId}-${item.index}`}
                  role="row"
                  aria-rowindex={item.index + 2}
                  aria-selected={item.index === active}
                  tabIndex={-1}
                  className={classes.row}
                  data-clickable={props.onOpen ? true : undefined}
                  data-testid={`${props.testId}-row`}
                  data-key={props.rowKey(row)}
                  style={{ gridTemplateColumns: tracks, height: item.size, transform: `translateY(${item.start}px)` }}
                  onClick={(event) => {
                    if (!isRowClick(event)) return;
                    setActive(item.index);
                    props.onOpen?.(row);
                  }}
                  onKeyDown={() => {}}
                >
                  {columns.map((column) => <div key={column.key} role="gridcell" data-align={column.align}>{column.cell(row)}</div>)}
                </div>
              );
            })}
          </div>
        </div>
      )}
    </div>
  );
}

/** Not on a control in the row, nor in a dialog that one opened: React hands those events up as well. */
function isRowClick(event: MouseEvent): boolean {
  const target = event.target as Element;
  return event.currentTarget.contains(target) && target.closest('button, a, input, label') === null;
}
