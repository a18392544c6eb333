import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

export type SearchParams = Readonly<Record<string, string | undefined>>;

/** What stands behind the `?` of the address. */
export function useSearchParams(): SearchParams {
  const search: SearchParams = useSearch({ strict: false });
  return search;
}

/**
 * Changes what stands behind the `?`; undefined takes a key out.
 *
 * `push` makes a step that the browser's back button undoes, for what opens something; typing does not.
 */
export function useSetSearchParams(): (changes: SearchParams, step?: 'push' | 'replace') => void {
  const navigate = useNavigate();
  return useCallback(
    (changes, step = 'replace') => {
      void navigate({
        to: '.',
        search: ((before: SearchParams) => withoutEmpty({ ...before, ...changes })) as never,
        replace: step === 'replace',
        resetScroll: false,
      });
    },
    [navigate],
  );
}

/** One key of the address as a state that survives a reload and can be sent to somebody. */
export function useUrlParam(
  key: string,
): [value: string | undefined, set: (value: string | undefined) => void] {
  const search = useSearchParams();
  const setSearch = useSetSearchParams();
  const set = useCallback(
    (value: string | undefined) => setSearch({ [key]: value }, 'push'),
    [key, setSearch],
  );
  return [search[key], set];
}

function withoutEmpty(params: SearchParams): SearchParams {
  return Object.fromEntries(
    Object.entries(params).filter(([, value]) => value !== undefined && value !== ''),
  );
}
