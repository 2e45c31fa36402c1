/** Colour and icon of how a device or a lot stands, and what the address names. */
import { IconAlertTriangle, IconBan, IconCircleCheck, IconClock, IconHourglassEmpty, IconLock, IconPackageOff, type Icon } from '@tabler/icons-react';
import type { EquipmentStanding, LotStanding } from '@/api';
import type { ToneName } from '@/shared';

export const EQUIPMENT_LOOK: Record<EquipmentStanding, [ToneName, Icon]> = {
  good: ['green', IconCircleCheck],
  due_soon: ['orange', IconClock],
  overdue: ['red', IconAlertTriangle],
  out_of_service: ['red', IconBan],
};

export const LOT_LOOK: Record<LotStanding, [ToneName, Icon]> = {
  good: ['green', IconCircleCheck],
  ends_soon: ['orange', IconClock],
  not_opened: ['blue', IconLock],
  not_inspected: ['violet', IconHourglassEmpty],
  refused: ['red', IconBan],
  expired: ['red', IconAlertTriangle],
  open_too_long: ['red', IconAlertTriangle],
  recalled: ['red', IconBan],
  used_up: ['grey', IconPackageOff],
  none_left: ['red', IconPackageOff],
};

export type Place = { tab: 'equipment' | 'materials'; code: string | null };

/** `/register`, `/register/materials`, `/register/equipment~EQ-001`. */
export function placeOf(id: string | null): Place {
  const [tab = '', ...code] = (id ?? '').split('~');
  return { tab: tab === 'materials' ? 'materials' : 'equipment', code: code.length === 0 ? null : code.join('~') };
}

export function idOf({ tab, code }: Place): string {
  return code === null ? tab : `${tab}~${code}`;
}
