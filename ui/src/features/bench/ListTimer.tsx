/** The timer of a row that presses most. */
import type { TimerView } from '@/api';
import { pick, TimerMark, useStationNow, useTexts } from '@/shared';

export function ListTimer({ timer, stationMs }: { timer: TimerView; stationMs: number }) {
  const t = useTexts('bench');
  const now = useStationNow(stationMs);
  return (
    <span data-testid="row-timer" title={t('timer.of_step', { number: timer.number, step: pick(timer) })}>
      <TimerMark timer={timer} now={now} /> {timer.number}
    </span>
  );
}
