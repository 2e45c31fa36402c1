/** A run's address, its draft with the values of single units, and the request. Pure. */
import type { Problem, RecordRunStep, RunStepShown, RunUnitView, RunView, StepInHand, StepInput, StepView, UnitDigest } from '@/api';
import { RUN_PREFIX } from '@/shared';
import { atInput, EMPTY_DRAFT, fixedScans, isEntered, toRecordStep, type StepDraft } from '../step';

/** The screen's id where units are gathered for a new run. */
export const NEW_RUN = 'new-run';

/** The run of a screen's id, if it is one. */
export function runOfId(id: string | null): string | null {
  return id?.startsWith(RUN_PREFIX) ? id.slice(RUN_PREFIX.length) : null;
}

/** Values of units in place of those for all: by unit, then by input. */
export type Own = Record<string, Record<string, string>>;

export interface RunDraft extends StepDraft {
  own: Own;
  /** Whether each unit's values are shown beside those for all. */
  grid: boolean;
}

/** Codes scanned at the end of a run, by unit. */
export type Scanned = Record<string, string>;

export const EMPTY_RUN_DRAFT: RunDraft = { ...EMPTY_DRAFT, own: {}, grid: false };

/** Where the draft of a step is kept. */
export function placeOfStep(run: string, step: string): string[] {
  return ['run step', run, step];
}

/** Whether anything was entered, for all or for one unit. */
export function isRunEntered(draft: RunDraft): boolean {
  return isEntered(draft) || Object.values(draft.own).some((cells) => Object.values(cells).some((value) => value.trim() !== ''));
}

/** Inputs without a value for all: a code that is scanned for each unit is of that unit alone, also of the last one that stays. */
export function eachOwn({ per, units }: Pick<StepInHand, 'per' | 'units'>, inputs: readonly StepInput[], own: Own): StepInput[] {
  const isScanned = (code: string) => units.some((unit) => (own[unit]?.[code] ?? '') !== '');
  return per === 'unit' ? inputs.filter(({ kind, code }) => kind === 'scan' && (units.length > 1 || isScanned(code))) : [];
}

/** What the screen shows of a draft: no value for all where each unit has its own, and only cells of these inputs. */
export function shownDraft(draft: RunDraft, each: readonly StepInput[], cells: readonly StepInput[]): RunDraft {
  const isOf = (inputs: readonly StepInput[], code: string) => inputs.some((input) => input.code === code);
  const only = (values: Record<string, string>, shows: (code: string) => boolean) =>
    Object.fromEntries(Object.entries(values).filter(([code]) => shows(code)));
  const own = Object.entries(draft.own).map(([donation, values]) => [donation, only(values, (code) => isOf(cells, code))] as const);
  return { ...draft, values: only(draft.values, (code) => !isOf(each, code)), own: Object.fromEntries(own) };
}

type Step = Pick<StepView, 'code' | 'inputs' | 'scans' | 'needs_second'>;

/** An empty cell is as for all; only cells that say something are sent, of units that the step is done to. */
export function toRecordRunStep(run: string, step: Step, units: readonly string[], draft: RunDraft): RecordRunStep {
  const { values, scans, done_ms, second_login, second_password, reason, login, password } = toRecordStep('', step, draft);
  const own = units.flatMap((donation) => {
    const cells = step.inputs.flatMap(({ code }) => {
      const value = (draft.own[donation]?.[code] ?? '').trim();
      return value === '' ? [] : [{ code, value }];
    });
    return cells.length === 0 ? [] : [{ donation, values: cells }];
  });
  return { run, step: step.code, units: [...units], values, own, scans, done_ms, second_login, second_password, reason, login, password, digests: [] };
}

export function withCell(own: Own, donation: string, code: string, value: string): Own {
  return { ...own, [donation]: { ...own[donation], [code]: value } };
}

export function cellField(donation: string, code: string): string {
  return `own.${donation}.${code}`;
}

/** The digests of the units whose departure is signed. */
export function signedDigests(shown: RunStepShown): UnitDigest[] {
  return shown.units.filter((unit) => unit.wants_signature).map(({ donation, digest }) => ({ donation, digest }));
}

/** The unit that a refusal is about, where it names one. */
export function unitOf(problem: Problem | null, view: RunView): string | null {
  const din = problem?.params['din'];
  return view.units.find(({ unit }) => typeof din === 'string' && unit.din === din)?.unit.donation ?? null;
}

/** Where a refusal shows: in the unit's own cell where it says something or `each` unit has one, else at the field for all. Codes become words. */
export function placed(problem: Problem | null, view: RunView, own: Own, label: (code: string) => string | undefined, each: readonly StepInput[] = []): Problem | null {
  if (!problem) return null;
  const unit = unitOf(problem, view);
  const { input } = problem.params;
  const hasCell = (unit: string, code: string) => (own[unit]?.[code] ?? '').trim() !== '' || each.some((one) => one.code === code);
  if (problem.field === 'values' && typeof input === 'string' && unit !== null && hasCell(unit, input)) {
    return { ...problem, field: cellField(unit, input), params: { ...problem.params, input: label(input) ?? input } };
  }
  return atInput(problem, label);
}

/** Units in the run now, in the order in which they came. */
export function present(view: RunView) {
  return view.units.filter((unit) => unit.left_ms === null);
}

/** Of each unit what it began the step with that does not stand in the slots; none where all began alike. */
export function otherStarts(step: StepView, units: readonly RunUnitView[]) {
  const shown = fixedScans(step);
  const others = units.map(({ unit, begun_with }) => ({ unit, scans: begun_with.filter(({ code, scan }) => shown[code] !== scan) }));
  return others.filter(({ scans }) => scans.length > 0);
}
