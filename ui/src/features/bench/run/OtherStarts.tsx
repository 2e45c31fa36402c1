/** Units of a run that began the step in hand with other things than stand in its slots. */
import type { RunUnitView, StepView } from '@/api';
import { Din, pick, useTexts } from '@/shared';
import { otherStarts } from './run';
import classes from './Run.module.css';

export function OtherStarts({ step, units }: { step: StepView; units: RunUnitView[] }) {
  const t = useTexts('bench');
  const others = otherStarts(step, units);
  if (others.length === 0) return null;
  const title = (code: string) => {
    const scan = step.scans.find((one) => one.code === code);
    return scan ? pick(scan) : code;
  };
  return (
    <div data-testid="run-other-starts">
      <strong>{t('run.begun_otherwise')}</strong>
      <ul>
        {others.map(({ unit, scans }) => (
          <li key={unit.donation}>
            <Din din={unit.din} check={unit.check_character} /> {scans.map(({ code, scan }) => <span key={code} className={classes.other}>{title(code)} <code>{scan}</code></span>)}
          </li>
        ))}
      </ul>
    </div>
  );
}
