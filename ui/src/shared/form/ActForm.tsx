/** A form that runs one act: Enter submits, a second submit waits for the first, the problem goes to its field. */
import { Button } from '@mantine/core';
import { useCallback, useContext, useEffect, useMemo, useRef, useState, type FormEvent, type KeyboardEvent, type ReactNode, type SubmitEvent } from 'react';
import type { ActName } from '@/api';
import type { Problem } from '@/api/gen/commands';
import { ProblemAlert } from '../display/ProblemAlert';
import classes from './form.module.css';
import { FormFields, FormProblem } from './context';

export interface ActState {
  isPending: boolean;
  error: Problem | null;
}

interface Props {
  /** What `useAct` answered. */
  act: ActState;
  onSubmit: () => void;
  children: ReactNode;
}

export function ActForm({ act, onSubmit, children }: Props) {
  const [working, setWorking] = useState(0);
  const begin = useCallback(() => {
    setWorking((count) => count + 1);
    return () => setWorking((count) => count - 1);
  }, []);
  const busy = working > 0;
  const fields = useMemo(() => ({ busy, begin }), [busy, begin]);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const unread = form.current?.querySelector<HTMLElement>('[data-unread="true"]');
    if (unread) return sayUnread(unread);
    if (!act.isPending && !busy) onSubmit();
  };
  const form = useRef<HTMLFormElement>(null);
  // What was said of a value holds until that value is changed.
  const [answered, setAnswered] = useState<Problem | null>(null);
  const [placed, setPlaced] = useState(false);
  const problem = act.error === answered ? null : act.error;
  const edited = (event: FormEvent<HTMLFormElement>) => {
    if (problem && form.current && fieldOf(form.current, problem)?.contains(event.target as Node)) setAnswered(problem);
  };
  useEffect(() => {
    if (!act.error || !form.current) return;
    setPlaced(fieldOf(form.current, act.error) !== undefined);
    leadTo(form.current, act.error);
  }, [act.error]);
  return (
    <FormProblem.Provider value={problem}>
      <form ref={form} onSubmit={submit} onInput={edited} onKeyDown={ignoreImeEnter} noValidate className={classes.form}>
        <ProblemAlert problem={problem} atField={placed} />
        <FormFields.Provider value={fields}>{children}</FormFields.Provider>
      </form>
    </FormProblem.Provider>
  );
}

/** Leaving a field makes it say what cannot be read; then it is led to. */
function sayUnread(field: HTMLElement): void {
  field.focus();
  field.blur();
  field.focus();
}

/** Brings the field at fault into view and focus, or else the problem itself. */
function leadTo(form: HTMLFormElement, problem: Problem): void {
  const field = fieldOf(form, problem);
  const target = field?.querySelector<HTMLElement>('input') ?? field;
  target?.focus();
  (target ?? form.querySelector('[role="alert"]'))?.scrollIntoView({ block: 'nearest' });
}

/** The field that a problem is about, where the form has it. */
function fieldOf(form: HTMLFormElement, { field }: Problem): HTMLElement | undefined {
  if (field === null) return undefined;
  return [...form.querySelectorAll<HTMLElement>('[data-testid^="field-"]')].find(({ dataset }) => {
    const name = dataset.testid?.slice('field-'.length) ?? '';
    return name === field || name.endsWith(`.${field}`);
  });
}

/** Enter that ends an input method's composition does not submit. */
export function ignoreImeEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter' && (event.nativeEvent.isComposing || event.keyCode === 229)) event.preventDefault();
}

interface SubmitProps {
  command: ActName;
  act: ActState;
  disabled?: boolean;
  color?: string;
  fullWidth?: boolean;
  /** Instead of `submit-<command>`. */
  testId?: string;
  children: ReactNode;
}

/** The form's button: `submit-<command with dashes>`. */
export function SubmitButton({ command, act, disabled, color, fullWidth, testId, children }: SubmitProps) {
  const { busy } = useContext(FormFields);
  return (
    <Button
      type="submit"
      loading={act.isPending}
      disabled={disabled || busy}
      color={color}
      fullWidth={fullWidth}
      data-testid={testId ?? submitTestId(command)}
    >
      {children}
    </Button>
  );
}

export function submitTestId(command: string): string {
  return `submit-${command.replaceAll('.', '-')}`;
}
