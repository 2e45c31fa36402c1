/** One step of the guided sequence: done ones fold to a line of facts, the open one shows its form, later ones wait. */
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTexts } from '@/shared';
import classes from './StepPanel.module.css';

export type StepState = 'done' | 'open' | 'waiting' | 'stopped';

interface Props {
  number: number;
  /** `step-<name>` is its test id. */
  name: string;
  title: string;
  state: StepState;
  /** One sentence on what to do, for the open step. */
  help?: ReactNode;
  /** What is on record, for a done step. */
  summary?: ReactNode;
  children?: ReactNode;
}

export function StepPanel({ number, name, title, state, help, summary, children }: Props) {
  const t = useTexts('collection');
  return (
    <section className={classes.step} data-state={state} data-testid={`step-${name}`} aria-current={state === 'open' ? 'step' : undefined}>
      <div className={classes.mark} aria-hidden>{state === 'done' ? <IconCheck size={20} stroke={2.6} /> : number}</div>
      <div className={classes.body}>
        <div className={classes.head}>
          <h2 className={classes.title}>{title}</h2>
          <span className={classes.word}>{t(`state.${state}`)}</span>
        </div>
        {state === 'done' || state === 'stopped' ? <div className={classes.summary}>{summary}</div> : null}
        {state === 'open' && help ? <p className={classes.help}>{help}</p> : null}
        {state === 'open' ? children : null}
      </div>
    </section>
  );
}

/** The facts of a done step on one line: `name value · name value`. */
export function Summary({ items }: { items: [name: string, value: ReactNode][] }) {
  return (
    <>
      {items.map(([name, value], index) => (
        <span key={index} className={classes.fact}><span className={classes.factName}>{name}</span> {value}</span>
      ))}
    </>
  );
}
