/** What the address says: `<digest>` a version, `<digest>.<step>` one of its steps, `<digest>~<digest>` two versions beside each other. Pure. */

export interface Place {
  digest: string;
  /** The step that is looked for. */
  step: string | null;
  /** The earlier version that it is compared with. */
  before: string | null;
}

export function placeOf(id: string): Place {
  const [before, after] = id.split('~');
  if (after !== undefined) return { digest: after, step: null, before: before ?? '' };
  const dot = id.indexOf('.');
  return dot < 0 ? { digest: id, step: null, before: null } : { digest: id.slice(0, dot), step: id.slice(dot + 1), before: null };
}

export function comparing(before: string, after: string): string {
  return `${before}~${after}`;
}
