/** The steps of the SOP that were done or left out, with what was recorded and where that departed from the procedure. */
import { IconAlertTriangle, IconPlayerSkipForward } from '@tabler/icons-react';
import type { StepValueView, StepView } from '@/api/gen/commands';
import { Attachment } from '../attachments/Attachment';
import { TimeText } from '../display/TimeText';
import { Tone } from '../display/Tone';
import { pick, useTexts } from '../i18n';
import { DepartureList } from './DepartureList';
import { EarlierSteps } from './EarlierSteps';
import { RecordTable } from './RecordTable';
import { Replaced } from './Replaced';
import classes from './RecordTable.module.css';

/** Whether a reviewer has to look at it: left out, or not done as the procedure says. */
export function isDeparted(step: StepView): boolean {
  return step.standing === 'skipped' || [step, ...step.earlier].some(({ departures }) => departures.length > 0);
}

export function StepTable({ donation, steps }: { donation: string; steps: StepView[] }) {
  const t = useTexts('dossier');
  return (
    <RecordTable
      label={t('column.step')}
      testId="step"
      rows={steps}
      rowKey={(step) => step.code}
      none={t('steps.none')}
      look={(step) => (step.done_ms === null && !isDeparted(step) ? 'quiet' : undefined)}
      columns={[
        { key: 'number', title: t('column.number'), width: '4em', cell: (s) => s.number },
        { key: 'step', title: t('column.step'), width: '20%', cell: (s) => <>{pick(s)}<Departed step={s} /></> },
        { key: 'values', title: t('column.values'), width: '36%', cell: (s) => <Values donation={donation} step={s} /> },
        { key: 'material', title: t('column.material'), cell: (s) => <span className={classes.mono}>{s.scans.flatMap(({ value }) => value ?? []).join(' · ') || '—'}</span> },
        { key: 'by', title: t('column.by'), cell: (s) => [s.by, s.second].filter(Boolean).join(' + ') || t('steps.open') },
        { key: 'at', title: t('column.at'), cell: (s) => <Moments step={s} /> },
      ]}
    />
  );
}

function Departed({ step }: { step: StepView }) {
  const t = useTexts('dossier');
  if (!isDeparted(step)) return null;
  const skipped = step.standing === 'skipped';
  return (
    <div data-testid="departed">
      <Tone tone="orange" icon={skipped ? IconPlayerSkipForward : IconAlertTriangle}>{t(skipped ? 'steps.left_out' : 'steps.departed')}</Tone>
    </div>
  );
}

/** When it was done, and when it was entered where that was later. */
function Moments({ step }: { step: StepView }) {
  const t = useTexts('dossier');
  return (
    <>
      <TimeText ms={step.done_ms} />
      {step.entered_ms === null ? null : <span className={classes.quiet}><br />{t('steps.entered')} <TimeText ms={step.entered_ms} /></span>}
    </>
  );
}

function Values({ donation, step }: { donation: string; step: StepView }) {
  return (
    <>
      {step.values.length === 0 && !isDeparted(step) ? '—' : null}
      <div className={classes.values}>
        {step.values.map((value) => (
          <span key={value.code}>
            <span className={classes.quiet}>{pick(value)}</span> <Entered donation={donation} step={step} value={value} />
            <Replaced corrections={step.corrected.filter(({ field }) => field === value.code)} />
          </span>
        ))}
      </div>
      <EarlierSteps earlier={step.earlier} />
      {step.standing === 'skipped' || step.departures.length > 0 ? (
        <div className={classes.departed}>
          <DepartureList departures={step.departures} />
          {step.reason ? <div data-testid="departed-reason">{step.reason}</div> : null}
        </div>
      ) : null}
    </>
  );
}

/** One value as a person reads it. */
function Entered({ donation, step, value }: { donation: string; step: StepView; value: StepValueView }) {
  const input = step.inputs.find(({ code }) => code === value.code);
  if (value.attachment) return <Attachment donation={donation} kept={value.attachment} label={pick(value)} />;
  if (input?.kind === 'time') return <TimeText ms={Number(value.value)} />;
  const choice = input?.choices.find(({ code }) => code === value.value);
  return <>{choice ? pick(choice) : value.value} {value.unit}</>;
}
