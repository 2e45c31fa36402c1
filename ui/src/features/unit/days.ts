/** Events grouped by the day of their wall clock, in the order in which they came: a late clock opens a day anew. */
import type { TimelineEvent } from '@/api';

export interface Day {
  /** Local midnight, ms. */
  start: number;
  events: TimelineEvent[];
}

export function byDay(events: readonly TimelineEvent[]): Day[] {
  const days: Day[] = [];
  for (const event of events) {
    const start = new Date(event.at_ms).setHours(0, 0, 0, 0);
    const last = days.at(-1);
    if (last?.start === start) last.events.push(event);
    else days.push({ start, events: [event] });
  }
  return days;
}
