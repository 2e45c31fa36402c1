/** A step being recorded: its slots, its values, and the request. Pure. */
import type { Problem, RecordStep, ScanKind, StepView } from '@/api';

export const UNIT_KINDS: ScanKind[] = ['bag', 'tube', 'maternal_tube', 'form', 'donation'];

export interface StepDraft {
  values: Record<string, string>;
  /** As read. */
  equipment: string | null;
  lot: string | null;
  second_login: string;
  second_password: string;
}

export const EMPTY_DRAFT: StepDraft = { values: {}, equipment: null, lot: null, second_login: '', second_password: '' };

type Needs = Pick<StepView, 'needs_equipment' | 'needs_lot' | 'needs_second'>;

/** The slot that takes a scan of this kind in this step, if one does. */
export function slotOf(kind: ScanKind, step: Needs): 'equipment' | 'lot' | 'second' | null {
  if (kind === 'equipment' && step.needs_equipment) return 'equipment';
  if (kind === 'lot' && step.needs_lot) return 'lot';
  if (kind === 'badge' && step.needs_second) return 'second';
  return null;
}

/** Kinds of scan that this step wants, beside those that put another unit on the bench. */
export function wantedKinds(step: Needs): ScanKind[] {
  const kinds: [boolean, ScanKind][] = [[step.needs_equipment, 'equipment'], [step.needs_lot, 'lot'], [step.needs_second, 'badge']];
  return kinds.filter(([needed]) => needed).map(([, kind]) => kind);
}

export function toRecordStep(donation: string, step: Pick<StepView, 'code' | 'inputs'> & Needs, draft: StepDraft): RecordStep {
  return {
    donation,
    step: step.code,
    values: step.inputs.map(({ code }) => ({ code, value: (draft.values[code] ?? '').trim() })),
    equipment_scan: step.needs_equipment ? draft.equipment : null,
    lot_scan: step.needs_lot ? draft.lot : null,
    second_login: step.needs_second && draft.second_login.trim() !== '' ? draft.second_login.trim() : null,
    second_password: step.needs_second && draft.second_password !== '' ? draft.second_password : null,
  };
}

/** The program names a wrong input by its code: the problem goes to that input's field, and names it in words. */
export function atInput(problem: Problem | null, name: (code: string) => string | undefined): Problem | null {
  const code = problem?.params['input'];
  if (!problem || problem.field !== 'values' || typeof code !== 'string') return problem;
  return { ...problem, field: inputField(code), params: { ...problem.params, input: name(code) ?? code } };
}

export function inputField(code: string): string {
  return `values.${code}`;
}

/** `20 – 700 g`; what is open at one end says so. */
export function rangeText({ min, max, unit }: { min: string | null; max: string | null; unit: string }): string {
  const tail = unit === '' ? '' : ` ${unit}`;
  if (min !== null && max !== null) return `${min} – ${max}${tail}`;
  if (min !== null) return `≥ ${min}${tail}`;
  return max === null ? '' : `≤ ${max}${tail}`;
}
