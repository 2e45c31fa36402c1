/** Position codes as printed, such as `T01-R02-S015`, and positions of a tank by rack and slot. */
import type { OccupiedPosition, TankRow } from '@/api';

export interface Place {
  tank: string;
  rack: number;
  slot: number;
}

const CODE = /^([A-Z0-9]{1,8})-R(\d{1,2})-S(\d{1,3})$/;

export function parsePosition(code: string): Place | null {
  const [, tank, rack, slot] = CODE.exec(code.trim().toUpperCase()) ?? [];
  return tank && rack && slot ? { tank, rack: Number(rack), slot: Number(slot) } : null;
}

export function positionCode({ tank, rack, slot }: Place): string {
  return `${tank}-R${String(rack).padStart(2, '0')}-S${String(slot).padStart(3, '0')}`;
}

const key = (rack: number, slot: number) => rack * 1000 + slot;

/** Looks up who is in a position. */
export function occupancy(occupied: readonly OccupiedPosition[]): (rack: number, slot: number) => OccupiedPosition | undefined {
  const byPlace = new Map(occupied.map((position) => [key(position.rack, position.slot), position]));
  return (rack, slot) => byPlace.get(key(rack, slot));
}

export interface Fill {
  total: number;
  free: number;
  percent: number;
}

/** How full a tank is; a tank that is not empty never shows 0 %, one that is not full never 100 %. */
export function fillOf({ racks, slots, occupied }: Pick<TankRow, 'racks' | 'slots' | 'occupied'>): Fill {
  const total = racks * slots;
  const share = total === 0 ? 0 : (occupied / total) * 100;
  const percent = occupied === 0 ? 0 : occupied >= total ? 100 : Math.min(99, Math.max(1, Math.round(share)));
  return { total, free: Math.max(0, total - occupied), percent };
}

/** Where a key leads from a position; the edges hold. */
export function moved(from: { rack: number; slot: number }, arrow: string, tank: { racks: number; slots: number }): { rack: number; slot: number } | null {
  const steps: Record<string, { rack: number; slot: number }> = {
    ArrowUp: { rack: from.rack - 1, slot: from.slot },
    ArrowDown: { rack: from.rack + 1, slot: from.slot },
    ArrowLeft: { rack: from.rack, slot: from.slot - 1 },
    ArrowRight: { rack: from.rack, slot: from.slot + 1 },
    Home: { rack: from.rack, slot: 1 },
    End: { rack: from.rack, slot: tank.slots },
    PageUp: { rack: 1, slot: from.slot },
    PageDown: { rack: tank.racks, slot: from.slot },
  };
  const to = steps[arrow];
  if (!to) return null;
  return { rack: Math.min(tank.racks, Math.max(1, to.rack)), slot: Math.min(tank.slots, Math.max(1, to.slot)) };
}
