/** Renders with everything that stands around a screen; the program is a table of answers. */
import { QueryClientProvider } from '@tanstack/react-query';
import { render, type RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';
import { newQueryClient } from '@/api';
import { setPlatform } from '@/platform';
import { memoryPlatform, type Answers, type MemoryPlatform } from '@/platform/memory';
import { ThemeProvider } from '@/shared/theme/provider';

export function renderWith(answers: Answers, screen: ReactNode): RenderResult & { platform: MemoryPlatform } {
  const platform = memoryPlatform(answers);
  setPlatform(platform);
  const result = render(
    <ThemeProvider>
      <QueryClientProvider client={newQueryClient()}>{screen}</QueryClientProvider>
    </ThemeProvider>,
  );
  return { ...result, platform };
}
