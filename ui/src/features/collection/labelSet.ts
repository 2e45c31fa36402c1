/** How many of which label: the set that goes onto one donation. */
import type { LabelTemplate } from '@/api';

export const TEMPLATES = ['bag', 'form', 'tube', 'maternal_tube'] as const satisfies LabelTemplate[];

export type LabelSet = Record<(typeof TEMPLATES)[number], number>;

export const USUAL_SET: LabelSet = { bag: 1, form: 1, tube: 2, maternal_tube: 1 };

export const COUNT_MAX = 9;

export function toTemplates(set: LabelSet): LabelTemplate[] {
  return TEMPLATES.flatMap((template) => Array.from({ length: set[template] }, () => template));
}

/** One more or less, between none and nine. */
export function changed(set: LabelSet, template: keyof LabelSet, by: number): LabelSet {
  return { ...set, [template]: Math.min(COUNT_MAX, Math.max(0, set[template] + by)) };
}
