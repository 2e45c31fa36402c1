/** What each feature folder exports from its index.ts. */
import type { FunctionComponent } from 'react';
import type { Locales } from '../i18n';

export interface Feature {
  /** The route's component. */
  screen: FunctionComponent;
  /** Its texts, namespace = folder name. */
  locales: Locales;
}
