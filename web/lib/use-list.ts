import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { API, call } from './call.ts';
import { toQuery } from './params.ts';
import type { Params } from './params.ts';
import { useLeaving } from './leaving.ts';
import { useSearchParams, useSetSearchParams } from './use-url-param.ts';
import type { SearchParams } from './use-url-param.ts';

export type Identified = { readonly id: string | number };

type Page<Row> = { readonly items: readonly Row[]; readonly nextCursor: string | null };

export type ListOptions = {
  /** How the list is sorted until somebody says otherwise, such as `-createdAt`. */
  readonly sort?: string;
  /** Names of the list's filters, as its route calls them. */
  readonly filters?: readonly string[];
  /** Sent with every request and not changed by the person. */
  readonly fixed?: Params;
  /** `address` keeps search, sort and filters behind the `?`; `here` is for a list inside a dialog. */
  readonly keep?: 'address' | 'here';
};

/** A list as the person has searched, filtered and sorted it, as far as it was loaded. */
export type List<Row> = {
  readonly rows: readonly Row[];
  readonly isPending: boolean;
  /** Other rows are on their way while the earlier ones are still shown. */
  readonly isChanging: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly search: string;
  readonly setSearch: (text: string) => void;
  readonly sort: string;
  readonly setSort: (sort: string) => void;
  readonly filters: SearchParams;
  readonly setFilter: (name: string, value: string | null) => void;
  readonly clear: () => void;
  /** Whether an empty list may be the search's or a filter's doing. */
  readonly isNarrowed: boolean;
  /** Everything that matches, as a file. */
  readonly csvUrl: string;
};

const PAGE_SIZE = 50;

/** The list at `path` (such as `/triggers`), page after page by its cursor. */
export function useList<Row extends Identified>(
  path: string,
  { sort: usualSort = '', filters: names = [], fixed = {}, keep = 'address' }: ListOptions = {},
): List<Row> {
  const address = useSearchParams();
  const setAddress = useSetSearchParams();
  const [here, setHere] = useState<SearchParams>({});
  const kept = keep === 'address' ? address : here;
  const change = (changes: SearchParams) =>
    keep === 'address' ? setAddress(changes) : setHere((before) => ({ ...before, ...changes }));

  const filters = Object.fromEntries(names.map((name) => [name, kept[name]]));
  const search = kept['q'] ?? '';
  const sort = kept['sort'] ?? usualSort;
  const asked: Params = { ...fixed, ...filters, q: search, sort };

  const pages = useInfiniteQuery({
    queryKey: [path, 'list', asked],
    queryFn: ({ pageParam: cursor, signal }) =>
      call<Page<Row>>('GET', `${path}${toQuery({ ...asked, cursor, limit: PAGE_SIZE })}`, {
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

  const leaving = useLeaving(path);
  const rows = useMemo(
    () =>
      (pages.data?.pages ?? []).flatMap((page) => page.items).filter(({ id }) => !leaving.has(id)),
    [pages.data, leaving],
  );

  return {
    rows,
    isPending: pages.isPending,
    isChanging: pages.isPlaceholderData,
    error: pages.error,
    retry: () => void pages.refetch(),
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    loadMore: () => void pages.fetchNextPage(),
    search,
    setSearch: (text) => change({ q: text || undefined }),
    sort,
    setSort: (next) => change({ sort: next === usualSort ? undefined : next }),
    filters,
    setFilter: (name, value) => change({ [name]: value ?? undefined }),
    clear: () => change(Object.fromEntries(['q', ...names].map((name) => [name, undefined]))),
    isNarrowed: search !== '' || names.some((name) => kept[name] !== undefined),
    csvUrl: `${API}${path}${toQuery({ ...asked, format: 'csv' })}`,
  };
}
