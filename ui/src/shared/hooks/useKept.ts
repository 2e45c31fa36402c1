/**
 * What somebody typed and has not recorded. It stays in memory until it is recorded or discarded: whoever leaves the form,
 * by whatever way, and comes back finds it; another person at the same station never does. Nothing secret belongs in it.
 */
import { useCallback, useState, useSyncExternalStore } from 'react';
import { useSession } from '../session/context';

interface Entry {
  value: unknown;
  changed_ms: number;
}

const entries = new Map<string, Entry>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function put(key: string, entry: Entry | null): void {
  if (entry) entries.set(key, entry);
  else entries.delete(key);
  listeners.forEach((listener) => listener());
}

/** As if the program had been started anew. */
export function forgetAllKept(): void {
  entries.clear();
}

export interface Kept<T> {
  value: T;
  set: (next: T | ((before: T) => T)) => void;
  /** It is recorded, or not wanted any more. */
  forget: () => void;
  /** When what this form found on opening was last changed; null where it found nothing. */
  found_ms: number | null;
}

/** `place` names the form and all that it is about; a form is mounted anew for another place. */
export function useKept<T>(place: readonly string[], empty: T): Kept<T> {
  const { operator } = useSession();
  const key = JSON.stringify([operator.person, ...place]);
  const [found_ms, setFound] = useState(() => entries.get(key)?.changed_ms ?? null);
  const entry = useSyncExternalStore(subscribe, () => entries.get(key));
  const set = useCallback(
    (next: T | ((before: T) => T)) => {
      const known = entries.get(key);
      const value = typeof next === 'function' ? (next as (before: T) => T)(known ? (known.value as T) : empty) : next;
      put(key, { value, changed_ms: Date.now() });
    },
    [key, empty],
  );
  const forget = useCallback(() => {
    put(key, null);
    setFound(null);
  }, [key]);
  return { value: entry ? (entry.value as T) : empty, set, forget, found_ms };
}
