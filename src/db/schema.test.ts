import { existsSync, readFileSync } from 'node:fs';
import { type RawBuilder, sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { CONTRACT_INDEXES, CONTRACT_TABLES } from '../../tests/support/contract-tables.ts';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import {
  type ColumnWords,
  type TableWords,
  parseTableWords,
} from '../../tests/support/parse-table-words.ts';
import type { Db } from './db.ts';

const SPEC = new URL('../../../shared/SPEC.md', import.meta.url);
const isSpecHere = existsSync(SPEC);

const tables = Object.entries(CONTRACT_TABLES).map(
  ([name, words]) => [name, parseTableWords(words.replaceAll(/\s+/gu, ' '))] as const,
);

async function rowsOf<R>(db: Db, query: RawBuilder<R>): Promise<readonly R[]> {
  return (await query.execute(db.read)).rows;
}

test.skipIf(!isSpecHere)('the contract is copied without a mistake (needs ../shared)', () => {
  const spec = readFileSync(SPEC, 'utf8');
  const rows = [...spec.matchAll(/^\| (?<name>\w+) \| (?<words>id [^|]+) \|$/gmu)];
  const inSpec = rows.map(({ groups }) => [
    groups?.['name'],
    parseTableWords(groups?.['words'] ?? ''),
  ]);
  expect(inSpec).toHaveLength(14);
  expect(inSpec).toEqual(tables);
  const line = /^Indexes by name: (?<names>.+)\.$/mu.exec(spec)?.groups?.['names'];
  expect(line?.split(', ')).toEqual(Object.keys(CONTRACT_INDEXES));
});

describe('SQLite has exactly the contract’s', () => {
  type ColumnInfo = { name: string; type: string; notnull: number; dflt_value: string; pk: number };

  async function storedSql(db: Db, table: string): Promise<string> {
    const [row] = await rowsOf(
      db,
      sql<{ sql: string }>`SELECT sql FROM sqlite_master WHERE name = ${table}`,
    );
    return (row?.sql ?? '').replaceAll(/\s+/gu, ' ');
  }

  async function uniqueIndexesOf(db: Db, table: string): Promise<readonly string[]> {
    const list = await rowsOf(
      db,
      sql<{ name: string }>`SELECT name FROM pragma_index_list(${table}) WHERE origin = 'u'`,
    );
    const columns = list.map(async ({ name }) => {
      const info = await rowsOf(
        db,
        sql<{ name: string }>`SELECT name FROM pragma_index_info(${name}) ORDER BY seqno`,
      );
      return info.map((column) => column.name).join(', ');
    });
    return (await Promise.all(columns)).sort();
  }

  function expectColumn(found: ColumnInfo | undefined, wanted: ColumnWords, text: string): void {
    const isUuid = wanted.default === 'uuid';
    expect(found).toMatchObject({
      name: wanted.name,
      type: wanted.type,
      notnull: wanted.isNotNull ? 1 : 0,
      pk: wanted.isKey ? 1 : 0,
      dflt_value: isUuid ? expect.stringContaining('randomblob') : wanted.default,
    });
    if (wanted.isAutoIncrement) expect(text).toContain(`${wanted.name} INTEGER PRIMARY KEY AUTO`);
    const check = wanted.check?.map((value) => `'${value}'`).join(', ');
    const checkText = `CHECK (${wanted.name} IN (${check}))`;
    expect(text.includes(`CHECK (${wanted.name} `)).toBe(wanted.check !== null);
    if (wanted.check) expect(text).toContain(checkText);
  }

  test.each(tables)('%s', async (table, wanted: TableWords) => {
    const db = await freshDatabase('sqlite');
    const found = await rowsOf(db, sql<ColumnInfo>`SELECT * FROM pragma_table_info(${table})`);
    const text = await storedSql(db, table);
    for (const [index, column] of wanted.columns.entries()) {
      expectColumn(found[index], column, text);
    }
    // What we added does not stand in the way of a program that writes only the contract's columns.
    for (const added of found.slice(wanted.columns.length)) {
      expect(added.notnull === 0 || added.dflt_value !== null).toBe(true);
    }

    const keys = await rowsOf(
      db,
      sql<Record<string, string>>`SELECT * FROM pragma_foreign_key_list(${table})`,
    );
    const foundKeys = keys.map(
      (key) => `${key['from']} → ${key['table']}.${key['to']} ${key['on_delete']}`,
    );
    const wantedKeys = wanted.columns.flatMap(({ name, references }) =>
      references ? [`${name} → ${references.table}.id ${references.onDelete}`] : [],
    );
    expect(foundKeys.sort()).toEqual(wantedKeys.sort());

    const uniques = [
      ...wanted.columns.filter(({ isUnique }) => isUnique).map(({ name }) => name),
      ...wanted.uniques.map((columns) => columns.join(', ')),
    ];
    expect(await uniqueIndexesOf(db, table)).toEqual(uniques.sort());
  });

  test('indexes', async () => {
    const db = await freshDatabase('sqlite');
    for (const [name, [table, column]] of Object.entries(CONTRACT_INDEXES)) {
      const columns = await rowsOf(
        db,
        sql<{ name: string; table: string }>`
          SELECT info.name, master.tbl_name AS "table"
          FROM sqlite_master AS master, pragma_index_info(master.name) AS info
          WHERE master.name = ${name}`,
      );
      expect(columns).toEqual([{ name: column, table }]);
    }
  });

  test('ids, where it gives them itself: UUIDs of version 4', async () => {
    const db = await freshDatabase('sqlite');
    const ids = await db.write(async (tx) => {
      const made = Array.from({ length: 200 }, async (_, index) => {
        const row = { username: `user ${index}`, password_hash: '' };
        return await tx.insertInto('users').values(row).returning('id').executeTakeFirstOrThrow();
      });
      return (await Promise.all(made)).map(({ id }) => id);
    });
    for (const id of ids) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
    }
    expect(new Set(ids).size).toBe(ids.length);
  });
});

