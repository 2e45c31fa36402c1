/** The steps of the SOP that were done, with what was recorded. */
import type { StepView } from '@/api/gen/commands';
import { Attachment } from '../attachments/Attachment';
import { TimeText } from '../display/TimeText';
import { pick, useTexts } from '../i18n';
import { RecordTable } from './RecordTable';
import { Replaced } from './Replaced';
import classes from './RecordTable.module.css';

export function StepTable({ donation, steps }: { donation: string; steps: StepView[] }) {
  const t = useTexts('dossier');
  return (
    <RecordTable
      label={t('column.step')}
      testId="step"
      rows={steps}
      rowKey={(step) => step.code}
      none={t('steps.none')}
      look={(step) => (step.done_ms === null ? 'quiet' : undefined)}
      columns={[
        { key: 'number', title: t('column.number'), width: '4em', cell: (s) => s.number },
        { key: 'step', title: t('column.step'), width: '20%', cell: (s) => pick(s) },
        { key: 'values', title: t('column.values'), width: '32%', cell: (s) => <Values donation={donation} step={s} /> },
        { key: 'material', title: t('column.material'), cell: (s) => <span className={classes.mono}>{s.scans.flatMap(({ value }) => value ?? []).join(' · ') || '—'}</span> },
        { key: 'by', title: t('column.by'), cell: (s) => (s.done_ms === null ? t('steps.open') : [s.by, s.second].filter(Boolean).join(' + ')) },
        { key: 'at', title: t('column.at'), cell: (s) => <TimeText ms={s.done_ms} /> },
      ]}
    />
  );
}

function Values({ donation, step }: { donation: string; step: StepView }) {
  if (step.values.length === 0) return <>—</>;
  return (
    <div className={classes.values}>
      {step.values.map((value) => {
        const choice = step.inputs.find(({ code }) => code === value.code)?.choices.find(({ code }) => code === value.value);
        return (
          <span key={value.code}>
            <span className={classes.quiet}>{pick(value)}</span> {value.attachment ? <Attachment donation={donation} kept={value.attachment} label={pick(value)} /> : <>{choice ? pick(choice) : value.value} {value.unit}</>}
            <Replaced corrections={step.corrected.filter(({ field }) => field === value.code)} />
          </span>
        );
      })}
    </div>
  );
}
