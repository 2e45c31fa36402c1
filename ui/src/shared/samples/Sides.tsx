/** What stations recorded that cannot all be, one line each: which station, who, when, what. */
import type { WorkSide } from '@/api';
import { TimeText } from '../display/TimeText';
import { useTexts, useWord } from '../i18n';
import { EventText } from './EventText';
import classes from './Samples.module.css';
import { two } from './words';

export function Sides({ sides }: { sides: WorkSide[] }) {
  const t = useTexts('samples');
  const word = useWord();
  return (
    <table className={classes.table} data-testid="sample-sides">
      <thead><tr><th>{t('station')}</th><th>{t('event')}</th><th>{t('number')}</th><th>{t('what')}</th><th>{t('reason')}</th><th>{t('by')}</th></tr></thead>
      <tbody>
        {sides.map(({ number, kind, unit, event }) => (
          <tr key={`${event.kind} ${event.id}`}>
            <td><strong>{event.station}</strong></td>
            <td>{t(`kind.${event.kind.slice('part.'.length)}`)}</td>
            <td><strong className={classes.number}>{two(number)}</strong> {word('PartKind', kind)}</td>
            <td><EventText event={event} unit={unit} /></td>
            <td>{event.reason}</td>
            <td>{[event.by, event.second].filter(Boolean).join(' + ')} <span className={classes.quiet}><TimeText ms={event.at_ms} /></span></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
