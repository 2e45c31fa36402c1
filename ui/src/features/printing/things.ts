/** One thing a line: its code, then what people read on it, between commas. */
import type { CodeItem } from '@/api';

/** `BOX-0001..BOX-0010` stands for ten lines. */
const RANGE = /^(.*?)(\d+)\.\.(.*?)(\d+)$/;
const RANGE_MAX = 1000;

export function itemsOf(text: string): CodeItem[] {
  return text.split('\n').flatMap((line) => {
    const [code = '', name = '', ...detail] = line.split(/[,，\t]/).map((part) => part.trim());
    if (code === '') return [];
    return codesOf(code).map((each) => ({ code: each, name, detail: detail.join(' ') }));
  });
}

function codesOf(code: string): string[] {
  const [, before = '', first = '', again = '', last = ''] = RANGE.exec(code) ?? [];
  const count = Number(last) - Number(first) + 1;
  if (first === '' || before !== again || !(count > 0 && count <= RANGE_MAX)) return [code];
  return Array.from({ length: count }, (_, i) => before + String(Number(first) + i).padStart(first.length, '0'));
}
