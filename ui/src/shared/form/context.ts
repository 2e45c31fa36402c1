/** The problem of the act behind a form, so that each field can show what concerns it. */
import { createContext, useContext } from 'react';
import type { Problem } from '@/api/gen/commands';
import { problemText } from '../i18n';

export const FormProblem = createContext<Problem | null>(null);

/** The sentence for the field `name`, if the problem is about it. */
export function useFieldProblem(name: string): string | null {
  const problem = useContext(FormProblem);
  return problem?.field === name ? problemText(problem) : null;
}
