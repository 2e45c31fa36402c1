/** The text of a procedure as data. What a field leaves out, and what is no such field, is nothing. Pure. */

/** Anything of the text that has fields. */
export type Part = Record<string, unknown>;

export function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export function partOf(value: unknown): Part {
  return isPart(value) ? value : {};
}

export function listOf(value: unknown): Part[] {
  return Array.isArray(value) ? value.filter(isPart) : [];
}

export function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** A text in both languages. */
export function bilingual(value: unknown): { zh: string; en: string } {
  const { zh, en } = partOf(value);
  return { zh: textOf(zh), en: textOf(en) };
}

/** The steps of a text; none where it is no JSON or has none. */
export function stepsOf(content: string | null): Part[] {
  try {
    return listOf(partOf(JSON.parse(content ?? '')).steps);
  } catch {
    return [];
  }
}

/** One step's text; nothing where it cannot be read. */
export function stepOf(content: string | null): Part {
  try {
    return partOf(JSON.parse(content ?? ''));
  } catch {
    return {};
  }
}
