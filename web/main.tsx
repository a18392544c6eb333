import './styles.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { rememberedLanguage, showLanguage } from './app/i18n.ts';
import { colorSchemeManager, cssVariablesResolver, theme } from './app/theme.ts';
import { Toasts } from './app/toasts.tsx';
import { queryClient } from './lib/query-client.ts';
import { router } from './router.tsx';

// After an update the files of the page before are gone; the new page is one reload away. If that was not it, another
// reload would not help either.
const RELOADED_AT = 'plantline.reloaded-at';
const RELOAD_AGAIN_MS = 60_000;
window.addEventListener('vite:preloadError', () => {
  const last = Number(sessionStorage.getItem(RELOADED_AT));
  if (Date.now() - last < RELOAD_AGAIN_MS) return;
  sessionStorage.setItem(RELOADED_AT, String(Date.now()));
  window.location.reload();
});

const root = document.querySelector('#root');
if (root) {
  // From here on the theme says what is behind everything.
  document.documentElement.style.removeProperty('background-color');
  showLanguage(rememberedLanguage());
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        colorSchemeManager={colorSchemeManager}
        defaultColorScheme="auto"
        // All of them are made here, so that the style sheet need not bring the usual ones along.
        deduplicateCssVariables={false}
      >
        <QueryClientProvider client={queryClient}>
          <Toasts />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
