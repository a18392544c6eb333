import { queryOptions, useQuery } from '@tanstack/react-query';
import { call } from './call.ts';
import { toQuery } from './params.ts';
import type { Params } from './params.ts';

/** What `GET path?params` answers. `refresh('/triggers')` reaches every path below `/triggers`. */
export function asked<T>(path: string, params: Params = {}) {
  return queryOptions({
    queryKey: [`/${path.split('/')[1] ?? ''}`, path, params],
    queryFn: ({ signal }) => call<T>('GET', `${path}${toQuery(params)}`, { signal }),
  });
}

/** Asks once and keeps the answer up to date; null for a path asks nothing yet. */
export function useAnswer<T>(path: string | null, params: Params = {}) {
  return useQuery({ ...asked<T>(path ?? '', params), enabled: path !== null });
}

/** One object of a collection, asked for anew whenever it is opened; undefined for an id asks nothing yet. */
export function useItem<T>(path: string, id: string | number | undefined) {
  return useQuery({
    ...asked<T>(`${path}/${encodeURIComponent(id ?? '')}`),
    enabled: id !== undefined,
    staleTime: 0,
  });
}
