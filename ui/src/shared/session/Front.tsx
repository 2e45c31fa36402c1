/** The page in front of the work: set-up and sign-in. */
import type { ReactNode } from 'react';
import { useTexts } from '../i18n';
import classes from './Front.module.css';
import { LanguageSwitch } from './LanguageSwitch';

export function Front({ version, wide, children }: { version?: string; wide?: boolean; children: ReactNode }) {
  const t = useTexts();
  return (
    <div className={classes.front}>
      <header className={classes.top}>
        <div className={classes.brand}>
          <Mark />
          <div>
            <div className={classes.name}>{t('front.name')}</div>
            <div className={classes.tagline}>{t('front.tagline')}</div>
          </div>
        </div>
        <LanguageSwitch />
      </header>
      <main className={classes.main} data-wide={wide || undefined}>{children}</main>
      <footer className={classes.foot}>{version ? t('front.version', { version }) : ''}</footer>
    </div>
  );
}

/** A drop in a frame of frost. */
function Mark() {
  return (
    <svg width="52" height="52" viewBox="0 0 52 52" aria-hidden>
      <rect x="1" y="1" width="50" height="50" rx="13" fill="var(--mantine-color-pine-8)" />
      <path d="M26 9c6 8 11 13.6 11 20.4A11 11 0 0 1 15 29.4C15 22.6 20 17 26 9z" fill="#fff" />
      <path d="M26 22v16M19.1 26l13.8 8M32.9 26l-13.8 8" stroke="var(--mantine-color-pine-8)" strokeWidth="2.2" strokeLinecap="round" />
    </svg>
  );
}
