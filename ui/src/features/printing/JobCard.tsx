/** A job: what, where to, how it stands, and what can be done about it. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconBan, IconCircleCheck, IconClock, IconHelpCircle, IconRefresh, IconSend, IconX, type Icon } from '@tabler/icons-react';
import { useAct, type PrintJob, type PrintState } from '@/api';
import { Din, FormDialog, ProblemAlert, TimeText, Tone, useCan, useOpen, useTexts, useWord, type ToneName } from '@/shared';
import { CallOff, Settle } from './JobForms';
import classes from './Printing.module.css';

const LOOK: Record<PrintState, { tone: ToneName; icon: Icon }> = {
  waiting: { tone: 'blue', icon: IconClock },
  sending: { tone: 'blue', icon: IconSend },
  done: { tone: 'green', icon: IconCircleCheck },
  failed: { tone: 'red', icon: IconAlertTriangle },
  uncertain: { tone: 'orange', icon: IconHelpCircle },
  cancelled: { tone: 'grey', icon: IconBan },
};

export function JobCard({ job }: { job: PrintJob }) {
  const t = useTexts('printing');
  const word = useWord();
  const open = useOpen();
  const may = useCan('print_label');
  const { tone, icon } = LOOK[job.state];
  const { donation } = job;
  return (
    <li className={classes.job} data-testid={`print-job-${job.job}`} data-state={job.state}>
      <div className={classes.head}>
        <Tone tone={tone} icon={icon}>{word('PrintState', job.state)}</Tone>
        {donation && job.din ? (
          <button type="button" className={classes.unit} onClick={() => open.screen('printing', donation)} data-testid={`print-unit-${job.job}`}><Din din={job.din} /></button>
        ) : <code>{job.name}</code>}
        <span>{t('job.labels', { count: job.labels })}</span>
        <span className={classes.quiet}>{t('job.to', { printer: job.printer })}</span>
        <span className={classes.space} />
        <span className={classes.quiet}>{job.by} · <TimeText ms={job.created_ms} /></span>
      </div>
      {job.state === 'done' && job.destination ? <code className={classes.path}>{job.destination}</code> : null}
      <ProblemAlert problem={job.problem} />
      {may ? <Actions job={job} /> : null}
    </li>
  );
}

function Actions({ job }: { job: PrintJob }) {
  const t = useTexts('printing');
  const retry = useAct('print.retry');
  const { state } = job;
  if (state === 'uncertain') {
    return (
      <div className={classes.actions}>
        <span className={classes.quiet}>{t('settle.ask')}</span>
        <FormDialog title={t('settle.came_out')} testId={`print-came_out-${job.job}`} variant="default" icon={<IconCircleCheck size={20} />}>
          {(close) => <Settle job={job} cameOut onDone={close} />}
        </FormDialog>
        <FormDialog title={t('settle.nothing')} testId={`print-nothing-${job.job}`} variant="default" icon={<IconX size={20} />}>
          {(close) => <Settle job={job} cameOut={false} onDone={close} />}
        </FormDialog>
      </div>
    );
  }
  if (state !== 'failed' && state !== 'waiting') return null;
  return (
    <>
      <ProblemAlert problem={retry.error} />
      <div className={classes.actions}>
        {state === 'failed' ? (
          <Button leftSection={<IconRefresh size={20} />} loading={retry.isPending} onClick={() => retry.mutate({ job: job.job })} data-testid={`print-retry-${job.job}`}>{t('job.retry')}</Button>
        ) : null}
        <FormDialog title={t('job.call_off')} testId={`print-call_off-${job.job}`} variant="default" icon={<IconBan size={20} />}>
          {(close) => <CallOff job={job} onDone={close} />}
        </FormDialog>
      </div>
    </>
  );
}
