import { useMutation } from '@tanstack/react-query';
import { call } from './call.ts';
import { refresh } from './query-client.ts';

export type Save = {
  /** Of what is changed; without it something new is made. */
  readonly id?: string | number | undefined;
  readonly body: unknown;
};

/** Makes (`POST path`) or changes (`PATCH path/id`) an object; lists and pages that show it are asked again. */
export function useSave<T>(
  path: string,
  {
    onSaved,
    alsoRefresh = [],
  }: {
    readonly onSaved?: (saved: T) => void;
    readonly alsoRefresh?: readonly string[];
  } = {},
) {
  return useMutation({
    mutationFn: ({ id, body }: Save) =>
      id === undefined
        ? call<T>('POST', path, { body })
        : call<T>('PATCH', `${path}/${encodeURIComponent(id)}`, { body }),
    onSuccess: async (saved) => {
      await refresh(path, '/overview', ...alsoRefresh);
      onSaved?.(saved);
    },
  });
}

/** Asks the server to do something (`POST path`), such as `/data-sources/:id/test`. */
export function useAction<T, Body = void>(
  path: string,
  {
    onDone,
    refreshes = [],
  }: { readonly onDone?: (answer: T) => void; readonly refreshes?: readonly string[] } = {},
) {
  return useMutation({
    mutationFn: (body: Body) => call<T>('POST', path, body === undefined ? {} : { body }),
    onSuccess: async (answer) => {
      await refresh(...refreshes);
      onDone?.(answer);
    },
  });
}
