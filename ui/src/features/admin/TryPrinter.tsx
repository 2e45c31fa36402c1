/** How a printer says it is, and a test label. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconHelpCircle, IconPrinter } from '@tabler/icons-react';
import { useAct, useCommandQuery, type PrinterView } from '@/api';
import { Buttons, FormDialog, Loaded, ProblemAlert, Tone, useSession, useTexts, useWord } from '@/shared';
import classes from './Section.module.css';

export function TryPrinter({ printer }: { printer: PrinterView }) {
  const t = useTexts('admin');
  return (
    <FormDialog title={t('printers.try')} testId={`admin-try-printer-${printer.name}`} variant="default" icon={<IconPrinter size={18} />}>
      {() => <Body printer={printer} />}
    </FormDialog>
  );
}

function Body({ printer }: { printer: PrinterView }) {
  const t = useTexts('admin');
  const word = useWord();
  const { state } = useSession();
  const status = useCommandQuery('printer.status', { name: printer.name });
  const test = useAct('printer.test');
  const job = test.data;
  return (
    <div className={classes.tried}>
      <strong>{printer.name}</strong>
      <Loaded query={status}>
        {({ told, conditions, jobs_waiting: jobs, labels_remaining: labels }) => (
          <div data-testid="printer-status" data-told={told} data-ready={conditions.length === 0}>
            {!told ? <Tone tone="grey" icon={IconHelpCircle} sentence>{t('printers.status_untold')}</Tone> : null}
            {told && conditions.length === 0 ? <Tone tone="green" icon={IconCircleCheck}>{t('printers.status_ready')}</Tone> : null}
            {conditions.map((condition) => <Tone key={condition} tone="red" icon={IconAlertTriangle}>{word('PrinterCondition', condition)}</Tone>)}
            {jobs + labels > 0 ? <p className={classes.quiet}>{t('printers.status_waiting', { jobs, labels })}</p> : null}
          </div>
        )}
      </Loaded>
      <ProblemAlert problem={test.error ?? job?.problem ?? null} />
      {job ? (
        <p role="status" data-testid="printer-tested" data-state={job.state}>
          {job.state === 'done' ? t('printers.test_done', { where: job.destination ?? '' }) : t('printers.test_state', { state: word('PrintState', job.state) })}
        </p>
      ) : null}
      <Buttons>
        <Button loading={test.isPending} onClick={() => test.mutate({ name: printer.name, locale: state.locale })} data-testid="submit-printer-test">{t('printers.test')}</Button>
      </Buttons>
    </div>
  );
}
