/** The step in hand large, all steps at the side. */
import { Button } from '@mantine/core';
import { IconArrowRight, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { EmptyState, Panel, ProblemAlert, useCan, useSession, useTexts, useWord } from '@/shared';
import type { BenchView, StepView } from '@/api';
import { StepForm } from './StepForm';
import { StepList } from './StepList';
import classes from './bench.module.css';

export function StepsPane({ bench, sop, onResults }: { bench: BenchView; sop: string; onResults: () => void }) {
  const can = useCan('record_step');
  const [chosen, setChosen] = useState<string | null>(null);
  const blocked = bench.blocked_by;
  const ready = (step: StepView) => (step.standing === 'ready' && step.recorded_by === null) || (step.standing === 'done' && step.may_repeat);
  // What was chosen is in hand until it is done; then the next one comes.
  const next = bench.steps.find((step) => step.code === chosen && ready(step)) ?? bench.steps.find((step) => step.code === bench.next_step);
  return (
    <div className={classes.desk}>
      <div data-testid="bench-next" data-step={next?.code ?? ''}>
        {blocked ? <ProblemAlert problem={blocked} /> : null}
        {next && !blocked ? (
          can && next.mine ? (
            <StepForm key={`${next.code} ${next.begun_ms ?? ''} ${next.done_ms ?? ''}`} unit={bench.unit} step={next} all={bench.steps.length} stationMs={bench.now_ms} />
          ) : <NotYours step={next} />
        ) : null}
        {!next && !blocked ? <Nothing bench={bench} onResults={onResults} /> : null}
      </div>
      <StepList donation={bench.unit.donation} steps={bench.steps} next={next?.code ?? null} sop={sop} digest={bench.sop_digest} stationMs={bench.now_ms} onChoose={blocked ? undefined : setChosen} />
    </div>
  );
}

function NotYours({ step }: { step: StepView }) {
  const t = useTexts('bench');
  const word = useWord();
  const { operator } = useSession();
  const roles = step.who.map((role) => word('Role', role)).join(' / ');
  if (roles === '') return <EmptyState title={t('step.not_yours')} hint={t('step.not_yours_hint')} />;
  return <EmptyState title={t('step.of_others', { number: step.number, roles })} hint={t('step.of_others_hint', { name: operator.name })} />;
}

function Nothing({ bench, onResults }: { bench: BenchView; onResults: () => void }) {
  const t = useTexts('bench');
  const elsewhere = bench.steps.find((step) => step.standing === 'ready' && step.recorded_by !== null && !step.optional);
  return (
    <Panel>
      <EmptyState
        icon={IconCircleCheck}
        title={t('step.all_done')}
        hint={elsewhere ? t(`elsewhere.${elsewhere.recorded_by}`) : t('step.all_done_hint')}
        action={<Button rightSection={<IconArrowRight size={20} />} onClick={onResults} data-testid="bench-to-results">{t('step.to_results')}</Button>}
      />
    </Panel>
  );
}
