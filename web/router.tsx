import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { FailedPage } from './app/failed-page.tsx';
import { NotFoundPage } from './app/not-found-page.tsx';
import { PageLoading } from './app/page-loading.tsx';
import { PAGES } from './app/pages.ts';
import { meQuery } from './app/session.ts';
import { ApiError } from './lib/api-error.ts';
import { call } from './lib/call.ts';
import { queryClient } from './lib/query-client.ts';
import { onSessionLost } from './lib/session-lost.ts';

type Search = Readonly<Record<string, string | undefined>>;

const root = createRootRoute({
  validateSearch: (search): Search => search as Search,
});

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  beforeLoad: async () => {
    if (await isSetupNeeded()) redirect({ to: '/setup', throw: true });
  },
  component: lazyRouteComponent(() => import('./pages/login/login-page.tsx'), 'LoginPage'),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  beforeLoad: async ({ location }) => {
    if (await isSetupNeeded()) return;
    await requireSession(location.href);
    const { role } = await queryClient.ensureQueryData(meQuery);
    if (role !== 'admin') redirect({ to: '/', throw: true });
  },
  component: lazyRouteComponent(() => import('./pages/setup/setup-page.tsx'), 'SetupPage'),
});

/** Everything that needs somebody to be signed in. */
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: lazyRouteComponent(() => import('./app/shell.tsx'), 'Shell'),
  beforeLoad: ({ location }) => requireSession(location.href),
});

const pages = PAGES.map(({ path, component }) =>
  createRoute({ getParentRoute: () => frame, path, component }),
);

const unknown = createRoute({
  getParentRoute: () => frame,
  path: '$',
  component: NotFoundPage,
});

export const router = createRouter({
  routeTree: root.addChildren([login, setup, frame.addChildren([...pages, unknown])]),
  defaultNotFoundComponent: NotFoundPage,
  defaultPreload: 'intent',
  defaultPendingComponent: PageLoading,
  defaultErrorComponent: FailedPage,
  scrollRestoration: true,
  parseSearch: (text): Record<string, string> => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const given = Object.entries(search).filter(([, value]) => typeof value === 'string');
    const text = new URLSearchParams(given as [string, string][]).toString();
    return text === '' ? '' : `?${text}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

onSessionLost(({ code }) => {
  const { pathname, href } = router.state.location;
  queryClient.removeQueries({ queryKey: meQuery.queryKey });
  if (pathname === '/login' || pathname === '/setup') return;
  void router
    .navigate({ to: '/login', search: { from: href, reason: code } })
    // What the last user saw is nobody else's to see.
    .then(() => queryClient.clear());
});

/** Sends who is not signed in to where they can change that, and back afterwards. */
async function requireSession(from: string): Promise<void> {
  try {
    await queryClient.ensureQueryData(meQuery);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    if (await isSetupNeeded()) redirect({ to: '/setup', throw: true });
    redirect({ to: '/login', search: { from, reason: error.code }, throw: true });
  }
}

async function isSetupNeeded(): Promise<boolean> {
  try {
    await call('GET', '/setup', { isSessionAsked: true });
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status !== 0) return false;
    throw error;
  }
}
