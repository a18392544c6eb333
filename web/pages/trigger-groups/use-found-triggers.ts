import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Trigger } from '../../../src/triggers/triggers.schema.ts';
import { asked } from '../../lib/use-answer.ts';

const FOUND_MAX = 30;

/** Triggers whose name has what was typed, the likeliest first, then those that read such a tag. */
export function useFoundTriggers(
  q: string,
  isEnabled: boolean,
): { readonly items: readonly Trigger[]; readonly isSearching: boolean; readonly error: unknown } {
  const byName = useFound(q, { names: true }, isEnabled);
  const byAnything = useFound(q, {}, isEnabled && q !== '');
  const named = (byName.data?.items ?? []).toSorted((one, other) => rank(one, q) - rank(other, q));
  const ids = new Set(named.map(({ id }) => id));
  const others = q === '' ? [] : (byAnything.data?.items ?? []).filter(({ id }) => !ids.has(id));
  return {
    items: [...named, ...others],
    isSearching: byName.isFetching,
    error: byName.error ?? byAnything.error,
  };
}

function useFound(q: string, params: { readonly names?: boolean }, isEnabled: boolean) {
  return useQuery({
    ...asked<{ items: readonly Trigger[] }>('/triggers', {
      q,
      limit: FOUND_MAX,
      sort: 'name',
      ...params,
    }),
    placeholderData: keepPreviousData,
    enabled: isEnabled,
  });
}

function rank({ name }: Trigger, q: string): number {
  const [key, typed] = [name, q].map((text) => text.toLowerCase().replaceAll(/\s/g, ''));
  if (key === typed) return 0;
  return key?.startsWith(typed ?? '') ? 1 : 2;
}
