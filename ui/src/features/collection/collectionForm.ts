/** What the collection form holds and what it asks the program to register. */
import type { DeliveryMode, DinSource, InfantSex, RegisterCollection, ScanKind } from '@/api';

export interface CollectionFields {
  din_source: DinSource | null;
  din_scan: string;
  infant_sex: InfantSex | null;
  birth_weight_g: string;
  gestation_weeks: string;
  gestation_days: string;
  delivery_mode: DeliveryMode | null;
  started_ms: number | null;
  ended_ms: number | null;
  volume_ml: string;
  gross_weight_g: string;
  bag_lot: string;
}

const MINUTE_MS = 60_000;

/** Usual length of a collection: only where the clock of the form begins; the nurse puts in the real times. */
const USUAL_LENGTH_MS = 8 * MINUTE_MS;

export function emptyCollection(nowMs: number): CollectionFields {
  const ended = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  return {
    din_source: 'kit',
    din_scan: '',
    infant_sex: null,
    birth_weight_g: '',
    gestation_weeks: '',
    gestation_days: '0',
    delivery_mode: null,
    started_ms: ended - USUAL_LENGTH_MS,
    ended_ms: ended,
    volume_ml: '',
    gross_weight_g: '',
    bag_lot: '',
  };
}

/** What must be chosen before there is a request at all: the program cannot be asked with nothing in these. */
export function missingChoice(fields: CollectionFields): 'infant_sex' | 'delivery_mode' | 'started_ms' | 'ended_ms' | null {
  for (const name of ['infant_sex', 'delivery_mode', 'started_ms', 'ended_ms'] as const) {
    if (fields[name] === null) return name;
  }
  return null;
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

export function toRequest(donation: string, fields: CollectionFields): RegisterCollection | null {
  const { infant_sex, delivery_mode, started_ms, ended_ms } = fields;
  if (infant_sex === null || delivery_mode === null || started_ms === null || ended_ms === null) return null;
  const kit = fields.din_source !== 'block';
  return {
    donation,
    din_source: kit ? 'kit' : 'block',
    din_scan: kit ? orNull(fields.din_scan) : null,
    infant_sex,
    birth_weight_g: fields.birth_weight_g.trim(),
    gestation_weeks: fields.gestation_weeks.trim(),
    gestation_days: fields.gestation_days.trim(),
    delivery_mode,
    started_ms,
    ended_ms,
    volume_ml: orNull(fields.volume_ml),
    gross_weight_g: orNull(fields.volume_ml) === null ? orNull(fields.gross_weight_g) : null,
    bag_lot: fields.bag_lot.trim(),
  };
}

/** Where a scanned code belongs in this form. */
export function slotOf(kind: ScanKind): 'din_scan' | 'bag_lot' | null {
  switch (kind) {
    case 'bag': case 'tube': case 'maternal_tube': case 'form': case 'donation': return 'din_scan';
    case 'lot': return 'bag_lot';
    default: return null;
  }
}
