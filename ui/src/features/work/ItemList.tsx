/** Open items, oldest first. */
import type { WorkItem } from '@/api';
import { useAgo, useTexts, useWord } from '@/shared';
import { aboutText, iconOf, kindText } from './kinds';
import classes from './Work.module.css';

export function ItemList({ items, chosen, onChoose }: { items: WorkItem[]; chosen: string; onChoose: (key: string) => void }) {
  const t = useTexts('work');
  const ago = useAgo();
  const word = useWord();
  return (
    <nav className={classes.list} aria-label={t('title')}>
      <p className={classes.count}>{t('count', { count: items.length })}</p>
      {items.map((item) => {
        const Glyph = iconOf(item.kind);
        return (
          <button key={item.key} type="button" className={classes.item} aria-pressed={item.key === chosen} onClick={() => onChoose(item.key)} data-testid={`row-${item.about}`} data-kind={item.kind}>
            <Glyph size={26} aria-hidden />
            <span>
              <strong>{kindText('title', item, t)}</strong>
              <span className={classes.about}>{aboutText(item, word)}</span>
              <span className={classes.quiet}>{item.units.length > 0 ? t('item_line', { count: item.units.length, ago: ago(item.since_ms) }) : ago(item.since_ms)}</span>
            </span>
          </button>
        );
      })}
    </nav>
  );
}
