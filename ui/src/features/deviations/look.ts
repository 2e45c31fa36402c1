/** How classes and stages look, and what a deviation is about at each screen. */
import { IconAlertOctagon, IconAlertTriangle, IconCircleCheck, IconClipboardCheck, IconEye, IconHelpCircle, IconInfoCircle, IconSearch, IconTool, type Icon } from '@tabler/icons-react';
import type { DeviationClass, DeviationStage } from '@/api';
import type { ToneName } from '@/shared';

export const STAGE_LOOK: Record<DeviationStage, [ToneName, Icon]> = {
  reported: ['orange', IconHelpCircle],
  investigation: ['orange', IconSearch],
  action: ['violet', IconTool],
  check: ['blue', IconEye],
  closing: ['cyan', IconClipboardCheck],
  closed: ['green', IconCircleCheck],
};

export const CLASS_LOOK: Record<DeviationClass, [ToneName, Icon]> = {
  minor: ['grey', IconInfoCircle],
  major: ['orange', IconAlertTriangle],
  critical: ['red', IconAlertOctagon],
};

/** In the order of the work. */
export const STAGES: readonly DeviationStage[] = ['reported', 'investigation', 'action', 'check', 'closing', 'closed'];

/** Screens whose address carries a unit, and what a deviation noticed there is most likely about. */
const ABOUT = new Map(Object.entries({
  bench: 'processing', release: 'release', receipt: 'receipt', storage: 'storage', collection: 'collection', shipment: 'transport',
  register: 'equipment', inbox: 'testing', printing: 'labelling',
}));

const OF_UNIT = new Set(['unit', 'bench', 'review', 'release', 'collection']);

/** What the screen at an address tells of a deviation that is noticed there. */
export function noticedAt(path: string): { category: string | null; donation: string | null } {
  const [, screen = '', id = ''] = path.split('/');
  return { category: ABOUT.get(screen) ?? null, donation: OF_UNIT.has(screen) && /^[0-9a-f]{32}$/.test(id) ? id : null };
}
