/**
 * A PDF inside the window, page below page. `width` is that of a page in CSS pixels. The old pages stay in place, dimmed,
 * while new ones are drawn, or while `stale` says that new ones are on their way; children lie over the pages.
 */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { LoadingState } from '../display/States';
import { useTexts } from '../i18n';
import classes from './PdfView.module.css';
import { drawPages, openPdf } from './render';

type State = 'loading' | 'shown' | 'failed';

interface Props {
  base64: string;
  width?: number;
  label: string;
  stale?: boolean;
  children?: ReactNode;
}

export function PdfView({ base64, width = 760, label, stale, children }: Props) {
  const t = useTexts();
  const pages = useRef<HTMLDivElement>(null);
  const [done, setDone] = useState<{ base64: string; state: State } | null>(null);
  const state = done?.base64 === base64 ? done.state : 'loading';
  const old = stale || state === 'loading';

  useEffect(() => {
    let gone = false;
    const show = async () => {
      const pdf = await openPdf(base64);
      const canvases = await drawPages(pdf, width);
      void pdf.cleanup();
      if (gone) return;
      pages.current?.replaceChildren(...canvases);
      setDone({ base64, state: 'shown' });
    };
    show().catch(() => {
      if (gone) return;
      pages.current?.replaceChildren();
      setDone({ base64, state: 'failed' });
    });
    return () => {
      gone = true;
    };
  }, [base64, width]);

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is scrolled by the arrow keys too
    <div className={classes.view} data-testid="pdf-view" data-state={state} role="region" aria-label={label} tabIndex={0}>
      {state === 'loading' && !done ? <LoadingState /> : null}
      {state === 'failed' ? <p role="alert">{t('pdf.failed')}</p> : null}
      <div className={classes.sheet} data-old={old || undefined} aria-busy={old}>
        <div ref={pages} className={classes.pages} role="img" aria-label={label} />
        {children}
      </div>
    </div>
  );
}
