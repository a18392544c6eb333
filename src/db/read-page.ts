import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { cursorInvalid, sortUnknown } from './db.errors.ts';
import type { Schema } from './schema.ts';

/** Which part of a list is wanted. */
export type PageRequest = {
  /** Rows at most. */
  readonly limit: number;
  /** `nextCursor` of the page before; the first page without. */
  readonly cursor?: string | undefined;
  /** Words that must all be found, each in any of the columns searched. */
  readonly q?: string | undefined;
  /** A name of `sorts`, with `-` before it for the other way round. */
  readonly sort?: string | undefined;
};

export type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null };

export type Sort = {
  readonly column: string;
  readonly kind: 'text' | 'number' | 'instant';
  /** A number or an instant that every row has: then an index of the column is used, which long lists need. */
  readonly isNeverNull?: true;
};

export type PageRules = {
  /** A column that differs in every row, such as `triggers.id`. */
  readonly id: string;
  /** What its values are; text when absent. */
  readonly idKind?: 'text' | 'number';
  readonly sorts: Readonly<Record<string, Sort>>;
  readonly defaultSort: string;
  readonly searched: readonly string[];
};

const WORDS_MAX = 8;

/**
 * A page of a query's rows: searched, sorted, and begun after the cursor's row, wherever that one is by now. Rows that
 * come or go between two pages neither repeat others nor hide them.
 *
 * @param query selects the table's columns, with the caller's own filters and neither order nor limit
 * @throws AppError `http.sort_unknown` or `http.cursor_invalid`
 */
export async function readPage<Tables extends keyof Schema, Row>(
  query: SelectQueryBuilder<Schema, Tables, Row>,
  { limit, cursor, q, sort }: PageRequest,
  { id, idKind = 'text', sorts, defaultSort, searched }: PageRules,
): Promise<Page<Row>> {
  const wanted = sort ?? defaultSort;
  const isDescending = wanted.startsWith('-');
  const name = wanted.replace(/^-/, '');
  const by = Object.hasOwn(sorts, name) ? sorts[name] : undefined;
  if (!by) throw sortUnknown(wanted, Object.keys(sorts));

  const key = sortKey(by);
  const idRef = sql.ref(id);
  const direction = sql.raw(isDescending ? 'DESC' : 'ASC');
  let rows = query
    .select([key.as('page_key'), sql`${idRef}`.as('page_id')])
    .orderBy(sql`${key} ${direction}, ${idRef} ${direction}`)
    .limit(limit + 1);
  for (const word of wordsOf(q)) rows = rows.where(sql<boolean>`(${anyHolds(searched, word)})`);
  const after = cursor === undefined ? undefined : readCursor(cursor, by.kind, idKind);
  if (after) {
    const comparison = sql.raw(isDescending ? '<' : '>');
    rows = rows.where(sql<boolean>`(${key}, ${idRef}) ${comparison} (${after.key}, ${after.id})`);
  }
  const found = (await rows.execute()) as (Row & { page_key: unknown; page_id: unknown })[];
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = found.length > limit && last ? writeCursor(last.page_key, last.page_id) : null;
  return { items: items.map(({ page_key: _key, page_id: _id, ...row }) => row as Row), nextCursor };
}

/** What rows are ordered by, never null: a comparison with null would lose the row on the next page. */
function sortKey({ column, kind, isNeverNull }: Sort): RawBuilder<unknown> {
  const ref = sql.ref(column);
  if (isNeverNull) return sql`${ref}`;
  switch (kind) {
    case 'text':
      return sql`lower(coalesce(${ref}, ''))`;
    case 'number':
      return sql`coalesce(${ref}, -1)`;
    case 'instant':
      return sql`coalesce(${ref}, '0001-01-01 00:00:00.000')`;
  }
}

function wordsOf(q: string | undefined): readonly string[] {
  const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return words.slice(0, WORDS_MAX);
}

function anyHolds(columns: readonly string[], word: string): RawBuilder<unknown> {
  const pattern = `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const conditions = columns.map(
    (column) => sql`lower(CAST(${sql.ref(column)} AS TEXT)) LIKE ${pattern} ESCAPE '\\'`,
  );
  return sql.join(conditions, sql` OR `);
}

function writeCursor(key: unknown, id: unknown): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url');
}

/** @throws AppError `http.cursor_invalid` for whatever another sort's page, or nobody, gave */
function readCursor(
  cursor: string,
  keyKind: Sort['kind'],
  idKind: Sort['kind'],
): { key: unknown; id: unknown } {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw cursorInvalid();
  }
  const [key, id, ...more] = Array.isArray(parts) ? (parts as unknown[]) : [];
  if (more.length > 0 || !isOfKind(key, keyKind) || !isOfKind(id, idKind)) throw cursorInvalid();
  return { key, id };
}

function isOfKind(value: unknown, kind: Sort['kind']): boolean {
  if (kind === 'number') return Number.isSafeInteger(value);
  if (typeof value !== 'string') return false;
  return kind === 'text' || /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{3})?Z?$/.test(value);
}
