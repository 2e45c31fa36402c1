/** A dialog that is opened over whatever is there, other dialogs included: while it lies there, Escape is not theirs. */
import { useEffect, useSyncExternalStore } from 'react';

let open = 0;
const listeners = new Set<() => void>();

function change(by: number): void {
  open += by;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Says so of this dialog. */
export function useAbove(opened: boolean): void {
  useEffect(() => {
    if (!opened) return undefined;
    change(1);
    return () => change(-1);
  }, [opened]);
}

/** Whether there is such a dialog now. */
export function useCovered(): boolean {
  return useSyncExternalStore(subscribe, () => open > 0);
}
