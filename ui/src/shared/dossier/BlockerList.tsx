/** What stops a release, in words. */
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { Blocker, ResultView, StepView } from '@/api/gen/commands';
import { problemText, useTexts } from '../i18n';
import classes from './RecordTable.module.css';
import { blockerProblem } from './words';

export function BlockerList({ blockers, results, steps }: { blockers: Blocker[]; results: ResultView[]; steps: StepView[] }) {
  const t = useTexts('dossier');
  if (blockers.length === 0) {
    return (
      <div className={classes.clear} data-testid="no-blockers">
        <IconCircleCheck size={22} aria-hidden /> {t('blockers.none')}
      </div>
    );
  }
  return (
    <ul className={classes.blockers}>
      {blockers.map((blocker) => (
        <li key={`${blocker.code} ${blocker.subject}`} data-testid="blocker" data-code={blocker.code} data-subject={blocker.subject}>
          <IconCircleX size={20} aria-hidden />
          <span>{problemText(blockerProblem(blocker, { results, steps }, t))}</span>
        </li>
      ))}
    </ul>
  );
}
