/** Names and values in a quiet two-column list; and the text of a signature's meaning. */
import type { ReactNode } from 'react';
import type { Meaning } from '@/api/gen/commands';
import { useTexts } from '../i18n';
import classes from './Facts.module.css';

export function Facts({ items, columns = 1 }: { items: [name: ReactNode, value: ReactNode][]; columns?: 1 | 2 | 3 }) {
  return (
    <dl className={classes.facts} data-columns={columns}>
      {items.map(([name, value], index) => (
        <div key={index} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value ?? '—'}</dd>
        </div>
      ))}
    </dl>
  );
}

export function MeaningText({ meaning }: { meaning: Meaning }) {
  const t = useTexts();
  return <>{t(`meaning_text.${meaning}`)}</>;
}
