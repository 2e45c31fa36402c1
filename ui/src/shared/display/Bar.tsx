/** A part of a whole as a bar with its numbers in words beside it: never colour or length alone. */
import type { ReactNode } from 'react';
import classes from './Bar.module.css';

interface Props {
  value: number;
  max: number;
  /** Said beside the bar. */
  children?: ReactNode;
  tone?: 'pine' | 'orange' | 'red' | 'grey';
}

export function Bar({ value, max, children, tone = 'pine' }: Props) {
  const share = max > 0 ? Math.min(1, value / max) : 0;
  return (
    <span className={classes.bar}>
      <span className={classes.track} aria-hidden>
        <span className={classes.fill} data-tone={tone} style={{ width: value > 0 ? `max(3px, ${share * 100}%)` : 0 }} />
      </span>
      {children === undefined ? null : <span className={classes.text}>{children}</span>}
    </span>
  );
}
