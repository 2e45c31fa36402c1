/** The text of a procedure as a form works on it. What the form does not know stays as it is. Pure. */

import { isPart, listOf, partOf, stringsOf, textOf, type Part } from '@/shared';

export { isPart, listOf, partOf, stringsOf, textOf, type Part };

export interface Words {
  zh: string;
  en: string;
}

export interface StepText extends Part {
  code: string;
  number: number;
}

export interface SopText extends Part {
  steps: StepText[];
}

/** The text, where it has steps that a form can show; their fields may say anything. */
export function readSop(text: string): SopText | null {
  try {
    const sop: unknown = JSON.parse(text);
    if (!isPart(sop) || !Array.isArray(sop.steps) || !sop.steps.every((step) => isPart(step))) return null;
    return sop as SopText;
  } catch {
    return null;
  }
}

export function writeSop(sop: SopText): string {
  return JSON.stringify(sop, null, 2);
}

/** With another value; without it where there is none. */
export function withField<P extends Part>(part: P, name: string, value: unknown): P {
  if (value !== undefined) return { ...part, [name]: value };
  return Object.fromEntries(Object.entries(part).filter(([key]) => key !== name)) as P;
}

export function replaced<T>(list: readonly T[], index: number, value: T): T[] {
  return list.map((old, at) => (at === index ? value : old));
}

export function without<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, at) => at !== index);
}

/** Numbers rise: one that would not is one more than that before it. */
export function renumbered(steps: readonly StepText[]): StepText[] {
  let last = 0;
  return steps.map((step) => {
    const number = typeof step.number === 'number' && step.number > last ? step.number : last + 1;
    last = number;
    return number === step.number ? step : { ...step, number };
  });
}

/** Another picture for the step of that code, whatever else was changed since it was chosen. */
export function withPicture(sop: SopText, code: string, picture: (was: Part | null) => Part | null): SopText {
  return {
    ...sop,
    steps: sop.steps.map((step) => (step.code === code ? withField(step, 'picture', picture(isPart(step.picture) ? step.picture : null) ?? undefined) : step)),
  };
}

/** A code that no step has yet: `weigh-2`. */
export function freeCode(steps: readonly StepText[], like: string): string {
  const taken = new Set(steps.map(({ code }) => code));
  if (!taken.has(like)) return like;
  const stem = like.replace(/-\d+$/, '');
  for (let number = 2; ; number += 1) if (!taken.has(`${stem}-${number}`)) return `${stem}-${number}`;
}

const EMPTY: Words = { zh: '', en: '' };

export function withNewStep(sop: SopText, after: number): SopText {
  const before = sop.steps[after]?.number ?? 0;
  const step: StepText = { code: freeCode(sop.steps, 'step'), number: before + 1, title: EMPTY, help: EMPTY };
  return { ...sop, steps: renumbered(sop.steps.toSpliced(after + 1, 0, step)) };
}

export function withCopy(sop: SopText, index: number): SopText {
  const step = sop.steps[index];
  if (!step) return sop;
  const copy = { ...step, code: freeCode(sop.steps, step.code), number: step.number + 1 };
  return { ...sop, steps: renumbered(sop.steps.toSpliced(index + 1, 0, copy)) };
}

export function withoutStep(sop: SopText, index: number): SopText {
  return { ...sop, steps: without(sop.steps, index) };
}

/** One place up or down: the two change places, and the numbers stay where they are. */
export function withMoved(sop: SopText, index: number, by: -1 | 1): SopText {
  const [step, other] = [sop.steps[index], sop.steps[index + by]];
  if (!step || !other) return sop;
  const steps = [...sop.steps];
  steps[index + by] = { ...step, number: other.number };
  steps[index] = { ...other, number: step.number };
  return { ...sop, steps };
}

/**
 * The steps that others name follow a code that changes. Where another step has the old code or the new one, nobody can
 * say whose step is meant: those that name it stay, and the program tells what does not fit.
 */
