/** The labels of one donation as they are scanned: bag, form and tubes must carry the number on record. */
import type { Problem, ScanKind, ScanMeaning } from '@/api';
import { scannedTwice, wrongKind, wrongUnit } from '@/shared';

export interface ScannedLabel {
  text: string;
  kind: ScanKind;
  din: string;
  /** Tubes carry the same symbol: how many were scanned. */
  times: number;
}

export const WANTED = ['bag', 'form', 'tube'] as const;
const LABELS: ScanKind[] = ['bag', 'form', 'tube', 'maternal_tube'];
const TUBES: ReadonlySet<ScanKind> = new Set<ScanKind>(['tube', 'maternal_tube']);

/** The list with one more label, or the refusal to say at once. The program judges all of them again on submit. */
export function addLabel(
  labels: ScannedLabel[],
  text: string,
  meaning: Pick<ScanMeaning, 'kind' | 'value'>,
  din: string,
): ScannedLabel[] | Problem {
  const { kind, value } = meaning;
  if (!LABELS.includes(kind)) return wrongKind({ wanted: LABELS, got: kind });
  if (value !== din) return wrongUnit(din, value);
  const known = labels.find((label) => label.text === text);
  if (!known) return [...labels, { text, kind, din: value, times: 1 }];
  if (!TUBES.has(kind)) return scannedTwice(value);
  return labels.map((label) => (label === known ? { ...label, times: label.times + 1 } : label));
}

export function isProblem(answer: ScannedLabel[] | Problem): answer is Problem {
  return !Array.isArray(answer);
}

/** The label still wanted next; null when each role is there. */
export function nextWanted(labels: ScannedLabel[]): (typeof WANTED)[number] | null {
  return WANTED.find((role) => !labels.some((label) => label.kind === role)) ?? null;
}

/** What the program is sent: every scan as read, tubes as often as scanned. */
export function toScans(labels: ScannedLabel[]): string[] {
  return labels.flatMap((label) => Array.from({ length: label.times }, () => label.text));
}
