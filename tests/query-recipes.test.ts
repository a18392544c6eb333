import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CellValue, DataSource } from '#sdk';
import { makeQuery } from '../src/data-sources/recipes/make-query.ts';
import type {
  ColumnRole,
  RecipeDialect,
  RecipeId,
} from '../src/data-sources/recipes/query-recipes.schema.ts';
import { recipesFor } from '../src/data-sources/recipes/recipe-list.ts';
import { mysql } from '../src/plugins/mysql/mysql.ts';
import { postgresql } from '../src/plugins/postgresql/postgresql.ts';
import { sqlite } from '../src/plugins/sqlite/sqlite.ts';
import { fillVariables } from '../src/triggers/fill-variables.ts';
import { mergeVariables } from '../src/triggers/merge-variables.ts';
import { ENGINES } from './support/databases.ts';
import { type DemoPi, openDemoPi } from './support/demo-pi.ts';
import {
  createMariadbDatabase,
  HAS_MARIADB,
  MARIADB,
  onMariadb,
} from './support/mariadb-database.ts';
import { createPostgresDatabase } from './support/postgres-database.ts';
import { SQL_TOOLS, askSql } from './support/sql-tools.ts';

const NOW = new Date('2026-11-28T05:00:00.000Z');
const PRESENT = { now: NOW, timeZone: 'Asia/Jakarta' };
const MINUTE_MS = 60_000;
const PLANT_AHEAD_MS = 7 * 60 * MINUTE_MS;

/** Alarms as the predecessor's table has them: how long ago, of which tag, how bad, and what somebody wrote of it. */
const ALARMS = [
  { minutes: 5, tag: 'FIC101', level: 'HIGH', description: 'Feed flow high', comment: null },
  { minutes: 20, tag: 'LIC200', level: 'LOW', description: 'Drum level low', comment: 'seen' },
  { minutes: 90, tag: 'FIC101', level: 'HIGH', description: 'Feed flow high', comment: '' },
  { minutes: 1_000, tag: 'PIC300', level: 'HIGH', description: 'Steam 100% open', comment: 'ok' },
  { minutes: 3_000, tag: 'FIC101', level: 'LOW', description: 'Feed flow low', comment: null },
  { minutes: 60_000, tag: 'TIC400', level: 'LOW', description: 'Old alarm', comment: null },
].map((alarm, index) => ({ ...alarm, id: index + 1 }));

type Alarm = (typeof ALARMS)[number];

function localText({ minutes }: Alarm): string {
  const wall = new Date(NOW.getTime() - minutes * MINUTE_MS + PLANT_AHEAD_MS);
  return wall.toISOString().slice(0, 19).replace('T', ' ');
}

function rowsOf(alarm: Alarm, at: string): string {
  const comment = alarm.comment === null ? 'NULL' : `'${alarm.comment}'`;
  return `(${alarm.id}, '${alarm.tag}', '${alarm.description}', '${alarm.level}', 1, 'U1', ${at}, ${comment})`;
}

const COLUMNS = 'id, tag, description, level, total, unit, alarm_date, comment';

/** Somebody never wrote when it was: it is of no time, so neither new nor old. */
const TIMELESS = "(99, 'FIC101', 'No time', 'HIGH', 1, 'U1', NULL, NULL)";

/** What is asked of each recipe, and which alarms it must give, the newest first. */
const ASKED: Readonly<
  Record<string, { readonly say?: Record<string, string>; readonly is: (alarm: Alarm) => boolean }>
