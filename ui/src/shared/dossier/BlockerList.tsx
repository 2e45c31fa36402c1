/** What stops a release, in words. */
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { Blocker, Finding, ResultView, Role, StepView } from '@/api/gen/commands';
import { problemText, useTexts } from '../i18n';
import classes from './RecordTable.module.css';
import { blockerProblem } from './words';

interface Props {
  blockers: Blocker[];
  results: ResultView[];
  steps: StepView[];
  /** What the deciding profile says: names limit and source of what it could not judge. */
  findings?: Finding[];
  /** Roles that can confirm a limit. */
  confirmers?: Role[];
}

export function BlockerList({ blockers, results, steps, findings, confirmers }: Props) {
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
        <li key={`${blocker.code} ${blocker.subject} ${blocker.waits?.value ?? ''} ${blocker.waits?.since_ms ?? ''}`} data-testid="blocker" data-code={blocker.code} data-subject={blocker.subject}>
          <IconCircleX size={20} aria-hidden />
          <span>{problemText(blockerProblem(blocker, { results, steps, findings, confirmers }, t))}</span>
        </li>
      ))}
    </ul>
  );
}
