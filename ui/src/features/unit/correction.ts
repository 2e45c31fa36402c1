/** What a correction sends: of what was recorded, only what was changed. */
import type { CollectionView, CorrectCollection, DeliveryMode, InfantSex, StepScanInput, StepValueInput, StepView } from '@/api';

export interface CollectionDraft {
  volume_ml: string;
  birth_weight_g: string;
  gestation_weeks: string;
  gestation_days: string;
  started_ms: number | null;
  ended_ms: number | null;
  infant_sex: InfantSex | null;
  delivery_mode: DeliveryMode | null;
  reason: string;
}

export function collectionDraft(collection: CollectionView): CollectionDraft {
  return {
    volume_ml: collection.volume_ml,
    birth_weight_g: String(collection.birth_weight_g),
    gestation_weeks: String(collection.gestation_weeks),
    gestation_days: String(collection.gestation_days),
    started_ms: wholeMinute(collection.started_ms),
    ended_ms: wholeMinute(collection.ended_ms),
    infant_sex: collection.infant_sex,
    delivery_mode: collection.delivery_mode,
    reason: '',
  };
}

/** Moments are typed to the minute: one that was not touched must not seem changed by its seconds. */
function wholeMinute(ms: number): number {
  return ms - (ms % 60_000);
}

export function changedCollection(before: CollectionDraft, after: CollectionDraft): Omit<CorrectCollection, 'donation'> {
  const changed = <K extends keyof CollectionDraft>(name: K) => (after[name] === before[name] ? null : after[name]);
  const gestation = changed('gestation_weeks') !== null || changed('gestation_days') !== null;
  return {
    volume_ml: changed('volume_ml'),
    birth_weight_g: changed('birth_weight_g'),
    gestation_weeks: gestation ? after.gestation_weeks : null,
    gestation_days: gestation ? after.gestation_days : null,
    started_ms: changed('started_ms'),
    ended_ms: changed('ended_ms'),
    infant_sex: changed('infant_sex'),
    delivery_mode: changed('delivery_mode'),
    reason: after.reason,
  };
}

export function stepDraft(step: StepView): Record<string, string> {
  return Object.fromEntries(step.values.map(({ code, value }) => [code, value]));
}

export function changedStep(before: Record<string, string>, after: Record<string, string>): StepValueInput[] {
  return Object.entries(after).filter(([code, value]) => before[code] !== value).map(([code, value]) => ({ code, value }));
}

/** Only what was scanned anew; a slot that was emptied and not filled stays as it was. */
export function changedScans(after: Record<string, string>): StepScanInput[] {
  return Object.entries(after).filter(([, scan]) => scan !== '').map(([code, scan]) => ({ code, scan }));
}
