/** The step in hand large, all steps at the side. */
import { Button } from '@mantine/core';
import { IconArrowRight, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { Buttons, EmptyState, Panel, ProblemAlert, useCan, useTexts } from '@/shared';
import type { BenchView, StepView } from '@/api';
import { OthersStep } from './OthersStep';
import { StepForm } from './StepForm';
import { isAgain, type Leaving } from './step';
import { StepList } from './StepList';
import classes from './bench.module.css';

interface Props extends Leaving {
  bench: BenchView;
  sop: string;
  onResults: () => void;
}

export function StepsPane({ bench, sop, onResults, onUnsaved, ask }: Props) {
  const can = useCan('record_step');
  const [chosen, setChosen] = useState<string | null>(null);
  const blocked = bench.blocked_by;
  const ready = (step: StepView) => (step.standing === 'ready' && step.recorded_by === null) || isAgain(step);
  // What was chosen is in hand until it is done; then the next one comes.
  const next = bench.steps.find((step) => step.code === chosen && ready(step)) ?? bench.steps.find((step) => step.code === bench.next_step);
  return (
    <div className={classes.desk}>
      <div data-testid="bench-next" data-step={next?.code ?? ''}>
        {blocked ? <ProblemAlert problem={blocked} /> : null}
        {next && !blocked ? (
          can && next.mine ? (
            <StepForm key={`${next.code} ${next.begun_ms ?? ''} ${next.done_ms ?? ''}`} donation={bench.unit.donation} step={next} all={bench.steps.length} stationMs={bench.now_ms} onUnsaved={onUnsaved} />
          ) : <OthersStep step={next} donation={bench.unit.donation} />
        ) : null}
        {!next && !blocked ? <Nothing bench={bench} onResults={onResults} /> : null}
      </div>
      <StepList donation={bench.unit.donation} steps={bench.steps} next={next?.code ?? null} sop={sop} digest={bench.sop_digest} stationMs={bench.now_ms} onChoose={blocked ? undefined : (step) => ask(() => setChosen(step))} />
    </div>
  );
}

function Nothing({ bench, onResults }: { bench: BenchView; onResults: () => void }) {
  const t = useTexts('bench');
  const elsewhere = bench.steps.find((step) => step.standing === 'ready' && step.recorded_by !== null && !step.optional);
  const toResults = <Button variant={elsewhere ? 'default' : 'filled'} rightSection={<IconArrowRight size={20} />} onClick={onResults} data-testid="bench-to-results">{t('step.to_results')}</Button>;
  return (
    <Panel>
      {elsewhere ? (
        <>
          <OthersStep step={elsewhere} donation={bench.unit.donation} />
          <Buttons>{toResults}</Buttons>
        </>
      ) : <EmptyState icon={IconCircleCheck} title={t('step.all_done')} hint={t('step.all_done_hint')} action={toResults} />}
    </Panel>
  );
}
