/** Every step of the SOP: done by whom and when with what, the next one, those to come, those of other screens. */
import { IconAlertTriangle, IconCheck, IconHandStop, IconMinus, IconPlayerSkipForward, IconRepeat } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { StepView } from '@/api';
import { Attachment, clockText, DepartureList, EarlierSteps, pick, pressureOf, ProcedureLink, TimeText, useStationNow, useTexts, useWord } from '@/shared';
import { isAgain } from './step';
import classes from './StepList.module.css';

interface Props {
  donation: string;
  steps: StepView[];
  next: string | null;
  sop: string;
  /** Digest of its text. */
  digest: string;
  stationMs: number;
  /** Puts a step that can be done now into hand. */
  onChoose?: (code: string) => void;
}

export function StepList({ donation, steps, next, sop, digest, stationMs, onChoose }: Props) {
  const t = useTexts('bench');
  return (
    <aside className={classes.side} aria-label={t('step.list')}>
      <div className={classes.sop}><ProcedureLink digest={digest} {...(next === null ? {} : { step: next })} testId="bench-procedure">{sop}</ProcedureLink></div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keys */}
      <ol className={classes.steps} tabIndex={0}>
        {steps.map((step) => (
          <li
            key={step.code}
            className={classes.step}
            data-done={step.standing === 'done'}
            data-standing={step.standing}
            data-next={step.code === next}
            aria-current={step.code === next ? 'step' : undefined}
            ref={step.code === next ? intoView : undefined}
            data-testid={`row-${step.code}`}
          >
            <span className={classes.mark}><Mark step={step} /></span>
            <div className={classes.text}>
              <Title step={step} onChoose={onChoose && step.code !== next ? onChoose : undefined} />
              <Told donation={donation} step={step} stationMs={stationMs} />
              {step.code !== next && onChoose ? <Again step={step} onChoose={onChoose} /> : null}
            </div>
          </li>
        ))}
      </ol>
    </aside>
  );
}

function Mark({ step }: { step: StepView }): ReactNode {
  const t = useTexts('bench');
  if (step.standing === 'done') return <IconCheck size={17} stroke={2.6} aria-label={t('step.done')} />;
  if (step.standing === 'skipped') return <IconPlayerSkipForward size={16} aria-label={t('skip.done')} />;
  if (step.standing === 'not_applicable') return <IconMinus size={16} aria-label={t('step.not_applicable')} />;
  return step.number;
}

function Title({ step, onChoose }: { step: StepView; onChoose?: (code: string) => void }) {
  const t = useTexts('bench');
  const stop = step.stop ? <IconHandStop size={16} aria-label={t('step.stop')} className={classes.stop} /> : null;
  if (onChoose && step.standing === 'ready' && step.recorded_by === null) {
    return <button type="button" className={classes.choose} onClick={() => onChoose(step.code)} data-testid={`choose-${step.code}`}>{pick(step)}{stop}</button>;
  }
  return <div className={classes.title}>{pick(step)}{stop}</div>;
}

/** A step that was done and can be done again, or that was left out and can be done after all. */
function Again({ step, onChoose }: { step: StepView; onChoose: (code: string) => void }) {
  const t = useTexts('bench');
  if (!isAgain(step) || !step.mine) return null;
  return (
    <button type="button" className={classes.choose} onClick={() => onChoose(step.code)} data-testid={`repeat-${step.code}`}>
      <IconRepeat size={16} aria-hidden /> {t(step.standing === 'skipped' ? 'skip.after_all' : 'step.again')}
    </button>
  );
}

function Told({ donation, step, stationMs }: { donation: string; step: StepView; stationMs: number }) {
  const t = useTexts('bench');
  if (step.standing === 'done' && step.recorded_by === null) return <Done donation={donation} step={step} />;
  if (step.standing === 'done') return <div className={classes.who}><TimeText ms={step.done_ms} /></div>;
  if (step.standing === 'skipped') return <div className={classes.values}>{t('skip.done')}: {step.reason} · {step.by}</div>;
  if (step.begun_ms !== null || (step.standing === 'ready' && step.windows.length > 0)) return <Running step={step} stationMs={stationMs} />;
  if (step.standing === 'ready' && step.recorded_by !== null) return <div className={classes.who}>{t(`elsewhere.${step.recorded_by}`)}</div>;
  if (step.standing === 'ready' && step.who.length > 0 && !step.mine) return <Whose step={step} />;
  return null;
}

function Whose({ step }: { step: StepView }) {
  const word = useWord();
  return <div className={classes.who}>{step.who.map((role) => word('Role', role)).join(' / ')}</div>;
}

/** The clock of a step that goes on, or that has to be done in time. */
function Running({ step, stationMs }: { step: StepView; stationMs: number }) {
  const t = useTexts('bench');
  const now = useStationNow(stationMs);
  const late = step.windows.some((window) => pressureOf(window, now) === 'late');
  const closes = Math.min(...step.windows.flatMap(({ closes_ms: at }) => (at === null ? [] : [at])));
  return (
    <div className={classes.clock} data-late={late}>
      {late ? <IconAlertTriangle size={16} aria-hidden /> : null}
      {step.begun_ms === null ? null : <span>{t('timer.begun')} {clockText(now - step.begun_ms)} </span>}
      {Number.isFinite(closes) ? <span>{t(late ? 'timer.late' : 'timer.open', { left: clockText(Math.abs(closes - now)) })}</span> : null}
    </div>
  );
}

function Done({ donation, step }: { donation: string; step: StepView }) {
  const t = useTexts('bench');
  const values = step.values.map(({ zh, en, value, unit, code, attachment: kept }) => {
    const input = step.inputs.find((input) => input.code === code);
    const choice = input?.choices.find((choice) => choice.code === value);
    if (kept) return <span key={code}>{pick({ zh, en })} <Attachment donation={donation} kept={kept} label={pick({ zh, en })} /></span>;
    const text = input?.kind === 'time' ? <TimeText key={code} ms={Number(value)} /> : `${choice ? pick(choice) : value}${unit ? ` ${unit}` : ''}`;
    return <span key={code}>{pick({ zh, en })} {text}</span>;
  });
  const scans = step.scans.flatMap(({ code, value }) => (value === null ? [] : [<span key={`scan ${code}`}>{value}</span>]));
  const things = [...values, ...scans].flatMap((thing, index) => (index === 0 ? [thing] : [' · ', thing]));
  return (
    <>
      <div className={classes.values}>{things}</div>
      <div className={classes.who}>
        {[step.by, step.second].filter(Boolean).join(' + ')} · <TimeText ms={step.done_ms} />
        {step.entered_ms === null ? null : <> · {t('step.entered')} <TimeText ms={step.entered_ms} /></>}
      </div>
      <EarlierSteps earlier={step.earlier} />
      {step.departures.length > 0 ? (
        <div className={classes.departed}>
          <DepartureList departures={step.departures} />
          {step.reason}
        </div>
      ) : null}
    </>
  );
}

function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
