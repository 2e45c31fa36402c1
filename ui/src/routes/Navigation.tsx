/** The operator's tasks. */
import { Link, useLocation } from '@tanstack/react-router';
import { IconList } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useCommandQuery } from '@/api';
import { PATHS, useTexts } from '@/shared';
import type { NavItem } from './features';
import classes from './Navigation.module.css';

export function Navigation({ items, onAll }: { items: NavItem[]; onAll: () => void }) {
  const t = useTexts();
  const path = useLocation({ select: ({ pathname }) => pathname });
  const nav = useRef<HTMLElement>(null);
  // Some have more entries than the window is high.
  useEffect(() => nav.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' }), [path, items.length]);
  return (
    <nav ref={nav} className={classes.nav} aria-label={t('nav.label')}>
      {items.map(({ screen, icon: Glyph }, index) => (
        <Link
          key={screen}
          to={PATHS[screen]}
          className={classes.item}
          activeProps={ACTIVE}
          data-testid={`nav-${screen}`}
          title={index < 9 ? `${t(`nav.${screen}`)} (Alt+${index + 1})` : t(`nav.${screen}`)}
        >
          <Glyph size={22} stroke={1.8} aria-hidden />
          <span className={classes.word}>{t(`nav.${screen}`)}</span>
          {screen === 'work' ? <OpenItems /> : null}
          {screen === 'printing' ? <PrintTrouble /> : null}
          {index < 9 ? <kbd className={classes.key}>{index + 1}</kbd> : null}
        </Link>
      ))}
      {items.length > 9 ? (
        <button type="button" className={classes.item} onClick={onAll} title={`${t('goto.open')} (Alt+0)`} data-testid="nav-all">
          <IconList size={22} stroke={1.8} aria-hidden />
          <span className={classes.word}>{t('goto.open')}</span>
          <kbd className={classes.key}>0</kbd>
        </button>
      ) : null}
    </nav>
  );
}

/** How many work items wait. */
function OpenItems() {
  const { data } = useCommandQuery('work.list', {});
  const waiting = data ? data.more.reduce((sum, { count }) => sum + count, data.items.length) : 0;
  return waiting > 0 ? <span className={classes.count} data-testid="nav-work-count">{waiting}</span> : null;
}

/** How many print jobs want somebody. */
function PrintTrouble() {
  const { data } = useCommandQuery('print.jobs', {});
  const wanting = data?.jobs.filter(({ state }) => state === 'failed' || state === 'uncertain').length ?? 0;
  return wanting > 0 ? <span className={classes.count} data-testid="nav-printing-count">{wanting}</span> : null;
}

const ACTIVE = { 'data-active': true } as const;
