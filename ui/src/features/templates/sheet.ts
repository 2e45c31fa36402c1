/**
 * A template's text and its parts: written as ours are, one element to a line, so that a change is a changed line. What a
 * template may be is the program's to say; here it is only read and written.
 */
export type Area = [number, number, number, number];

export const KINDS = ['text', 'linear', 'pair', 'matrix', 'number', 'marks', 'rule', 'frame'] as const;
export type Kind = (typeof KINDS)[number];

export interface Element {
  kind: string;
  when?: Record<string, string>;
  area: Area;
  [field: string]: unknown;
}

export interface Sheet {
  width: number;
  height: number;
  elements: Element[];
  [field: string]: unknown;
}

/** The parts of a text; none where it does not read as a template at all. */
export function readSheet(text: string): Sheet | null {
  try {
    const value = JSON.parse(text) as Sheet;
    const sound = typeof value === 'object' && value !== null && Array.isArray(value.elements)
      && value.elements.every((element) => typeof element === 'object' && element !== null && Array.isArray(element.area));
    return sound ? value : null;
  } catch {
    return null;
  }
}

/** The element that a line of a text is, if it is one. */
export function readElement(line: string): Element | null {
  try {
    const value = JSON.parse(line) as Element;
    return typeof value.kind === 'string' && Array.isArray(value.area) && value.area.length === 4 ? value : null;
  } catch {
    return null;
  }
}

/** Whether a text is a JSON object at all, be it a template or not. */
export function isJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** `{"kind": "text", "area": [1, 2, 3, 4]}` */
function line(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(line).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).filter(([, part]) => part !== undefined).map(([name, part]) => `${JSON.stringify(name)}: ${line(part)}`);
  return `{${parts.join(', ')}}`;
}

export function writeSheet({ elements, ...rest }: Sheet): string {
  const head = Object.entries(rest).map(([name, value]) => `  ${JSON.stringify(name)}: ${line(value)},\n`);
  const body = elements.map((element) => `    ${line(element)}`).join(',\n');
  return `{\n${head.join('')}  "elements": [\n${body}\n  ]\n}\n`;
}

/** Hundredths of a millimetre are finer than any print head. */
export function rounded(mm: number): number {
  return Math.round(mm * 100) / 100;
}

export function withElement(sheet: Sheet, index: number, element: Element | null): Sheet {
  const elements = sheet.elements.flatMap((other, at) => (at !== index ? [other] : element ? [element] : []));
  return { ...sheet, elements };
}

export function moved(element: Element, dx: number, dy: number): Element {
  const [x, y, w, h] = element.area;
  const split = typeof element.split === 'number' ? { split: rounded(element.split + dx) } : {};
  return { ...element, ...split, area: [rounded(x + dx), rounded(y + dy), w, h] };
}

const NEW: Record<Kind, Omit<Element, 'kind'>> = {
  text: { area: [2, 2, 20, 4], zh: '文字', en: 'Text', size: 8, size_min: 5 },
  linear: { area: [2, 2, 46, 8] },
  pair: { area: [2, 2, 96, 10], left: 'label', right: 'blood_group', split: 50 },
  matrix: { area: [2, 2, 12, 12] },
  number: { area: [2, 2, 32, 5] },
  marks: { area: [2, 2, 24, 3] },
  rule: { area: [2, 2, 20, 0.25] },
  frame: { area: [2, 2, 20, 10], thickness: 0.3 },
};

export function newElement(kind: Kind): Element {
  return { kind, ...structuredClone(NEW[kind]) } as Element;
}

export interface DiffLine {
  sign: '+' | '-';
  text: string;
}

/** Lines that are only in one of two texts, in order; what was there before what took its place. */
export function changesOf(before: string, after: string): DiffLine[] {
  const [one, other] = [before, after].map((text) => {
    const sheet = readSheet(text);
    return (sheet ? writeSheet(sheet) : text).split('\n').map((part) => part.replace(/,$/, '').trim()).filter(Boolean);
  }) as [string[], string[]];
  // The longest common subsequence; templates have up to 80 lines.
  const common = Array.from({ length: one.length + 1 }, () => Array.from({ length: other.length + 1 }, () => 0));
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      (common[i] as number[])[j] = one[i] === other[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const found: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < one.length || j < other.length) {
    if (i < one.length && j < other.length && one[i] === other[j]) {
      i += 1;
      j += 1;
    } else if (i < one.length && (j >= other.length || at(i + 1, j) >= at(i, j + 1))) {
      found.push({ sign: '-', text: one[i++] as string });
    } else {
      found.push({ sign: '+', text: other[j++] as string });
    }
  }
  return found;
}

/** `elements[3].area[2]` -> element 3, field `area`. */
export function placeOf(field: string | null): { index: number; part: string } | null {
  const found = /^elements\[(\d+)\](?:\.([a-z_]+))?/.exec(field ?? '');
  return found ? { index: Number(found[1]), part: found[2] ?? '' } : null;
}
