/** Timers that are about to pass, and that passed, are heard and said once each, whichever screen shows them. */
import { useEffect, useState } from 'react';
import type { TimerView } from '@/api/gen/commands';
import { pick, useTexts } from '../i18n';
import { beepTimer } from '../scan/beep';
import { fresh } from './announced';
import { dueMs, pressureOf } from './pressure';
import { timerText } from './TimerMark';

export const timerKey = (timer: TimerView) => [timer.run ?? timer.donation, timer.step, timer.dwell, timer.from_en, dueMs(timer)].join(' ');

/** The unit's number, or the run's. */
export function timerName(t: (key: string, params?: Record<string, unknown>) => string, timer: TimerView): string {
  return timer.run_number === null ? (timer.din ?? '') : t('timer.run', { number: timer.run_number });
}

/** What a screen reader says of them; empty where there is no news. */
export function useTimersSaid(timers: TimerView[], now: number): string {
  const t = useTexts();
  const [said, setSaid] = useState('');
  const pressing = timers.map((timer) => [timer, pressureOf(timer, now)] as const).filter(([, pressure]) => pressure === 'soon' || pressure === 'late');
  const keys = pressing.map(([timer, pressure]) => `${timerKey(timer)} ${pressure}`).join('\n');
  useEffect(() => {
    const news = pressing.filter(([timer, pressure]) => fresh(`${timerKey(timer)} ${pressure}`));
    if (news.length === 0) return;
    beepTimer();
    setSaid(
      news
        .map(([timer, pressure]) => t(pressure === 'soon' ? 'timer.about_to_pass' : 'timer.passed', {
          what: `${timerName(t, timer)} ${t('timer.step', { number: timer.number, step: pick(timer) })}`, left: timerText(t, timer, now),
        }))
        .join(' '),
    );
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- said once for each timer and pressure, whatever the second
  }, [keys]);
  return said;
}
