/** How long a step has been going on and the windows it is to be done in: colour, icon and words, counting by the second. */
import { IconAlarm, IconAlertTriangle, IconClockPlay, IconHourglass, type Icon } from '@tabler/icons-react';
import type { StepView, WindowView } from '@/api';
import { clockText, pick, pressureOf, TimeText, useStationNow, useTexts, type Pressure } from '@/shared';
import classes from './StepTimer.module.css';

const ICONS: Record<Pressure, Icon> = { waiting: IconHourglass, open: IconClockPlay, soon: IconAlarm, late: IconAlertTriangle };

export function StepTimer({ step, stationMs }: { step: StepView; stationMs: number }) {
  const t = useTexts('bench');
  const now = useStationNow(stationMs);
  if (step.begun_ms === null && step.windows.length === 0) return null;
  return (
    <div className={classes.timers} role="timer" data-testid="step-timers">
      {step.begun_ms === null ? null : (
        <div className={classes.begun}>
          <span className={classes.clock} data-testid="step-elapsed">{clockText(now - step.begun_ms)}</span>
          <span>{t('timer.begun')} <TimeText ms={step.begun_ms} /></span>
        </div>
      )}
      {step.windows.map((window, index) => <Window key={`${window.from_en} ${index}`} window={window} now={now} />)}
    </div>
  );
}

function Window({ window, now }: { window: WindowView; now: number }) {
  const t = useTexts('bench');
  const pressure = pressureOf(window, now);
  const Glyph = ICONS[pressure];
  const { opens_ms: opens, closes_ms: closes } = window;
  const left = pressure === 'waiting' ? (opens ?? now) - now : Math.abs((closes ?? now) - now);
  const says = closes === null && pressure === 'open' ? t('timer.long_enough') : t(`timer.${pressure}`, { left: clockText(left) });
  const from = window.dwell ? t('timer.dwell') : t('timer.from', { step: pick({ zh: window.from_zh, en: window.from_en }) });
  return (
    <div className={classes.window} data-pressure={pressure} data-testid="step-window">
      <Glyph size={22} aria-hidden />
      <span className={classes.says}>{says}</span>
      <span className={classes.from}>
        {from} · {opens === null ? null : <>{t('timer.not_before')} <TimeText ms={opens} /> </>}
        {closes === null ? null : <>{t('timer.until')} <TimeText ms={closes} /></>}
        {window.outside === 'stop' ? <strong> · {t('timer.stop')}</strong> : null}
      </span>
    </div>
  );
}
