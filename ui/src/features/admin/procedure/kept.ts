/** Drafts that are not saved yet. They stay while the window is open, whatever screen one goes to; nothing is on disk. */

export interface KeptDraft {
  text: string;
  reason: string;
}

const drafts = new Map<string, KeptDraft>();

const keyOf = (person: string, base: string) => `${person} ${base}`;

export function findDraft(person: string, base: string): KeptDraft | null {
  return drafts.get(keyOf(person, base)) ?? null;
}

export function keepDraft(person: string, base: string, draft: KeptDraft): void {
  drafts.set(keyOf(person, base), draft);
}

export function dropDraft(person: string, base: string): void {
  drafts.delete(keyOf(person, base));
}
