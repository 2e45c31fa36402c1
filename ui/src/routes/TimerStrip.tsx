/** The most pressing timers of this station's units and runs, on every screen: heard and said once before one passes, and once after. */
import { Link } from '@tanstack/react-router';
import { useCommandQuery, type TimerList } from '@/api';
import { Din, PATHS, pick, pressureOf, RUN_PREFIX, timerKey, TimerMark, timerName, useStationNow, useTexts, useTimersSaid } from '@/shared';
import classes from './TimerStrip.module.css';

/** What comes into effect by time alone, such as a timer that comes nearer than others, is asked for so often. */
const ASKED_MS = 30_000;

export function TimerStrip() {
  const { data } = useCommandQuery('timer.list', {}, { keepPrevious: true, refetchIntervalMs: ASKED_MS });
  if (!data || data.timers.length === 0) return null;
  return <Strip list={data} />;
}

function Strip({ list: { timers, more_passed: more, now_ms: stationMs } }: { list: TimerList }) {
  const t = useTexts();
  const now = useStationNow(stationMs);
  const said = useTimersSaid(timers, now);
  return (
    <section className={classes.strip} aria-label={t('timer.label')} data-testid="timer-strip">
      {timers.map((timer) => (
        <Link
          key={timerKey(timer)}
          to={`${PATHS.bench}/${timer.run === null ? timer.donation : `${RUN_PREFIX}${timer.run}`}`}
          className={classes.timer}
          data-pressure={pressureOf(timer, now)}
          data-testid="timer"
          title={timer.dwell ? t('timer.dwell') : t('timer.from', { step: pick({ zh: timer.from_zh, en: timer.from_en }) })}
        >
          <TimerMark timer={timer} now={now} />
          <span><strong>{timer.run === null ? <Din din={timer.din} /> : timerName(t, timer)}</strong>{timer.units > 1 ? ` · ${t('timer.units', { count: timer.units })}` : ''}</span>
          <span className={classes.step}>{t('timer.step', { number: timer.number, step: pick(timer) })}</span>
        </Link>
      ))}
      {more > 0 ? <span className={classes.more} data-testid="timers-passed">{t('timer.more_passed', { count: more })}</span> : null}
      <div className={classes.said} role="status" aria-live="assertive" data-testid="timer-said">{said}</div>
    </section>
  );
}
