/** Every record of the unit, day by day: what, when, who, where, and its place in the chain. */
import { useMemo } from 'react';
import { useCommandQuery, type TimelineEvent, type UnitView } from '@/api';
import { currentLocale, Loaded, useTexts } from '@/shared';
import { byDay } from './days';
import { EventLine } from './EventLine';
import classes from './Timeline.module.css';

export function TimelineTab({ unit }: { unit: UnitView }) {
  const timeline = useCommandQuery('unit.timeline', { donation: unit.row.donation, din: null }, { keepPrevious: true });
  return <Loaded query={timeline}>{({ events }) => <Days events={events} unit={unit} />}</Loaded>;
}

function Days({ events, unit }: { events: TimelineEvent[]; unit: UnitView }) {
  const t = useTexts('unit');
  const locale = currentLocale();
  const days = useMemo(() => byDay(events), [events]);
  const dayText = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'zh-CN', { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' });
  return (
    <div className={classes.timeline} data-testid="timeline">
      <p className={classes.count}>{t('timeline.count', { count: events.length })}</p>
      {days.map((day) => (
        <section key={`${day.start} ${day.events[0]?.seq}`} className={classes.day}>
          <h2 className={classes.date}>{dayText.format(day.start)}</h2>
          <ol className={classes.events}>
            {day.events.map((event) => <EventLine key={`${event.station} ${event.seq}`} event={event} unit={unit} />)}
          </ol>
        </section>
      ))}
    </div>
  );
}
