/** What is looked for in the audit trail, and the request that asks for it. */
import words from '@assets/audit/words.json';
import { parseDay } from '@/shared';
import type { AuditFilter, AuditReport } from '@/api';

export interface Filters {
  unit: string;
  person: string | null;
  station: string | null;
  /** `yyyy-mm-dd`, local days, both included. */
  from: string;
  until: string;
  kind: string | null;
}

export const NO_FILTERS: Filters = { unit: '', person: null, station: null, from: '', until: '', kind: null };

/** The whole trail first, then the reports. */
export const TABS = ['all', 'exceptions', 'corrections', 'late_entries', 'reprints', 'releases', 'failed_sign_ins', 'clock_jumps'] as const;
export type Tab = (typeof TABS)[number];

/** Names of kinds of records, shared with exports. */
export const KINDS: Record<string, { zh: string; en: string }> = words.kinds;

/** What a record of a newer program is called; `{kind}` stands for its kind. */
export const UNKNOWN_KIND = words.unknown_kind;

export function reportOf(tab: Tab): AuditReport | null {
  return tab === 'all' ? null : tab;
}

const startOf = (day: string, plusDays: number): number | null => {
  const parsed = parseDay(day);
  if (parsed === null) return null;
  const [year = 0, month = 1, date = 1] = parsed.split('-').map(Number);
  return new Date(year, month - 1, date + plusDays).getTime();
};

export function requestOf(filters: Filters, tab: Tab): AuditFilter {
  return {
    unit: filters.unit.normalize('NFKC').replace(/\s/g, '').toUpperCase() || null,
    person: filters.person,
    station: filters.station,
    from_ms: startOf(filters.from, 0),
    until_ms: startOf(filters.until, 1),
    kinds: filters.kind ? [filters.kind] : [],
    report: reportOf(tab),
  };
}
