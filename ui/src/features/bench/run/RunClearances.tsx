/** The line clearances of a run as they were confirmed: what, by whom, when. */
import { IconCheck } from '@tabler/icons-react';
import type { ClearanceDone } from '@/api';
import { pick, TimeText, useTexts } from '@/shared';
import classes from './Run.module.css';

export function RunClearances({ clearances }: { clearances: ClearanceDone[] }) {
  const t = useTexts('bench');
  return (
    <div className={classes.clearances}>
      {clearances.map((one) => (
        <section key={String(one.after)} data-testid={`run-clearance-${one.after ? 'after' : 'before'}`}>
          <h3>{t(one.after ? 'run.clearance_after' : 'run.clearance_before')}</h3>
          <p className={classes.quiet}>{one.by} <TimeText ms={one.at_ms} /> · {t('run.clearance_version', { version: one.version })}</p>
          <ul>
            {one.checks.map((check) => <li key={check.code}><IconCheck size={16} stroke={2.6} aria-hidden /> {pick(check)}</li>)}
          </ul>
        </section>
      ))}
    </div>
  );
}
