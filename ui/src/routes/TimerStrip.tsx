/** The most pressing timers of this station's units and runs, on every screen: heard and said once before one passes, and once after. */
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useCommandQuery, type TimerList, type TimerView } from '@/api';
import { dueMs, PATHS, pick, pressureOf, RUN_PREFIX, TimerMark, timerText, useStationNow, useTexts } from '@/shared';
import { beepTimer } from '@/shared/scan/beep';
import { fresh } from './announced';
import classes from './TimerStrip.module.css';

/** What comes into effect by time alone, such as a timer that comes nearer than others, is asked for so often. */
const ASKED_MS = 30_000;

export function TimerStrip() {
  const { data } = useCommandQuery('timer.list', {}, { keepPrevious: true, refetchIntervalMs: ASKED_MS });
  if (!data || data.timers.length === 0) return null;
  return <Strip list={data} />;
}

const keyOf = (timer: TimerView) => [timer.run ?? timer.donation, timer.step, timer.dwell, timer.from_en, dueMs(timer)].join(' ');

function Strip({ list: { timers, more_passed: more, now_ms: stationMs } }: { list: TimerList }) {
  const t = useTexts();
  const now = useStationNow(stationMs);
  const [said, setSaid] = useState('');
  const name = (timer: TimerView) => (timer.run_number === null ? (timer.din ?? '') : t('timer.run', { number: timer.run_number }));
  const pressing = timers.map((timer) => [timer, pressureOf(timer, now)] as const).filter(([, pressure]) => pressure === 'soon' || pressure === 'late');
  const keys = pressing.map(([timer, pressure]) => `${keyOf(timer)} ${pressure}`).join('\n');
  useEffect(() => {
    const news = pressing.filter(([timer, pressure]) => fresh(`${keyOf(timer)} ${pressure}`));
    if (news.length === 0) return;
    beepTimer();
    setSaid(
      news
        .map(([timer, pressure]) => t(pressure === 'soon' ? 'timer.about_to_pass' : 'timer.passed', {
          what: `${name(timer)} ${t('timer.step', { number: timer.number, step: pick(timer) })}`, left: timerText(t, timer, now),
        }))
        .join(' '),
    );
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- said once for each timer and pressure, whatever the second
  }, [keys]);
  return (
    <section className={classes.strip} aria-label={t('timer.label')} data-testid="timer-strip">
      {timers.map((timer) => (
        <Link
          key={keyOf(timer)}
          to={`${PATHS.bench}/${timer.run === null ? timer.donation : `${RUN_PREFIX}${timer.run}`}`}
          className={classes.timer}
          data-pressure={pressureOf(timer, now)}
          data-testid="timer"
          title={timer.dwell ? t('timer.dwell') : t('timer.from', { step: pick({ zh: timer.from_zh, en: timer.from_en }) })}
        >
          <TimerMark timer={timer} now={now} />
          <span><strong>{name(timer)}</strong>{timer.units > 1 ? ` · ${t('timer.units', { count: timer.units })}` : ''}</span>
          <span className={classes.step}>{t('timer.step', { number: timer.number, step: pick(timer) })}</span>
        </Link>
      ))}
      {more > 0 ? <span className={classes.more} data-testid="timers-passed">{t('timer.more_passed', { count: more })}</span> : null}
      <div className={classes.said} role="status" aria-live="assertive" data-testid="timer-said">{said}</div>
    </section>
  );
}
