/** How many of which label: the set that goes onto one donation. */
import type { LabelTemplate } from '@/api';

export type LabelSet = Partial<Record<LabelTemplate, number>>;

/** For bag, form and tubes at the bedside. */
export const BEDSIDE_SET: LabelSet = { bag: 1, form: 1, tube: 2, maternal_tube: 1 };

/** For a unit in the laboratory: none proposed, all offered. */
export const UNIT_SET: LabelSet = {
  cryo_bag: 0, cryo_bag_small: 0, cryo_bag_two: 0, compartment: 0, segment: 0, vial: 0, canister: 0, quadrants: 0,
  bag: 0, form: 0, tube: 0, maternal_tube: 0,
};

export const COUNT_MAX = 9;

export function templatesOf(set: LabelSet): LabelTemplate[] {
  return Object.keys(set) as LabelTemplate[];
}

export function toTemplates(set: LabelSet): LabelTemplate[] {
  return templatesOf(set).flatMap((template) => Array.from({ length: set[template] ?? 0 }, () => template));
}

/** One more or less, between none and nine. */
export function changed(set: LabelSet, template: LabelTemplate, by: number): LabelSet {
  return { ...set, [template]: Math.min(COUNT_MAX, Math.max(0, (set[template] ?? 0) + by)) };
}
