/** A result being entered, and which test comes next. Pure; what a value means is the program's to say. */
import type { RecordResult, ResultState, ResultView } from '@/api';

export interface ResultDraft {
  value: string;
  method: string;
  state: ResultState | null;
  correction_reason: string;
}

/** Begins with the last method used for the test; a correction begins with what it corrects. */
export function draftOf(result: Pick<ResultView, 'value' | 'method' | 'state'>, usualMethod: string): ResultDraft {
  if (result.state === null) return { value: '', method: usualMethod, state: 'final', correction_reason: '' };
  return { value: result.value ?? '', method: result.method ?? usualMethod, state: 'final', correction_reason: '' };
}

export function hasValue(state: ResultState | null): boolean {
  return state !== 'not_done' && state !== 'invalid';
}

export function toRecordResult(donation: string, result: Pick<ResultView, 'test' | 'state'>, draft: ResultDraft): RecordResult {
  return {
    donation,
    test: result.test,
    value: hasValue(draft.state) ? draft.value.trim() : '',
    method: draft.method.trim(),
    state: draft.state ?? 'final',
    correction_reason: result.state === null ? null : draft.correction_reason.trim() || null,
  };
}

/** The next test without a result behind `test`, round to the first; null when every test has one. */
export function nextTest(results: Pick<ResultView, 'test' | 'state'>[], test: string): string | null {
  const from = results.findIndex((result) => result.test === test);
  const order = [...results.slice(from + 1), ...results.slice(0, from + 1)];
  return order.find((result) => result.state === null && result.test !== test)?.test ?? null;
}

/** Tests whose result the profile fails: they propose to reject the unit. */
export function failing(results: ResultView[]): ResultView[] {
  return results.filter((result) => result.finding?.verdict === 'fail');
}
