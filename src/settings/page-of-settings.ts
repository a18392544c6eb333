import { type Page, type PageRequest, cursorInvalid, sortUnknown } from '../db/index.ts';
import type { Setting } from './settings.schema.ts';

const SORTS = ['id', 'category', 'key', 'updatedAt'] as const;

/**
 * A page of the settings. What was never changed is in no table, so they are searched and sorted here.
 *
 * @throws AppError `http.sort_unknown` or `http.cursor_invalid`
 */
export function pageOfSettings(
  settings: readonly Setting[],
  { limit, cursor, q, sort = 'id' }: PageRequest,
): Page<Setting> {
  const isDescending = sort.startsWith('-');
  const by = SORTS.find((name) => name === sort.replace(/^-/, ''));
  if (!by) throw sortUnknown(sort, SORTS);
  const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const found = settings
    .filter(({ id, meaning, value }) => {
      const text = `${id} ${meaning} ${value}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => compare(a[by] ?? '', b[by] ?? '') || compare(a.id, b.id));
  if (isDescending) found.reverse();
  // A cursor is the setting before; one that does not fit the search any more is no cursor of this list.
  const before = cursor === undefined ? -1 : found.findIndex(({ id }) => id === cursor);
  if (cursor !== undefined && before === -1) throw cursorInvalid();
  const items = found.slice(before + 1, before + 1 + limit);
  const isLast = before + 1 + limit >= found.length;
  return { items, nextCursor: isLast ? null : (items.at(-1)?.id ?? null) };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
