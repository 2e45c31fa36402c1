/** A text being edited, with every step back and forth. Steps of one field in a row are one. */
import { useCallback, useState } from 'react';

interface History {
  past: string[];
  text: string;
  future: string[];
  /** What the last step changed. */
  of: string | null;
}

const STEPS_MAX = 200;
/** Characters of all steps together: a text with pictures has up to two million of them. */
const CHARACTERS_MAX = 40_000_000;

/** The latest steps that are kept. */
export function recent(past: readonly string[], charactersMax = CHARACTERS_MAX): string[] {
  let room = charactersMax;
  const from = past.findLastIndex((text) => (room -= text.length) < 0) + 1;
  return past.slice(Math.max(from, past.length - STEPS_MAX));
}

export interface Draft {
  text: string;
  /** A text, or what becomes of the one that there is by then. */
  set: (text: string | ((text: string) => string), of?: string) => void;
  undo: () => void;
  redo: () => void;
  canUndo: boolean;
  canRedo: boolean;
}

export function useDraft(start: string): Draft {
  const [history, setHistory] = useState<History>({ past: [], text: start, future: [], of: null });
  const set = useCallback((next: string | ((text: string) => string), of?: string) => setHistory((was) => {
    const text = typeof next === 'function' ? next(was.text) : next;
    if (text === was.text) return was;
    const same = of !== undefined && of === was.of;
    return { past: same ? was.past : recent([...was.past, was.text]), text, future: [], of: of ?? null };
  }), []);
  const undo = useCallback(() => setHistory((was) => {
    const text = was.past.at(-1);
    return text === undefined ? was : { past: was.past.slice(0, -1), text, future: [was.text, ...was.future], of: null };
  }), []);
  const redo = useCallback(() => setHistory((was) => {
    const [text, ...future] = was.future;
    return text === undefined ? was : { past: [...was.past, was.text], text, future, of: null };
  }), []);
  return { text: history.text, set, undo, redo, canUndo: history.past.length > 0, canRedo: history.future.length > 0 };
}
