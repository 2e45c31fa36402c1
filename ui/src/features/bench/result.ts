/** A result being entered, and which test comes next. Pure; what a value means is the program's to say. */
import type { Problem, RecordResult, ResultState, ResultView } from '@/api';

export interface ResultDraft {
  value: string;
  /** The second entry of a critical value; null until the first is put out of sight. */
  value_again: string | null;
  method: string;
  state: ResultState | null;
  correction_reason: string;
  /** Whether it is a repeat of the result on record, and corrects nothing. */
  repeat: boolean;
  /** Number of the device; none where nothing is said. */
  device: string | null;
}

/** Begins with the last method used for the test; a correction begins with what it corrects, where nothing is typed blind. */
export function draftOf(result: Pick<ResultView, 'value' | 'method' | 'state' | 'critical' | 'repeats'>, usualMethod: string): ResultDraft {
  const empty: ResultDraft = { value: '', value_again: null, method: usualMethod, state: 'final', correction_reason: '', repeat: isToRepeat(result), device: null };
  if (result.state === null || empty.repeat) return empty;
  return { ...empty, value: result.critical ? '' : (result.value ?? ''), method: result.method ?? usualMethod };
}

/** Whether a figure or a reason was typed that is not on record; choices are made again at once. */
export function isTyped(now: ResultDraft, begin: ResultDraft): boolean {
  return now.value_again !== null || now.value !== begin.value || now.correction_reason.trim() !== '';
}

/** Whether the program waits for a repeat of what is on record. */
export function isToRepeat(result: Pick<ResultView, 'repeats'>): boolean {
  return result.repeats?.state === 'open';
}

/** Whether what is on record stays out of sight: a preliminary critical value is confirmed by one who has not seen it. */
export function isBlind(result: Pick<ResultView, 'critical' | 'state'>): boolean {
  return result.critical && result.state === 'preliminary';
}

export function hasValue(state: ResultState | null): boolean {
  return state !== 'not_done' && state !== 'invalid';
}

export function toRecordResult(donation: string, result: Pick<ResultView, 'test' | 'state'>, draft: ResultDraft): RecordResult {
  return {
    donation,
    test: result.test,
    value: hasValue(draft.state) ? draft.value.trim() : '',
    value_again: hasValue(draft.state) ? (draft.value_again?.trim() ?? null) : null,
    method: draft.method.trim(),
    state: draft.state ?? 'final',
    correction_reason: takesReason(result, draft) ? draft.correction_reason.trim() || null : null,
    repeat: draft.repeat,
    device: hasValue(draft.state) ? draft.device : null,
  };
}

/** Whether a reason belongs to it: why a result on record is corrected, or why a test is not done. */
export function takesReason(result: Pick<ResultView, 'state'>, draft: ResultDraft): boolean {
  return !draft.repeat && (result.state !== null || draft.state === 'not_done');
}

/** Whether a second entry is to be made before anything is sent: the first is put out of sight for it. */
export function wantsSecond(result: Pick<ResultView, 'critical'>, draft: ResultDraft): boolean {
  return result.critical && hasValue(draft.state) && draft.value.trim() !== '' && draft.value_again === null;
}

/** Whether the form becomes one for the second entry, or begins again, after what the program answered. */
export function afterRefusal(code: string, draft: ResultDraft): ResultDraft {
  if (code === 'result.again') return { ...draft, value_again: '' };
  if (code === 'result.disagrees') return { ...draft, value: '', value_again: null };
  return draft;
}

/** A refusal with the names of the test and its choices in place of their codes. */
export function inWords(problem: Problem, test: string, value: (code: string) => string): Problem {
  const params = { ...problem.params };
  if ('test' in params) params['test'] = test;
  for (const name of ['first', 'second', 'value']) if (name in params) params[name] = value(String(params[name]));
  return { ...problem, params };
}

/** The next test without a result behind `test`, round to the first; null when every test has one. */
export function nextTest(results: Pick<ResultView, 'test' | 'state'>[], test: string): string | null {
  const from = results.findIndex((result) => result.test === test);
  const order = [...results.slice(from + 1), ...results.slice(0, from + 1)];
  return order.find((result) => result.state === null && result.test !== test)?.test ?? null;
}

/** Tests whose result the profile fails: they propose to reject the unit, once they were measured again as often as wanted. */
export function failing(results: ResultView[]): ResultView[] {
  return results.filter((result) => result.finding?.verdict === 'fail' && !isToRepeat(result));
}
