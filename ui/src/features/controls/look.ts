/** Where a screen is, months, and what a chart is drawn of. Pure; what a value means is the program's to say. */
import type { ControlPointView, ControlRule, ControlView } from '@/api';

export interface Place {
  test: string;
  device: string;
}

/** `viability_post~EQ-007`; codes have no `~`. */
export function idOf({ test, device }: Place): string {
  return `${test}~${device}`;
}

export function placeOf(id: string | null): Place | null {
  const [test, device] = (id ?? '').split('~');
  return test && device ? { test, device } : null;
}

/** The months behind which the view begins; null for all. */
export const SPANS = ['1', '3', '12', 'all'] as const;
export type Span = (typeof SPANS)[number];

export function fromMs(span: Span, nowMs: number): number | null {
  if (span === 'all') return null;
  const at = new Date(nowMs);
  // So that the answer of a minute ago is still the one that is asked for.
  return new Date(at.getFullYear(), at.getMonth() - Number(span), at.getDate()).getTime();
}

export interface Chosen {
  lot: string | null;
  level: string | null;
}

export const keyOf = ({ station, seq }: Pick<ControlPointView, 'station' | 'seq'>) => `${station}.${seq}`;

/** Controls that are shown: of the lot and level that are chosen. */
export function shown(points: ControlPointView[], { lot, level }: Chosen): ControlPointView[] {
  return points.filter((point) => (lot === null || point.lot === lot) && (level === null || point.level === level));
}

/** What is drawn: without those that were never measured. */
export function drawn(points: ControlPointView[]): ControlPointView[] {
  return points.filter(({ value, deviation }) => value !== null && deviation !== null);
}

/** The shape of a control: by what it says, so that colour is not needed. */
export function symbolOf({ rules, rejected }: Pick<ControlPointView, 'rules' | 'rejected'>): 'circle' | 'triangle' | 'diamond' {
  if (rejected) return 'diamond';
  return rules.length > 0 ? 'triangle' : 'circle';
}

const NAMES: Record<ControlRule, string> = { one_two_s: '1-2s', one_three_s: '1-3s', two_two_s: '2-2s', r_four_s: 'R-4s', four_one_s: '4-1s', ten_x: '10x' };

/** The rules as laboratories write them; of a rejected control without the warning. */
export function rulesText(rules: ControlRule[]): string {
  const out = rules.filter((rule) => rule !== 'one_two_s');
  return (out.length > 0 ? out : rules).map((rule) => NAMES[rule]).join(' ');
}

/** Lots and levels that there is something of. */
export function choices({ points, targets }: Pick<ControlView, 'points' | 'targets'>): { lots: string[]; levels: string[] } {
  const all = [...targets, ...points];
  return { lots: [...new Set(all.map(({ lot }) => lot))].toSorted(), levels: ['low', 'normal', 'high'].filter((level) => all.some((one) => one.level === level)) };
}

/** Mean and spread, where all that is shown is judged by the same. */
export function commonTarget(points: ControlPointView[]): { mean: number; sd: number; unit: string } | null {
  const [first] = points;
  if (!first || points.some(({ mean, sd }) => mean !== first.mean || sd !== first.sd)) return null;
  return { mean: Number(first.mean), sd: Number(first.sd), unit: first.unit };
}
