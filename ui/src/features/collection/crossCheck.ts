/** The labels of one donation as they are scanned: bag, form and tubes must carry the number on record. */
import type { ScanKind, ScanMeaning } from '@/api';

export interface ScannedLabel {
  text: string;
  kind: ScanKind;
  din: string;
  /** Tubes carry the same symbol: how many were scanned. */
  times: number;
}

export const WANTED = ['bag', 'form', 'tube'] as const;
export const LABELS: ScanKind[] = ['bag', 'form', 'tube', 'maternal_tube'];
export const TUBES: ScanKind[] = ['tube', 'maternal_tube'];

/** The list with one more label, which the program has judged. It judges all of them again on submit. */
export function addLabel(labels: ScannedLabel[], text: string, { kind, value }: Pick<ScanMeaning, 'kind' | 'value'>): ScannedLabel[] {
  const known = labels.find((label) => label.text === text);
  if (!known) return [...labels, { text, kind, din: value, times: 1 }];
  return labels.map((label) => (label === known ? { ...label, times: label.times + 1 } : label));
}

/** The label still wanted next; null when each role is there. */
export function nextWanted(labels: ScannedLabel[]): (typeof WANTED)[number] | null {
  return WANTED.find((role) => !labels.some((label) => label.kind === role)) ?? null;
}

/** What the program is sent: every scan as read, tubes as often as scanned. */
export function toScans(labels: ScannedLabel[]): string[] {
  return labels.flatMap((label) => Array.from({ length: label.times }, () => label.text));
}
