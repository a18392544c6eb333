import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';

/** Answers of the API. A key starts with the collection's path, such as `/triggers`, so that a change reaches all. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && isWorthAnotherTry(error),
    },
  },
});

/** Lets everything of a collection be asked again: its lists, its single objects. */
export async function refresh(...paths: readonly string[]): Promise<void> {
  await Promise.all(paths.map((path) => queryClient.invalidateQueries({ queryKey: [path] })));
}

/**
 * As `refresh`, for what happens by itself. A list that somebody has loaded far into stays as it is until they ask for
 * it anew: asking for all its pages with every message would keep the server busy, and move the rows under their eyes.
 */
export async function refreshLive(...paths: readonly string[]): Promise<void> {
  await Promise.all(
    paths.map((path) =>
      queryClient.invalidateQueries({
        queryKey: [path],
        predicate: ({ state }) => pagesIn(state.data) <= LIVE_PAGES,
      }),
    ),
  );
}

const LIVE_PAGES = 3;

function pagesIn(answer: unknown): number {
  const pages = typeof answer === 'object' && answer !== null && 'pages' in answer && answer.pages;
  return Array.isArray(pages) ? pages.length : 1;
}

function isWorthAnotherTry(error: Error): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 502);
}
