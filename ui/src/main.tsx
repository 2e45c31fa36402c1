/** Starts the UI. */
import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import './shared/theme/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { newQueryClient } from './api';
import * as session from './features/session';
import * as setup from './features/setup';
import { App } from './routes/App';
import { FEATURES } from './routes/features';
import { addLocales } from './shared';
import { ThemeProvider } from './shared/theme/provider';

for (const [name, { locales }] of Object.entries({ ...FEATURES, setup, session })) addLocales(name, locales);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <ThemeProvider>
        <QueryClientProvider client={newQueryClient()}>
          <App />
        </QueryClientProvider>
      </ThemeProvider>
    </StrictMode>,
  );
}
