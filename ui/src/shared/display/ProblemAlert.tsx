/** A problem in words: how final it is, the sentence of its code, the field it is about unless it is said `atField`. */
import { IconAlertTriangle, IconBan, IconPlugOff } from '@tabler/icons-react';
import type { Problem } from '@/api/gen/commands';
import { problemText, useFieldName, useTexts } from '../i18n';
import classes from './ProblemAlert.module.css';

const ICONS = { refusal: IconBan, warning: IconAlertTriangle, fault: IconPlugOff };

export function ProblemAlert({ problem, compact, atField }: { problem: Problem | null | undefined; compact?: boolean; atField?: boolean }) {
  const t = useTexts();
  const fieldName = useFieldName();
  if (!problem) return null;
  const Glyph = ICONS[problem.severity] ?? IconBan;
  return (
    <div role="alert" className={classes.alert} data-severity={problem.severity} data-code={problem.code} data-testid="problem">
      <Glyph size={24} aria-hidden className={classes.icon} />
      <div>
        {compact ? null : <div className={classes.title}>{t(`problem.${problem.severity}`)}</div>}
        <div>{problemText(problem)}</div>
        {problem.field && !compact && !atField ? (
          <div className={classes.field}>
            {t('problem.field')}: {fieldName(problem.field)}
          </div>
        ) : null}
      </div>
    </div>
  );
}