> = {
  latest: { is: () => true },
  range: {
    say: { start: '*-100m', end: '*-10m' },
    is: ({ minutes }) => minutes > 10 && minutes <= 100,
  },
  'last-30-minutes': { is: ({ minutes }) => minutes <= 30 },
  'last-24-hours': { is: ({ minutes }) => minutes <= 1_440 },
  'latest-of-tag': { say: { tag: 'FIC101' }, is: ({ tag }) => tag === 'FIC101' },
  'range-of-tag': {
    say: { tag: 'FIC101', start: '*-1d' },
    is: ({ tag, minutes }) => tag === 'FIC101' && minutes <= 1_440,
  },
  'alarms-latest': { is: () => true },
  'alarms-last-24-hours': { is: ({ minutes }) => minutes <= 1_440 },
  'alarms-of-tag': {
    say: { tag: 'FIC101' },
    is: ({ tag, minutes }) => tag === 'FIC101' && minutes < 10_080,
  },
  'alarms-of-level': {
    say: { level: 'HIGH' },
    is: ({ level, minutes }) => level === 'HIGH' && minutes <= 1_440,
  },
  'alarms-about': {
    say: { words: 'FEED' },
    is: ({ description, minutes }) => description.includes('Feed') && minutes < 10_080,
  },
  'alarms-without-comment': { is: ({ comment, minutes }) => !comment && minutes < 10_080 },
};

const COUNTED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'count-by': { HIGH: 3, LOW: 1 },
  'alarms-count-by-tag': { FIC101: 2, LIC200: 1, PIC300: 1 },
};

const ROLES: Readonly<Record<ColumnRole, string>> = {
  time: 'alarm_date',
  tag: 'tag',
  by: 'level',
  level: 'level',
  description: 'description',
  comment: 'comment',
};

async function run(
  source: DataSource,
  dialect: RecipeDialect,
  recipe: RecipeId,
  say: Readonly<Record<string, string>> = {},
  count?: number,
) {
  const tables = (await source.browse?.(AbortSignal.timeout(10_000))) ?? [];
  const table = tables.find(({ name }) => name.includes('larms'));
  const named = (name: string) =>
    table?.columns.find((column) => column.name.replaceAll(/["`]/g, '') === name)?.name ?? name;
  const columns = Object.fromEntries(
    Object.entries(ROLES).map(([role, name]) => [role, named(name)]),
  );
  const made = makeQuery(dialect, { recipe, table: table?.name, columns });
  const variables = mergeVariables(made.queryTemplate, made.variables, {});
  const asked = { name: recipe, variables, maxRows: 200 };
  const { parameters } = fillVariables(asked, { variables: say, count }, PRESENT);
  return await askSql(source, made.queryTemplate, parameters, { maxRows: 200 });
}

function sqlRecipes(
  dialect: RecipeDialect,
  open: () => Promise<{ source: DataSource; close: () => Promise<void> }>,
) {
  let source: DataSource;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ source, close } = await open());
  });
  afterAll(async () => {
    await source.close();
    await close();
  });

  test.each(recipesFor(dialect).map(({ id }) => id))(
    '%s gives the rows it says',
    async (recipe) => {
      const counts = COUNTED[recipe];
      if (counts) {
        const { columns, rows } = await run(source, dialect, recipe);
        expect(columns[1]?.toLowerCase()).toBe('how_many');
        expect(Object.fromEntries(rows.map(([name, number]) => [name, Number(number)]))).toEqual(
          counts,
        );
        return;
      }
      const asked = ASKED[recipe];
      if (!asked) throw new Error(`no expectation of ${recipe}`);
      const { columns, rows } = await run(source, dialect, recipe, asked.say);
      const id = columns.indexOf('id');
      expect(rows.map((row: readonly CellValue[]) => Number(row[id]))).toEqual(
        ALARMS.filter(asked.is).map((alarm) => alarm.id),
      );
    },
  );

  test('a count is its limit, and a value is a value', async () => {
    expect((await run(source, dialect, 'latest', {}, 2)).rows).toHaveLength(2);
    const nasty = { tag: "FIC101' OR '1'='1" };
    expect((await run(source, dialect, 'latest-of-tag', nasty)).rows).toEqual([]);
    const words = { words: "%' OR 1=1 --" };
    expect((await run(source, dialect, 'alarms-about', words)).rows).toEqual([]);
  });

  test('words are looked for as they are: a % and a _ are letters like others', async () => {
    const found = async (words: string) => {
      const { columns, rows } = await run(source, dialect, 'alarms-about', { words });
      return rows.map((row: readonly CellValue[]) => Number(row[columns.indexOf('id')]));
    };
    expect(await found('100%')).toEqual([4]);
    expect(await found('%')).toEqual([4]);
    expect(await found('feed_flow')).toEqual([]);
  });
}

