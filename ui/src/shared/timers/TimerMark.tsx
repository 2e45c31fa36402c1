/** How a timer presses: colour, icon and words with the time that is left. */
import { IconAlarm, IconAlertTriangle, IconClockPlay, IconHourglass, type Icon } from '@tabler/icons-react';
import type { TimerView } from '@/api/gen/commands';
import { Tone, type ToneName } from '../display/Tone';
import { useTexts } from '../i18n';
import { clockText, pressureOf, type Pressure } from './pressure';

const LOOKS: Record<Pressure, [ToneName, Icon]> = { waiting: ['grey', IconHourglass], open: ['green', IconClockPlay], soon: ['orange', IconAlarm], late: ['red', IconAlertTriangle] };

export function TimerMark({ timer, now }: { timer: TimerView; now: number }) {
  const t = useTexts();
  const pressure = pressureOf(timer, now);
  const [tone, icon] = LOOKS[pressure];
  return <span data-pressure={pressure} data-mono><Tone tone={tone} icon={icon}>{timerText(t, timer, now)}</Tone></span>;
}

/** `only 09:30 left`. */
export function timerText(t: (key: string, params?: Record<string, unknown>) => string, timer: Pick<TimerView, 'opens_ms' | 'closes_ms'>, now: number): string {
  const pressure = pressureOf(timer, now);
  const { opens_ms: opens, closes_ms: closes } = timer;
  if (pressure === 'open' && closes === null) return t('timer.long_enough');
  return t(`timer.${pressure}`, { left: clockText(pressure === 'waiting' ? (opens ?? now) - now : Math.abs((closes ?? now) - now)) });
}
