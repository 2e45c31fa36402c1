/** A value that acts which wait for the program change one after another: each sees what the one before left. */
import { useCallback, useRef, useState } from 'react';

export interface InTurn<T> {
  value: T;
  /** Puts a change at the end of the line; what it throws changes nothing and is the caller's. */
  change: (step: (now: T) => T | Promise<T>) => Promise<T>;
}

export function useInTurn<T>(initial: T): InTurn<T> {
  const [value, setValue] = useState(initial);
  // Two scans may come before one render: the line holds what is true, the state what is shown.
  const held = useRef(initial);
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const change = useCallback((step: (now: T) => T | Promise<T>) => {
    const done = line.current.then(async () => {
      const next = await step(held.current);
      held.current = next;
      setValue(next);
      return next;
    });
    line.current = done.catch(() => undefined);
    return done;
  }, []);
  return { value, change };
}