const JSON_COLUMNS = new Set(['config', 'metadata', 'details', 'variables']);

/** The native type PostgreSQL has for a column of the contract. */
function nativeType({ name, type, isAutoIncrement }: ColumnWords): string {
  if (JSON_COLUMNS.has(name)) return 'jsonb';
  if (isAutoIncrement) return 'bigint';
  const native: Record<string, string> = {
    TEXT: 'text',
    BOOLEAN: 'boolean',
    DATETIME: 'timestamp with time zone',
    INTEGER: 'integer',
  };
  return native[type] ?? type;
}

function nativeDefault(wanted: ColumnWords): unknown {
  if (wanted.isAutoIncrement || wanted.default === null) return null;
  if (wanted.default === 'uuid') return expect.stringContaining('gen_random_uuid()');
  if (wanted.type === 'BOOLEAN') return wanted.default === '1' ? 'true' : 'false';
  return expect.stringContaining(wanted.default);
}

describe.runIf(ENGINES.includes('postgresql'))('PostgreSQL has the same, in its own types', () => {
  test.each(tables)('%s', async (table, wanted: TableWords) => {
    const db = await freshDatabase('postgresql');
    const found = await rowsOf(
      db,
      sql<Record<string, unknown>>`
        SELECT column_name, data_type, is_nullable, column_default
        FROM information_schema.columns
        WHERE table_name = ${table} AND table_schema = current_schema()
        ORDER BY ordinal_position`,
    );
    for (const [index, column] of wanted.columns.entries()) {
      expect(found[index]).toEqual({
        column_name: column.name,
        data_type: nativeType(column),
        is_nullable: column.isNotNull || column.isKey ? 'NO' : 'YES',
        column_default: nativeDefault(column),
      });
    }
    const constraints = await rowsOf(
      db,
      sql<{ definition: string }>`
        SELECT pg_get_constraintdef(oid) AS definition
        FROM pg_constraint WHERE conrelid = ${table}::regclass`,
    );
    const definitions = constraints.map(({ definition }) => definition).join('\n');
    for (const column of wanted.columns) {
      if (column.isKey) expect(definitions).toContain(`PRIMARY KEY (${column.name})`);
      if (column.isUnique) expect(definitions).toContain(`UNIQUE (${column.name})`);
      if (column.references) {
        const { table: other, onDelete } = column.references;
        expect(definitions).toContain(
          `FOREIGN KEY (${column.name}) REFERENCES ${other}(id) ON DELETE ${onDelete}`,
        );
      }
      for (const value of column.check ?? []) expect(definitions).toContain(`'${value}'::text`);
    }
    for (const columns of wanted.uniques) {
      expect(definitions).toContain(`UNIQUE (${columns.join(', ')})`);
    }
  });

  test('indexes', async () => {
    const db = await freshDatabase('postgresql');
    const found = await rowsOf(
      db,
      sql<{ indexname: string; indexdef: string }>`SELECT indexname, indexdef FROM pg_indexes`,
    );
    const definitionOf = new Map(found.map((index) => [index.indexname, index.indexdef]));
    for (const [name, [table, column]] of Object.entries(CONTRACT_INDEXES)) {
      expect(definitionOf.get(name)).toMatch(
        new RegExp(`ON public.${table} USING btree \\("?${column}"?\\)$`, 'u'),
      );
    }
  });
});
