/** Limits being confirmed. Pure; whether a value may stand is the program's to say. */
import type { LimitValue, ProcedureLine } from '@/api';

/** What a person says of one limit. */
export interface LimitDraft {
  chosen: boolean;
  /** The bank takes a value of its own. */
  own: boolean;
  min: string;
  max: string;
  reason: string;
}

export type LimitDrafts = Record<string, LimitDraft>;

export function beginDraft({ min, max }: Pick<ProcedureLine, 'min' | 'max'>): LimitDraft {
  return { chosen: false, own: false, min: min ?? '', max: max ?? '', reason: '' };
}

/** The lines that can be confirmed: those that are not, and those whose bounds may be set anew where wanted. */
export function confirmable(lines: readonly ProcedureLine[], also: boolean): ProcedureLine[] {
  const bounded = (line: ProcedureLine) => line.outside !== null && (line.min !== null || line.max !== null);
  return lines.filter((line) => line.code !== null && (!line.confirmed || (also && bounded(line))));
}

const bound = (text: string) => text.trim() || null;

/** What is sent: each limit that was chosen, with the value shown or the bank's own. */
export function limitValues(lines: readonly ProcedureLine[], drafts: LimitDrafts): LimitValue[] {
  return lines.flatMap((line) => {
    const draft = drafts[line.code ?? ''];
    if (!draft?.chosen || line.code === null) return [];
    if (!draft.own) return [{ limit: line.code, min: line.min, max: line.max, reason: null }];
    return [{ limit: line.code, min: bound(draft.min), max: bound(draft.max), reason: bound(draft.reason) }];
  });
}
