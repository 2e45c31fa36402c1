/** The problem of the act behind a form, so that each field can show what concerns it. */
import { createContext, useContext, useEffect } from 'react';
import type { Problem } from '@/api/gen/commands';
import { problemText } from '../i18n';

export const FormProblem = createContext<Problem | null>(null);

/** What fields are still at work on, such as a photo on its way: a form is not submitted before it is done. */
export interface FieldsAtWork {
  busy: boolean;
  /** A field begins; what is answered ends it. */
  begin: () => () => void;
}

export const FormFields = createContext<FieldsAtWork>({ busy: false, begin: () => () => {} });

/** Holds the form around a field back while the field is at work. */
export function useHoldForm(working: boolean): void {
  const { begin } = useContext(FormFields);
  useEffect(() => (working ? begin() : undefined), [working, begin]);
}

/** The sentence for the field `name`, if the problem is about it. */
export function useFieldProblem(name: string): string | null {
  const problem = useContext(FormProblem);
  // A part of a request, such as `site.code`, may be named by its last word alone.
  const meant = problem?.field === name || (problem?.field && name.endsWith(`.${problem.field}`));
  return problem && meant ? problemText(problem) : null;
}
