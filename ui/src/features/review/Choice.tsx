/** One of the things that can become of a unit: whether it can, what stops it, and the act. */
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Review.module.css';

interface Props {
  name: string;
  icon: Icon;
  /** In one sentence: what it means, or why it cannot be. */
  says: string;
  possible: boolean;
  testId: string;
  children?: ReactNode;
}

export function Choice({ name, icon: Picture, says, possible, testId, children }: Props) {
  return (
    <section className={classes.choice} data-possible={possible} data-testid={testId}>
      <h3><Picture size={20} aria-hidden /> {name}</h3>
      <p className={classes.quiet}>{says}</p>
      {children}
    </section>
  );
}
