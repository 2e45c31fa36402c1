/** What a text changes of another, element by element. */
import { useTexts } from '@/shared';
import { changesOf } from './sheet';
import classes from './Templates.module.css';

export function Changes({ before, after }: { before: string; after: string }) {
  const t = useTexts('templates');
  const changes = changesOf(before, after);
  if (changes.length === 0) return <p className={classes.quiet}>{t('changes.none')}</p>;
  return (
    <ul className={classes.changes} aria-label={t('changes.title')} data-testid="template-changes">
      {changes.map(({ sign, text }, index) => (
        <li key={`${index} ${sign}`} data-sign={sign}><span>{sign === '+' ? t('changes.new') : t('changes.old')}</span><code>{text}</code></li>
      ))}
    </ul>
  );
}
