/** Racks down, slots across; only the positions in sight exist. Arrow keys move, Enter opens the unit. */
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { OccupiedPosition, TankRow } from '@/api';
import { useTexts } from '@/shared';
import { moved, positionCode } from './position';
import classes from './Tank.module.css';

const LABEL = 64;
const HEAD = 28;
const CELL_MIN = 22;
const CELL_MAX = 40;

interface Props {
  tank: TankRow;
  at: (rack: number, slot: number) => OccupiedPosition | undefined;
  active: { rack: number; slot: number };
  onActive: (place: { rack: number; slot: number }) => void;
  onOpen: (donation: string) => void;
}

export function SlotGrid({ tank, at, active, onActive, onOpen }: Props) {
  const t = useTexts('storage');
  const scroller = useRef<HTMLDivElement>(null);
  const cell = useCellSize(scroller, tank.slots);
  const racks = useVirtualizer({
    count: tank.racks, getScrollElement: () => scroller.current, estimateSize: () => cell, overscan: 4, paddingStart: HEAD,
    initialRect: { width: 1100, height: 600 },
  });
  const slots = useVirtualizer({
    horizontal: true, count: tank.slots, getScrollElement: () => scroller.current, estimateSize: () => cell, overscan: 8, paddingStart: LABEL,
    initialRect: { width: 1100, height: 600 },
  });
  const { measure: measureRacks } = racks;
  const { measure: measureSlots } = slots;
  useEffect(() => {
    measureRacks();
    measureSlots();
  }, [cell, measureRacks, measureSlots]);
  const { scrollToIndex: toRack } = racks;
  const { scrollToIndex: toSlot } = slots;
  useEffect(() => {
    toRack(active.rack - 1, { align: 'auto' });
    toSlot(active.slot - 1, { align: 'auto' });
  }, [active.rack, active.slot, toRack, toSlot]);

  const onKeyDown = (event: KeyboardEvent) => {
    const to = moved(active, event.key, tank);
    const here = at(active.rack, active.slot);
    if (to) onActive(to);
    else if (event.key === 'Enter' && here) onOpen(here.donation);
    else return;
    event.preventDefault();
  };

  const across = slots.getVirtualItems();
  return (
    <div ref={scroller} className={classes.grid} role="grid" aria-label={t('tank.title', { code: tank.code })} aria-rowcount={tank.racks} aria-colcount={tank.slots} tabIndex={0} onKeyDown={onKeyDown} data-testid="storage-grid">
      <div style={{ height: racks.getTotalSize(), width: slots.getTotalSize(), position: 'relative' }}>
        <div className={classes.top} style={{ height: HEAD, width: slots.getTotalSize() }} aria-hidden>
          {across.map(({ index, start }) => (index === 0 || (index + 1) % 5 === 0 ? <span key={index} style={{ left: start, width: cell }}>{index + 1}</span> : null))}
        </div>
        {racks.getVirtualItems().map(({ index: row, start: top }) => (
          <div key={row} role="row" aria-rowindex={row + 1} className={classes.rack} style={{ transform: `translateY(${top}px)`, height: cell }}>
            <span role="rowheader" className={classes.rackName} style={{ width: LABEL - 8, lineHeight: `${cell}px` }}>R{String(row + 1).padStart(2, '0')}</span>
            {across.map(({ index: column, start }) => {
              const there = at(row + 1, column + 1);
              const isActive = active.rack === row + 1 && active.slot === column + 1;
              return (
                <span
                  key={column}
                  role="gridcell"
                  aria-colindex={column + 1}
                  aria-selected={isActive}
                  tabIndex={-1}
                  className={classes.slot}
                  data-state={there ? (there.contested ? 'contested' : 'taken') : 'free'}
                  title={`${positionCode({ tank: tank.code, rack: row + 1, slot: column + 1 })}${there ? ` · ${there.din}` : ''}`}
                  style={{ left: start + 1, width: cell - 2, height: cell - 2 }}
                  onClick={() => onActive({ rack: row + 1, slot: column + 1 })}
                  onDoubleClick={() => there && onOpen(there.donation)}
                  onKeyDown={() => {}}
                >
                  {there?.contested ? <IconAlertTriangleFilled size={Math.min(18, cell - 6)} aria-label={t('legend.contested')} /> : null}
                </span>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

/** As large as the width allows, within reason. */
function useCellSize(scroller: { current: HTMLDivElement | null }, slots: number): number {
  const [cell, setCell] = useState(28);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const fit = () => setCell(Math.min(CELL_MAX, Math.max(CELL_MIN, Math.floor((element.clientWidth - LABEL - 4) / slots))));
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, slots]);
  return cell;
}
