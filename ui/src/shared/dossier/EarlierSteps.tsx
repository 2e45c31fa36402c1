/** How a step was done before it was done again: what departed then is to be seen. */
import type { EarlierStep } from '@/api/gen/commands';
import { TimeText } from '../display/TimeText';
import { useTexts } from '../i18n';
import { DepartureList } from './DepartureList';
import classes from './RecordTable.module.css';

export function EarlierSteps({ earlier }: { earlier: readonly EarlierStep[] }) {
  const t = useTexts('dossier');
  return (
    <>
      {earlier.map((one) => (
        <div key={one.done_ms} className={classes.departed} data-testid="step-earlier">
          <span className={classes.quiet}>{t('steps.before')}</span> <TimeText ms={one.done_ms} /> · {[one.by, one.second].filter(Boolean).join(' + ')}
          {one.departures.length === 0 ? null : <DepartureList departures={one.departures} />}
          {one.reason ? <div>{one.reason}</div> : null}
        </div>
      ))}
    </>
  );
}
