/** What is entered for one bag on arrival, and what the program is asked. */
import type { ReceiveUnit, ScanKind } from '@/api';

export const COMPANIONS: ScanKind[] = ['form', 'tube', 'maternal_tube'];

/** Where a scan belongs. A number typed by hand carries no role: it fills what is still empty. */
export function slotFor(kind: ScanKind, scans: Scans): keyof Scans {
  if (kind === 'donation') return scans.bag && !scans.companion ? 'companion' : 'bag';
  return COMPANIONS.includes(kind) ? 'companion' : 'bag';
}

export interface Scan {
  text: string;
  value: string;
  kind: ScanKind;
}

export interface Scans {
  bag: Scan | null;
  companion: Scan | null;
}

/** As the logger shows them for the box: kept from bag to bag. `intact` is looked at anew for each. */
export interface Journey {
  temperature_min_c: string;
  temperature_max_c: string;
}

export const emptyJourney: Journey = { temperature_min_c: '', temperature_max_c: '' };

export type Intact = 'yes' | 'no';

export function toReceive(shipment: string, scans: Scans, journey: Journey, intact: Intact | null): ReceiveUnit | null {
  if (!scans.bag || !scans.companion || intact === null) return null;
  return {
    shipment,
    bag_scan: scans.bag.text,
    companion_scan: scans.companion.text,
    temperature_min_c: journey.temperature_min_c.trim(),
    temperature_max_c: journey.temperature_max_c.trim(),
    intact: intact === 'yes',
  };
}
