/** Timers where nobody is at work: a spin that ends does not wait until somebody signs in. By number and step; no person is named. */
import { VisuallyHidden } from '@mantine/core';
import { useCommandQuery, type TimerList } from '@/api';
import { pick, timerKey, TimerMark, timerName, useStationNow, useTexts, useTimersSaid } from '@/shared';
import classes from './SessionScreen.module.css';

const TIMERS_MS = 30_000;

export function Timers() {
  const { data } = useCommandQuery('timer.list', {}, { keepPrevious: true, refetchIntervalMs: TIMERS_MS });
  return data && data.timers.length > 0 ? <TimerRows list={data} /> : null;
}

function TimerRows({ list: { timers, more_passed: more, now_ms: stationMs } }: { list: TimerList }) {
  const t = useTexts('shared');
  const now = useStationNow(stationMs);
  const said = useTimersSaid(timers, now);
  return (
    <>
      <ul className={classes.timers} aria-label={t('timer.label')} data-testid="lock-timers">
        {timers.map((timer) => (
          <li key={timerKey(timer)} data-testid="lock-timer">
            <TimerMark timer={timer} now={now} />
            <span><strong>{timerName(t, timer)}</strong> {t('timer.step', { number: timer.number, step: pick(timer) })}</span>
          </li>
        ))}
        {more > 0 ? <li data-testid="lock-timers-passed">{t('timer.more_passed', { count: more })}</li> : null}
      </ul>
      <VisuallyHidden role="status" aria-live="assertive" data-testid="lock-timer-said">{said}</VisuallyHidden>
    </>
  );
}
