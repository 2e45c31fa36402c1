/** The screen on which an act is done. */
import type { UnitView } from '@/api';
import type { ScreenName } from '@/shared';

const SCREENS: Record<string, ScreenName> = {
  record_consent: 'collection',
  record_questionnaire: 'collection',
  register_collection: 'collection',
  cross_check: 'collection',
  print_labels: 'collection',
  pack: 'shipment',
  receive: 'receipt',
  decide_receipt: 'receipt',
  record_step: 'bench',
  record_result: 'bench',
  store: 'storage',
  review: 'review',
  release: 'review',
  issue_certificate: 'release',
};

/** None for an act that this build does not know. */
export function screenOf(act: string): ScreenName | null {
  return SCREENS[act] ?? null;
}

export const ACTS = Object.keys(SCREENS);

/** The id behind that screen's path: mostly the donation; boxes are packed anew, and arrivals are known by their box. */
export function idOf(act: string, { row, shipment }: Pick<UnitView, 'row' | 'shipment'>): string {
  if (act === 'pack') return 'new';
  if (screenOf(act) === 'receipt' && shipment) return `${shipment}.${row.donation}`;
  return row.donation;
}
