/** Classes, stages, days and choices as people read them. */
import { useMemo } from 'react';
import { useCommandQuery, type DeviationClass, type DeviationStage } from '@/api';
import { pick, Tone, useTexts, useWord } from '@/shared';
import classes from './Deviations.module.css';
import { CLASS_LOOK, STAGE_LOOK } from './look';

export function StageTone({ stage }: { stage: DeviationStage }) {
  const word = useWord();
  const [tone, icon] = STAGE_LOOK[stage];
  return <Tone tone={tone} icon={icon}>{word('DeviationStage', stage)}</Tone>;
}

export function ClassTone({ value }: { value: DeviationClass | null }) {
  const t = useTexts('deviations');
  const word = useWord();
  if (value === null) return <span className={classes.quiet}>{t('unclassified')}</span>;
  const [tone, icon] = CLASS_LOOK[value];
  return <Tone tone={tone} icon={icon}>{word('DeviationClass', value)}</Tone>;
}

export function DueText({ day, overdue }: { day: string | null; overdue: boolean }) {
  const t = useTexts('deviations');
  if (day === null) return <span className={classes.quiet}>—</span>;
  return overdue ? <strong className={classes.over}>{day} · {t('overdue')}</strong> : <span>{day}</span>;
}

/** Names of categories or causes, once the bank's lists have arrived. */
export function useChoice(list: 'categories' | 'causes'): (code: string) => string {
  const { data } = useCommandQuery('deviation.form', {});
  const names = useMemo(() => new Map((data?.[list] ?? []).map((one) => [one.code, one])), [data, list]);
  return (code) => {
    const found = names.get(code);
    return found ? pick(found) : code;
  };
}
