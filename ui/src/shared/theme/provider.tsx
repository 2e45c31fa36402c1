/** The theme around everything. */
import { MantineProvider, mergeThemeOverrides, Modal } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { useCovered } from '../form/above';
import { useTexts } from '../i18n';
import { theme } from './theme';

export function ThemeProvider({ children }: { children: ReactNode }) {
  const t = useTexts();
  const close = t('action.close');
  const closeOnEscape = !useCovered();
  // The button that closes a dialog shows a cross and no word. Mantine's dialogs all hear Escape, also those that lie below.
  const worded = useMemo(
    () => mergeThemeOverrides(theme, {
      components: { Modal: Modal.extend({ defaultProps: { ...theme.components?.Modal?.defaultProps, closeOnEscape, closeButtonProps: { 'aria-label': close } } }) },
    }),
    [close, closeOnEscape],
  );
  return (
    <MantineProvider theme={worded} defaultColorScheme="light" forceColorScheme="light">
      {children}
    </MantineProvider>
  );
}
