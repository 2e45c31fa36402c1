/** Every step of the SOP: done by whom and when with what, the next one, those to come. */
import { IconCheck } from '@tabler/icons-react';
import type { StepView } from '@/api';
import { pick, TimeText, useTexts } from '@/shared';
import classes from './StepList.module.css';

export function StepList({ steps, next, sop }: { steps: StepView[]; next: string | null; sop: string }) {
  const t = useTexts('bench');
  return (
    <aside className={classes.side} aria-label={t('step.list')}>
      <div className={classes.sop}>{sop}</div>
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li
            key={step.code}
            className={classes.step}
            data-done={step.done_ms !== null}
            data-next={step.code === next}
            aria-current={step.code === next ? 'step' : undefined}
            ref={step.code === next ? intoView : undefined}
            data-testid={`row-${step.code}`}
          >
            <span className={classes.mark}>{step.done_ms === null ? step.number : <IconCheck size={17} stroke={2.6} aria-label={t('step.done')} />}</span>
            <div className={classes.text}>
              <div className={classes.title}>{pick(step)}</div>
              {step.done_ms === null ? null : <Done step={step} />}
            </div>
          </li>
        ))}
      </ol>
    </aside>
  );
}

function Done({ step }: { step: StepView }) {
  const values = step.values.map(({ zh, en, value, unit, code }) => {
    const choice = step.inputs.find((input) => input.code === code)?.choices.find((choice) => choice.code === value);
    return `${pick({ zh, en })} ${choice ? pick(choice) : value}${unit ? ` ${unit}` : ''}`;
  });
  return (
    <>
      <div className={classes.values}>{[...values, step.equipment, step.lot].filter(Boolean).join(' · ')}</div>
      <div className={classes.who}>
        {[step.by, step.second].filter(Boolean).join(' + ')} · <TimeText ms={step.done_ms} />
      </div>
    </>
  );
}

function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
