/** The draft of a step, kept until it is recorded; who the second person is, and that person's password, only while the form is open. */
import { useState } from 'react';
import { NO_SECOND, useKept } from '@/shared';
import type { StepDraft } from './step';

export interface KeptDraft<T> {
  draft: T;
  put: (part: Partial<T>) => void;
  putIn: (group: 'values' | 'scans', code: string, value: string) => void;
  change: (next: (before: T) => T) => void;
  forget: () => void;
  found_ms: number | null;
}

export function useStepDraft<T extends StepDraft>(place: readonly string[], empty: T): KeptDraft<T> {
  const kept = useKept<T>(place, empty);
  const [second, setSecond] = useState(NO_SECOND);
  const put = ({ second_login, second_password, ...part }: Partial<T>) => {
    if (second_login !== undefined) setSecond((before) => ({ ...before, second_login }));
    if (second_password !== undefined) setSecond((before) => ({ ...before, second_password }));
    if (Object.keys(part).length > 0) kept.set((before) => ({ ...before, ...part }));
  };
  return {
    draft: { ...kept.value, ...second },
    put,
    putIn: (group, code, value) => kept.set((before) => ({ ...before, [group]: { ...before[group], [code]: value } })),
    change: kept.set,
    forget: () => {
      setSecond(NO_SECOND);
      kept.forget();
    },
    found_ms: kept.found_ms,
  };
}
