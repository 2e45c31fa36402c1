/** Open items in the order in which the program gives them, and how many more there are. */
import type { KeyboardEvent } from 'react';
import type { WorkItem, WorkMore } from '@/api';
import { useAgo, useOpen, useTexts, useWord } from '@/shared';
import { aboutText, iconOf, isOfRefused, kindText } from './kinds';
import classes from './Work.module.css';

interface Props {
  items: WorkItem[];
  /** What waits behind them. */
  more: WorkMore[];
  chosen: string;
  onChoose: (key: string) => void;
}

export function ItemList({ items, more, chosen, onChoose }: Props) {
  const t = useTexts('work');
  const ago = useAgo();
  const word = useWord();
  const open = useOpen();
  const waiting = more.reduce((sum, { count }) => sum + count, items.length);
  /** What is done on a unit's own page is opened there without a further step. */
  const openUnit = (item: WorkItem, event: KeyboardEvent) => {
    const unit = item.units[0];
    if (event.key !== 'Enter' || !isOfRefused(item.kind) || !unit) return;
    event.preventDefault();
    open.unit(unit.donation);
  };
  return (
    <nav className={classes.list} aria-label={t('title')}>
      <p className={classes.count}>{t('count', { count: waiting })}</p>
      {items.map((item) => {
        const Glyph = iconOf(item.kind);
        return (
          <button key={item.key} type="button" className={classes.item} aria-pressed={item.key === chosen} onClick={() => onChoose(item.key)} onKeyDown={(event) => openUnit(item, event)} data-testid={`row-${item.about}`} data-kind={item.kind}>
            <Glyph size={26} aria-hidden />
            <span>
              <strong>{kindText('title', item, t)}</strong>
              <span className={classes.about}>{aboutText(item, word)}</span>
              <span className={classes.quiet}>{item.units.length > 0 ? t('item_line', { count: item.units.length, ago: ago(item.since_ms) }) : ago(item.since_ms)}</span>
            </span>
          </button>
        );
      })}
      {more.map(({ kind, count }) => (
        <p key={kind} className={classes.quiet} data-testid={`work-more-${kind}`}>{t('more', { count, title: kindText('title', { kind }, t) })}</p>
      ))}
    </nav>
  );
}
