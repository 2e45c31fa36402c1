/** One record of the timeline. */
import { IconLock } from '@tabler/icons-react';
import type { TimelineEvent, UnitView } from '@/api';
import { Changes, ClockDoubts, formatToSecond, formatUtc, useTexts, useWord } from '@/shared';
import { readEvent } from './fields';
import { lookOf } from './looks';
import classes from './Timeline.module.css';

export function EventLine({ event, unit }: { event: TimelineEvent; unit: UnitView }) {
  const t = useTexts('unit');
  const word = useWord();
  const { icon: Glyph, tone } = lookOf(event.kind);
  const fields = readEvent(event, unit, t, word);
  const key = `kind.${event.kind}`;
  const title = t(key);
  return (
    <li className={classes.event} data-testid="timeline-event" data-kind={event.kind} data-seq={event.seq}>
      <time className={classes.time} dateTime={new Date(event.at_ms).toISOString()} title={formatUtc(event.at_ms)}>{formatToSecond(event.at_ms).slice(-8)}</time>
      <span className={classes.mark} data-tone={tone}><Glyph size={18} aria-hidden /></span>
      <div className={classes.body}>
        <div className={classes.line}>
          <strong>{title === key ? t('timeline.unknown_kind', { kind: event.kind }) : title}</strong>
          <span className={classes.who}>{[event.operator, event.second].filter(Boolean).join(' + ') || t('timeline.nobody')}</span>
          <ClockDoubts doubts={event.doubts} />
          {event.has_personal ? <span className={classes.personal}><IconLock size={15} aria-hidden /> {t('timeline.personal')}</span> : null}
          <span className={classes.chain} title={t('timeline.chain')}>
            {event.site_code} · {event.station} · #{event.seq} · <code>{event.hash.slice(0, 10)}</code>
          </span>
        </div>
        {event.changes.length > 0 ? <div className={classes.changes}><Changes changes={event.changes} /></div> : null}
        {fields.length === 0 ? null : (
          <dl className={classes.fields}>
            {fields.map((field) => (
              <div key={field.name} data-field={field.name} data-attention={field.attention || undefined}>
                <dt>{field.label}</dt>
                <dd data-mono={field.mono || undefined} data-replaced={field.replaced || undefined} title={field.whole}>{field.replaced ? <s>{field.text}</s> : field.text}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </li>
  );
}
