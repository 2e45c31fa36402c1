/** Every step of the procedure with how many units are where in it; one that can be done now may be chosen. */
import { IconCheck } from '@tabler/icons-react';
import type { RunStepView, RunView } from '@/api';
import { Panel, pick, useTexts } from '@/shared';
import classes from './Run.module.css';

export function RunSteps({ view, onChoose }: { view: RunView; onChoose: (step: string) => void }) {
  const t = useTexts('bench');
  const inHand = view.in_hand?.step.code;
  if (view.steps.length === 0) return null;
  return (
    <Panel title={t('step.list')}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keys */}
      <ol className={classes.steps} tabIndex={0}>
        {view.steps.map((step) => (
          <li
            key={step.code}
            data-next={step.code === inHand}
            ref={step.code === inHand ? intoView : undefined}
            data-done={step.ready === 0 && step.waiting === 0}
            data-testid={`run-step-${step.code}`}
          >
            <span className={classes.stepNumber}>{step.ready === 0 && step.waiting === 0 ? <IconCheck size={17} aria-label={t('step.done')} /> : step.number}</span>
            <Name step={step} chosen={step.code === inHand} onChoose={onChoose} />
            <span className={classes.told}>{counts(step, t)}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Name({ step, chosen, onChoose }: { step: RunStepView; chosen: boolean; onChoose: (step: string) => void }) {
  const again = step.ready === 0 && step.done > 0 && step.may_repeat;
  if (chosen || !step.at_bench || (step.ready === 0 && !again)) return <span>{pick(step)}</span>;
  return <button type="button" className={classes.choose} onClick={() => onChoose(step.code)} data-testid={`run-choose-${step.code}`}>{pick(step)}</button>;
}

function counts(step: RunStepView, t: (key: string, params?: Record<string, unknown>) => string): string {
  const parts = (['ready', 'done', 'passed'] as const).filter((part) => step[part] > 0);
  return parts.map((part) => t(`run.count_${part}`, { count: step[part] })).join(' · ');
}

function intoView(row: HTMLLIElement | null): void {
  row?.scrollIntoView({ block: 'nearest' });
}
