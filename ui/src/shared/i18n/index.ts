/**
 * Texts. Namespaces: `shared` (this folder's locales), one per feature (`features/X/locales`), `problems` (the texts of
 * problem codes, shared with the command line). The language is the station's setting, never the browser's.
 */
import { createInstance, type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Locale } from '@/api/gen/commands';
import problemsEn from '@assets/texts/en.json';
import problemsZh from '@assets/texts/zh-CN.json';
import sharedEn from '../locales/en.json';
import sharedZh from '../locales/zh-CN.json';

export { formatDate, formatDateTime, formatToSecond, formatNumber, formatSeconds, formatUtc } from './format';
export { useFieldName, useTexts, useWord, type Texts, type Vocabulary } from './hooks';
export { problemText } from './problem';

/** A feature's texts; both files have the same keys. */
export interface Locales {
  'zh-CN': object;
  en: object;
}

export const DEFAULT_LOCALE: Locale = 'zh-CN';

export const i18n: I18n = createInstance();

void i18n.use(initReactI18next).init({
  lng: DEFAULT_LOCALE,
  fallbackLng: false,
  defaultNS: 'shared',
  ns: ['shared', 'problems'],
  resources: {
    'zh-CN': { shared: sharedZh, problems: problemsZh },
    en: { shared: sharedEn, problems: problemsEn },
  },
  interpolation: { escapeValue: false },
  returnNull: false,
  initAsync: false,
});

/** Adds a feature's texts under its name. */
export function addLocales(feature: string, locales: Locales): void {
  i18n.addResourceBundle('zh-CN', feature, locales['zh-CN'], true, true);
  i18n.addResourceBundle('en', feature, locales.en, true, true);
}

export function currentLocale(): Locale {
  return i18n.language === 'en' ? 'en' : 'zh-CN';
}

export function setLocale(locale: Locale): void {
  document.documentElement.lang = locale;
  if (i18n.language !== locale) void i18n.changeLanguage(locale);
}

/** Picks the text of the current language from something that carries both. */
export function pick(both: { zh: string; en: string }): string {
  return currentLocale() === 'en' ? both.en || both.zh : both.zh || both.en;
}
