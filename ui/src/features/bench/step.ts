/** A step being recorded: its slots, its values, and the request. Pure. */
import type { Problem, RecordStep, ScanKind, StepInput, StepView } from '@/api';

/** What shows that the unit itself is at hand: its bag, the canister that the bag is in, or its number typed by hand. */
export const HELD_KINDS: ScanKind[] = ['bag', 'canister', 'donation'];
export const UNIT_KINDS: ScanKind[] = ['bag', 'tube', 'maternal_tube', 'form', 'donation'];

export interface StepDraft {
  values: Record<string, string>;
  /** As read, by the code of the scan. */
  scans: Record<string, string>;
  /** Whether it was done earlier, and when. */
  late: boolean;
  done_ms: number | null;
  second_login: string;
  second_password: string;
}

export const EMPTY_DRAFT: StepDraft = { values: {}, scans: {}, late: false, done_ms: null, second_login: '', second_password: '' };

/** Whether anything was entered. */
export function isEntered({ values, scans, done_ms, second_login, second_password }: StepDraft): boolean {
  const texts = [...Object.values(values), ...Object.values(scans), second_login, second_password];
  return done_ms !== null || texts.some((text) => text.trim() !== '');
}

/**
 * Whether the label of another unit is refused, and only a second act leads there: something was entered here, or the step
 * waits for a code of the unit's own, for which the label was perhaps taken.
 */
export function holdsLabels(step: Pick<StepView, 'inputs'>, draft: StepDraft): boolean {
  return isEntered(draft) || step.inputs.some(({ kind, optional }) => kind === 'scan' && !optional);
}

type Needs = Pick<StepView, 'scans' | 'needs_second'>;

/** What was scanned when the step was begun: it is in use, and nothing else is scanned in its place. */
export function fixedScans({ begun_ms, scans }: Pick<StepView, 'begun_ms' | 'scans'>): Record<string, string> {
  if (begun_ms === null) return {};
  return Object.fromEntries(scans.flatMap(({ code, value }) => (value === null ? [] : [[code, value]])));
}

/** The step with those scans alone that are still wanted. */
export function withOpenScans(step: StepView): StepView {
  const fixed = fixedScans(step);
  return { ...step, scans: step.scans.filter(({ code }) => fixed[code] === undefined) };
}

/** Codes as they are sent. */
export function sentScans({ scans }: Pick<StepView, 'scans'>, read: Record<string, string>) {
  return scans.flatMap(({ code }) => (read[code] === undefined ? [] : [{ code, scan: read[code] }]));
}

/** The slot that takes a scan of this kind in this step, if one does: an empty one before a filled one. */
export function slotOf(kind: ScanKind, step: Needs, filled: Record<string, string>): string | null {
  if (kind === 'badge' && step.needs_second) return 'second';
  const takers = step.scans.filter((scan) => scan.kind === kind);
  return (takers.find(({ code }) => !(code in filled)) ?? takers[0])?.code ?? null;
}

/** Kinds of scan that this step wants, beside those that put another unit on the bench. */
export function wantedKinds(step: Needs): ScanKind[] {
  const kinds = step.scans.map(({ kind }): ScanKind => kind);
  return [...new Set(step.needs_second ? [...kinds, 'badge' as const] : kinds)];
}

export function toRecordStep(donation: string, step: Pick<StepView, 'code' | 'inputs'> & Needs, draft: StepDraft): RecordStep {
  return {
    donation,
    step: step.code,
    values: step.inputs.map(({ code }) => ({ code, value: (draft.values[code] ?? '').trim() })),
    scans: sentScans(step, draft.scans),
    done_ms: draft.done_ms,
    second_login: step.needs_second && draft.second_login.trim() !== '' ? draft.second_login.trim() : null,
    second_password: step.needs_second && draft.second_password !== '' ? draft.second_password : null,
    reason: null,
    digest: null,
    login: null,
    password: null,
  };
}

/** The program names a wrong input or scan by its code: the problem goes to its field, and names it in words. */
export function atInput(problem: Problem | null, name: (code: string) => string | undefined): Problem | null {
  if (!problem) return problem;
  const { input, scan } = problem.params;
  if (problem.field === 'values' && typeof input === 'string') {
    return { ...problem, field: inputField(input), params: { ...problem.params, input: name(input) ?? input } };
  }
  return problem.field === 'scans' && typeof scan === 'string' ? { ...problem, field: scanField(scan) } : problem;
}

export function inputField(code: string): string {
  return `values.${code}`;
}

export function scanField(code: string): string {
  return `scans.${code}`;
}

/** `20 – 700 g`; what is open at one end says so. */
export function rangeText({ min, max, unit }: { min: string | null; max: string | null; unit: string }): string {
  const tail = unit === '' ? '' : ` ${unit}`;
  if (min !== null && max !== null) return `${min} – ${max}${tail}`;
  if (min !== null) return `≥ ${min}${tail}`;
  return max === null ? '' : `≤ ${max}${tail}`;
}

/** What the procedure wants of a number; empty where it says nothing. */
export function wantedRange({ low, high, unit }: Pick<StepInput, 'low' | 'high' | 'unit'>): string {
  return rangeText({ min: low, max: high, unit });
}
