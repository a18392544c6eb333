import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { RunAnswer } from '../../../src/bot/runs.schema.ts';
import type { Language } from '../../app/languages.ts';
import { call } from '../../lib/call.ts';

/** How it is asked: what somebody sends after the name, and in which language the reply is. */
export type Asking = { readonly args: string; readonly language: Language };

/**
 * What `POST path` with this body answers; null for a body asks nothing yet. The answer before is kept while the next
 * one is on its way.
 */
export function useAsked(path: string, body: Readonly<Record<string, unknown>> | null) {
  return useQuery({
    queryKey: [path, body],
    queryFn: ({ signal }) => call<RunAnswer>('POST', path, { body, signal }),
    enabled: body !== null,
    ...(body === null ? {} : { placeholderData: keepPreviousData }),
    staleTime: 0,
    gcTime: 60_000,
    retry: false,
    refetchOnWindowFocus: false,
  });
}
