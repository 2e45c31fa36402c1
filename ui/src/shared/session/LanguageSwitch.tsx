/** 中文 / EN: the station's setting. */
import type { Locale } from '@/api';
import { useAct } from '@/api';
import { currentLocale, setLocale, useTexts } from '../i18n';
import classes from './LanguageSwitch.module.css';

const LANGUAGES: [Locale, string][] = [['zh-CN', '中文'], ['en', 'EN']];

export function LanguageSwitch() {
  const t = useTexts();
  const act = useAct('settings.set_locale');
  const choose = (locale: Locale) => {
    setLocale(locale);
    act.mutate({ locale });
  };
  return (
    <div className={classes.switch} role="group" aria-label={t('shell.language')}>
      {LANGUAGES.map(([locale, name]) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          aria-pressed={currentLocale() === locale}
          onClick={() => choose(locale)}
          data-testid={`language-${locale}`}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
