/** Every timer of the run's units, whatever step is in hand. */
import type { RunView } from '@/api';
import { dueMs, Panel, pick, TimerMark, TimeText, useStationNow, useTexts } from '@/shared';
import classes from './Run.module.css';

export function RunTimers({ view }: { view: RunView }) {
  const t = useTexts('bench');
  const now = useStationNow(view.now_ms);
  if (view.timers.length === 0) return null;
  return (
    <Panel title={t('run.timers')}>
      <ul className={classes.timers} data-testid="run-timers">
        {view.timers.map((timer) => (
          <li key={`${timer.step} ${timer.dwell} ${timer.from_en}`} data-testid={`run-timer-${timer.step}`}>
            <TimerMark timer={timer} now={now} /> <strong>{t('timer.of_step', { number: timer.number, step: pick(timer) })}</strong>
            <div className={classes.told}>
              {timer.dwell ? t('timer.dwell') : t('timer.from', { step: pick({ zh: timer.from_zh, en: timer.from_en }) })} · {t('timer.until')} <TimeText ms={dueMs(timer)} /> · {t('run.units', { count: timer.units })}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
