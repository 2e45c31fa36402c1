/** The problem of the act behind a form, so that each field can show what concerns it. */
import { createContext, useContext } from 'react';
import type { Problem } from '@/api/gen/commands';
import { problemText } from '../i18n';

export const FormProblem = createContext<Problem | null>(null);

/** The sentence for the field `name`, if the problem is about it. */
export function useFieldProblem(name: string): string | null {
  const problem = useContext(FormProblem);
  // A part of a request, such as `site.code`, may be named by its last word alone.
  const meant = problem?.field === name || (problem?.field && name.endsWith(`.${problem.field}`));
  return problem && meant ? problemText(problem) : null;
}
