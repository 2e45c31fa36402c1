/** How classes and stages look, and what a deviation is about at each screen. */
import { IconAlertOctagon, IconAlertTriangle, IconCircleCheck, IconClipboardCheck, IconEye, IconHelpCircle, IconInfoCircle, IconSearch, IconTool, type Icon } from '@tabler/icons-react';
import type { DeviationClass, DeviationStage } from '@/api';
import { RUN_PREFIX, type ToneName } from '@/shared';

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
  register: 'equipment', environment: 'environment', inbox: 'testing', printing: 'labelling',
}));

const OF_UNIT = new Set(['unit', 'bench', 'review', 'release', 'collection']);

/** What the address of a screen tells of a deviation that is noticed there. */
export interface Place {
  category: string | null;
  donation: string | null;
  /** The test that is reported there. */
  test: string | null;
  run: string | null;
  /** Whether the unit is on the bench. */
  bench: boolean;
}

const ID = /^[0-9a-f]{32}$/;

export function noticedAt(path: string): Place {
  const [, screen = '', id = ''] = path.split('/');
  const bench = screen === 'bench';
  const run = bench && id.startsWith(RUN_PREFIX) ? id.slice(RUN_PREFIX.length) : null;
  // The bench names the test behind the unit.
  const [unit = '', test = ''] = bench ? decodeURIComponent(id).split('.') : [id];
  const donation = OF_UNIT.has(screen) && run === null && ID.test(unit) ? unit : null;
  return { category: ABOUT.get(screen) ?? null, donation, test: donation === null || test === '' ? null : test, run, bench };
}
