import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { asked } from '../lib/use-answer.ts';
import { pickableLabel } from './pickable.ts';
import type { Pickable } from './pickable.ts';

export type Option = { readonly value: string; readonly label: string };

/** More than anybody reads through: who wants another one types. */
const OPTIONS = 30;
const PAUSE_MS = 200;

/**
 * What can be picked from a collection of the API: what fits the typed text, and always what is picked already, with
 * its name, even where the text does not fit it.
 */
export function useOptions({
  path,
  typed,
  picked,
  goneLabel,
  sort,
}: {
  readonly path: string;
  readonly typed: string;
  readonly picked: readonly string[];
  /** For what was picked and does not exist any more. */
  readonly goneLabel: string;
  readonly sort?: string | undefined;
}): { readonly options: readonly Option[]; readonly isLoading: boolean } {
  const [q] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const found = useQuery({
    ...asked<{ items: readonly Pickable[] }>(path, { q, limit: OPTIONS, sort }),
    placeholderData: keepPreviousData,
  });
  const rows = found.data?.items ?? [];
  const known = new Set(rows.map(({ id }) => String(id)));
  const others = picked.filter((id) => !known.has(id));
  const named = useQueries({
    queries: others.map((id) => asked<Pickable>(`${path}/${encodeURIComponent(id)}`)),
  });
  const options = rows.map((row) => ({ value: String(row.id), label: pickableLabel(row) }));
  for (const [index, id] of others.entries()) {
    const answer = named[index];
    if (answer?.isPending) options.push({ value: id, label: '…' });
    else options.push({ value: id, label: answer?.data ? pickableLabel(answer.data) : goneLabel });
  }
  return { options, isLoading: found.isFetching };
}
