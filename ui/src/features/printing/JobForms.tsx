/** What a person says of a job: called off; came out; nothing came out. */
import { useAct, type PrintJob } from '@/api';
import { ActForm, Buttons, FieldLongText, SubmitButton, useFields, useTexts } from '@/shared';
import classes from './Printing.module.css';

interface Props {
  job: PrintJob;
  onDone: () => void;
}

export function CallOff({ job, onDone }: Props) {
  const t = useTexts('printing');
  const act = useAct('print.call_off');
  const { values, bind } = useFields({ reason: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ job: job.job, reason: values.reason.trim() || null }, { onSuccess: onDone })}>
      <p className={classes.hint}>{t('job.call_off_hint')}</p>
      <FieldLongText {...bind('reason')} autoFocus maxLength={200} />
      <Buttons><SubmitButton command="print.call_off" act={act}>{t('job.call_off')}</SubmitButton></Buttons>
    </ActForm>
  );
}

export function Settle({ job, cameOut, onDone }: Props & { cameOut: boolean }) {
  const t = useTexts('printing');
  const act = useAct('print.settle');
  const { values, bind } = useFields({ reason: '' });
  return (
    <ActForm act={act} onSubmit={() => act.mutate({ job: job.job, came_out: cameOut, reason: values.reason }, { onSuccess: onDone })}>
      <p className={classes.hint}>{t(cameOut ? 'settle.came_out_hint' : 'settle.nothing_hint')}</p>
      <FieldLongText {...bind('reason')} label={t('settle.seen')} required autoFocus maxLength={200} />
      <Buttons>
        <SubmitButton command="print.settle" act={act} disabled={values.reason.trim() === ''}>{t(cameOut ? 'settle.came_out' : 'settle.nothing')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}
