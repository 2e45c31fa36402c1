/** The next step large, all steps at the side. */
import { Button } from '@mantine/core';
import { IconArrowRight, IconCircleCheck } from '@tabler/icons-react';
import { EmptyState, Panel, ProblemAlert, useCan, useTexts } from '@/shared';
import type { BenchView } from '@/api';
import { StepForm } from './StepForm';
import { StepList } from './StepList';
import classes from './bench.module.css';

export function StepsPane({ bench, sop, onResults }: { bench: BenchView; sop: string; onResults: () => void }) {
  const t = useTexts('bench');
  const can = useCan('process');
  const next = bench.steps.find((step) => step.code === bench.next_step);
  const blocked = bench.blocked_by;
  return (
    <div className={classes.desk}>
      <div data-testid="bench-next" data-step={next?.code ?? ''}>
        {blocked ? <ProblemAlert problem={blocked} /> : null}
        {next && !blocked && can ? <StepForm key={next.code} donation={bench.unit.donation} step={next} all={bench.steps.length} /> : null}
        {next && !blocked && !can ? <EmptyState title={t('step.not_yours')} hint={t('step.not_yours_hint')} /> : null}
        {!next && !blocked ? (
          <Panel>
            <EmptyState
              icon={IconCircleCheck}
              title={t('step.all_done')}
              hint={t('step.all_done_hint')}
              action={<Button rightSection={<IconArrowRight size={20} />} onClick={onResults} data-testid="bench-to-results">{t('step.to_results')}</Button>}
            />
          </Panel>
        ) : null}
      </div>
      <StepList steps={bench.steps} next={bench.next_step} sop={sop} />
    </div>
  );
}
