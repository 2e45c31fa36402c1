/** A form that runs one act: Enter submits, a second submit waits for the first, the problem goes to its field. */
import { Button } from '@mantine/core';
import type { KeyboardEvent, ReactNode, SubmitEvent } from 'react';
import type { ActName } from '@/api';
import type { Problem } from '@/api/gen/commands';
import { ProblemAlert } from '../display/ProblemAlert';
import classes from './form.module.css';
import { FormProblem } from './context';

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
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    if (!act.isPending) onSubmit();
  };
  return (
    <FormProblem.Provider value={act.error}>
      <form onSubmit={submit} onKeyDown={ignoreImeEnter} noValidate className={classes.form}>
        {children}
        <ProblemAlert problem={act.error} />
      </form>
    </FormProblem.Provider>
  );
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
  return (
    <Button
      type="submit"
      loading={act.isPending}
      disabled={disabled}
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
