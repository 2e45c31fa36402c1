/** The invented label that a template is looked at by. */
import type { Locale, NumberScheme, PreviewTemplate, Purpose } from '@/api';

export type Specimen = Pick<PreviewTemplate, 'locale' | 'purpose' | 'scheme' | 'longest'>;

export function specimenIn(locale: Locale): Specimen {
  return { locale, purpose: 'demo' satisfies Purpose, scheme: 'local' satisfies NumberScheme, longest: false };
}