export function withCode(sop: SopText, index: number, code: string): SopText {
  const old = sop.steps[index]?.code;
  const shared = sop.steps.some((step, at) => at !== index && (step.code === old || step.code === code));
  if (shared) return { ...sop, steps: sop.steps.map((step, at) => (at === index ? { ...step, code } : step)) };
  const steps = sop.steps.map((step, at) => {
    if (at === index) return { ...step, code };
    const when = isPart(step.when) ? { ...step, when: withStepNamed(step.when, textOf(old), code) } : step;
    if (!Array.isArray(when.timing)) return when;
    return { ...when, timing: when.timing.map((one: unknown) => (isPart(one) && one.from === old ? withField(one, 'from', code) : one)) };
  });
  return { ...sop, steps };
}

/** A condition, with those within it, that names a step by another code. */
function withStepNamed(when: Part, old: string, code: string): Part {
  const within = (name: 'all' | 'any') => {
    const parts = when[name];
    return Array.isArray(parts) ? { [name]: parts.map((part: unknown) => (isPart(part) ? withStepNamed(part, old, code) : part)) } : {};
  };
  return { ...when, ...(when.step === old ? { step: code } : {}), ...within('all'), ...within('any') };
}

export type Comparison = 'less_than' | 'at_most' | 'at_least' | 'more_than' | 'between';
export const COMPARISONS: readonly Comparison[] = ['less_than', 'at_most', 'at_least', 'more_than', 'between'];

/** The comparison of numbers that a condition says. */
export function comparisonOf(condition: Part): Comparison | null {
  return COMPARISONS.find((name) => name in condition) ?? null;
}

/** With another comparison of the same number, in the unit of the input. */
export function withComparison(condition: Part, comparison: Comparison, unit: string): Part {
  const old = comparisonOf(condition);
  const bound = old === null ? '0' : old === 'between' ? (stringsOf(condition.between)[0] ?? '0') : textOf(condition[old]);
  const bare = [...COMPARISONS, 'is', 'unit'].reduce((part: Part, name) => withField(part, name, undefined), condition);
  return { ...bare, [comparison]: comparison === 'between' ? [bound, bound] : bound, ...(unit === '' ? {} : { unit }) };
}

export type WhenKind = 'none' | 'one' | 'all' | 'any';

export function whenKind(when: Part | null): WhenKind {
  if (when === null) return 'none';
  if (Array.isArray(when.all)) return 'all';
  return Array.isArray(when.any) ? 'any' : 'one';
}

/** The conditions of a `when`; those within each other as they are. */
export function conditionsOf(when: Part | null): Part[] {
  const kind = whenKind(when);
  if (when === null || kind === 'none') return [];
  return kind === 'one' ? [when] : listOf(when[kind]);
}

/** Put together another way: of several that become one, the first stays. */
export function withConditions(kind: WhenKind, conditions: readonly Part[]): Part | null {
  if (kind === 'none') return null;
  return kind === 'one' ? (conditions[0] ?? null) : { [kind]: conditions };
}

/** What is said of a place: `steps.weigh.title.zh` of step `weigh` is `title.zh`; of the step itself, an empty text. */
export function partAt(at: string, step: string): string | null {
  const place = `steps.${step}`;
  if (at === place) return '';
  return at.startsWith(`${place}.`) ? at.slice(place.length + 1) : null;
}

export type InputKindName = 'number' | 'choice' | 'text' | 'time' | 'scan' | 'photo' | 'file';
export const INPUT_KINDS: readonly InputKindName[] = ['number', 'choice', 'text', 'time', 'scan', 'photo', 'file'];

export function kindOf(input: Part): InputKindName {
  if (typeof input.kind === 'string') return INPUT_KINDS.find((name) => name === input.kind) ?? 'text';
  const kind = partOf(input.kind);
  return INPUT_KINDS.find((name) => name in kind) ?? 'text';
}

/** What an input of a kind begins with. */
export function newKind(kind: InputKindName): unknown {
  switch (kind) {
    case 'text':
    case 'time':
      return kind;
    case 'choice':
      return { choice: [{ code: 'yes', zh: '是', en: 'Yes' }, { code: 'no', zh: '否', en: 'No' }] };
    case 'number':
      return { number: { min: null, max: null } };
    default:
      return { [kind]: {} };
  }
}
