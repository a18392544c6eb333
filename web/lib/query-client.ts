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

function isWorthAnotherTry(error: Error): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 502);
}
