/** Moments to the second: an audit trail is read closely. */
import { currentLocale } from '@/shared';

const formats = new Map<string, Intl.DateTimeFormat>();

export function momentOf(ms: number): string {
  const locale = currentLocale() === 'en' ? 'en-GB' : 'zh-CN';
  let format = formats.get(locale);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, {
      year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false,
    });
    formats.set(locale, format);
  }
  return format.format(ms);
}
