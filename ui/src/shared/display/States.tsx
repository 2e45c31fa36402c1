/** The frame of a screen and what stands in for content that is not there. */
import { Button, Loader } from '@mantine/core';
import { IconInbox, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Problem } from '@/api/gen/commands';
import { useTexts } from '../i18n';
import { ProblemAlert } from './ProblemAlert';
import classes from './States.module.css';

export function PageHeader({ title, subtitle, actions }: { title: ReactNode; subtitle?: ReactNode; actions?: ReactNode }) {
  return (
    <header className={classes.header}>
      <div>
        <h1 className={classes.title}>{title}</h1>
        {subtitle ? <div className={classes.subtitle}>{subtitle}</div> : null}
      </div>
      {actions ? <div className={classes.actions}>{actions}</div> : null}
    </header>
  );
}

/** A white panel with an optional heading. */
export function Panel({ title, aside, children }: { title?: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.panel}>
      {title ? (
        <div className={classes.panelHead}>
          <h2 className={classes.panelTitle}>{title}</h2>
          {aside}
        </div>
      ) : null}
      {children}
    </section>
  );
}

export function EmptyState({ title, hint, icon: Glyph = IconInbox, action }: { title?: string; hint?: ReactNode; icon?: Icon; action?: ReactNode }) {
  const t = useTexts();
  return (
    <div className={classes.empty} data-testid="empty-state">
      <Glyph size={44} stroke={1.4} aria-hidden />
      <div className={classes.emptyTitle}>{title ?? t('state.empty')}</div>
      {hint ? <div>{hint}</div> : null}
      {action}
    </div>
  );
}

export function LoadingState({ label }: { label?: string }) {
  const t = useTexts();
  return (
    <div className={classes.loading} role="status" data-testid="loading">
      <Loader size="sm" />
      <span>{label ?? t('state.loading')}</span>
    </div>
  );
}

interface Answered<T> {
  data: T | undefined;
  error: Problem | null;
  refetch: () => unknown;
}

/** Shows a query's answer, or that it is on its way, or why there is none. */
export function Loaded<T>({ query, children }: { query: Answered<T>; children: (data: T) => ReactNode }) {
  const t = useTexts();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (!query.error) return <LoadingState />;
  return (
    <div className={classes.failed}>
      <ProblemAlert problem={query.error} />
      <Button variant="light" onClick={() => void query.refetch()} data-testid="retry">
        {t('action.retry')}
      </Button>
    </div>
  );
}
