/** How far a long command is, as the program tells it; null until it does. */
import { useEffect, useState } from 'react';
import type { CommandName } from '@/api';
import { platform } from '@/platform';

export interface ProgressState {
  done: number;
  total: number;
}

export function useProgress(command: CommandName): ProgressState | null {
  const [at, setAt] = useState<ProgressState | null>(null);
  useEffect(
    () =>
      platform().onEvent((event) => {
        if (event.type === 'progress' && event.work === command) setAt({ done: event.done, total: event.all });
      }),
    [command],
  );
  return at;
}
