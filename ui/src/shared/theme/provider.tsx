/** The theme around everything. */
import { MantineProvider, mergeThemeOverrides, Modal } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { useTexts } from '../i18n';
import { theme } from './theme';

export function ThemeProvider({ children }: { children: ReactNode }) {
  const t = useTexts();
  const close = t('action.close');
  // The button that closes a dialog shows a cross and no word.
  const worded = useMemo(
    () => mergeThemeOverrides(theme, {
      components: { Modal: Modal.extend({ defaultProps: { ...theme.components?.Modal?.defaultProps, closeButtonProps: { 'aria-label': close } } }) },
    }),
    [close],
  );
  return (
    <MantineProvider theme={worded} defaultColorScheme="light" forceColorScheme="light">
      {children}
    </MantineProvider>
  );
}