describe.runIf(ENGINES.includes('postgresql'))('recipes on PostgreSQL (needs PostgreSQL)', () => {
  sqlRecipes('postgresql', async () => {
    const { url, drop } = await createPostgresDatabase();
    const { hostname: host, port, pathname } = new URL(url);
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(`CREATE TABLE "Plant alarms" (id int, tag text, description text, level text, total int, unit text, alarm_date timestamptz, comment text);
      INSERT INTO "Plant alarms" (${COLUMNS}) VALUES ${ALARMS.map((one) => rowsOf(one, `'${localText(one)}+07'`)).join(', ')}, ${TIMELESS}`);
    await client.end();
    const config = {
      host,
      port: Number(port || 5432),
      database: pathname.slice(1),
      user: 'postgres',
      password: 'x',
    };
    const source = await postgresql.connect(postgresql.config.parse(config), SQL_TOOLS);
    return { source, close: drop };
  });
});

describe.runIf(HAS_MARIADB)('recipes on MariaDB (needs MariaDB)', () => {
  sqlRecipes('mysql', async () => {
    const { name, drop } = await createMariadbDatabase();
    await onMariadb(
      [
        'CREATE TABLE `Plant alarms` (id int, tag varchar(40), description text, level varchar(10), total int, unit varchar(10), alarm_date datetime, comment text)',
        `INSERT INTO \`Plant alarms\` (${COLUMNS}) VALUES ${ALARMS.map((one) => rowsOf(one, `'${localText(one)}'`)).join(', ')}, ${TIMELESS}`,
      ],
      name,
    );
    const config = {
      host: MARIADB.hostname,
      port: Number(MARIADB.port || 3306),
      database: name,
      user: decodeURIComponent(MARIADB.username),
      password: decodeURIComponent(MARIADB.password),
    };
    const source = await mysql.connect(mysql.config.parse(config), SQL_TOOLS);
    return { source, close: drop };
  });
});

describe('recipes on SQLite', () => {
  sqlRecipes('sqlite', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plantline-recipes-'));
    const file = join(folder, 'alarms.db');
    const database = new Database(file);
    database.exec(`CREATE TABLE "Plant alarms" (id int, tag text, description text, level text, total int, unit text, alarm_date text, comment text);
      INSERT INTO "Plant alarms" (${COLUMNS}) VALUES ${ALARMS.map((one) => rowsOf(one, `'${localText(one)}'`)).join(', ')}, ${TIMELESS}`);
    database.close();
    const source = await sqlite.connect(sqlite.config.parse({ file }), SQL_TOOLS);
    return { source, close: async () => rmSync(folder, { recursive: true }) };
  });
});

describe('recipes on PI', () => {
  let pi: DemoPi;
  beforeAll(async () => {
    pi = await openDemoPi();
  });
  afterAll(() => pi.close());

  test.each(recipesFor('aveva-pi').map(({ id }) => id))(
    '%s gives values of the tag',
    async (recipe) => {
      const made = makeQuery('aveva-pi', { recipe, columns: {} });
      const variables = mergeVariables(made.queryTemplate, made.variables, {});
      const said = {
        variables: { tag: 'u1_load_net', ...(recipe === 'point-range' && { start: '*-1h' }) },
      };
      const present = { ...PRESENT, now: new Date(pi.nowMs) };
      const asked = { name: recipe, variables, maxRows: 200 };
      const { parameters } = fillVariables(asked, said, present);
      const { rows } = await askSql(pi.source, made.queryTemplate, parameters, { maxRows: 200 });
      expect(rows.length).toBeGreaterThan(5);
      expect(new Set(rows.map(([, tag]) => tag))).toEqual(new Set(['U1_LOAD_NET']));
      const times = rows.map(([, , at]) => Date.parse(String(at)));
      expect(times).toEqual(times.toSorted((a, b) => b - a));
    },
  );
});
