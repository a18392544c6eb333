import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import mysql from 'mysql2/promise';
import pg from 'pg';
import type { DataSource } from '../src/sdk/index.ts';
import { createLog } from '../src/lib/log.ts';
import { createOutbound } from '../src/lib/outbound/index.ts';
import { plugins } from '../src/plugins/index.ts';
import { quantile } from './load.ts';

/*
 * What a question to a database costs over the bare driver that is asked the same, whether slow sources hold up others,
 * and what a huge table takes of memory. In a process of its own, whose CPU and memory are those of the client alone.
 */

const POSTGRES = new URL(
  process.env['PLANTLINE_TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres',
);
const MARIADB = { host: '127.0.0.1', port: 3306, user: 'root', password: '' };
const ROUNDS = 5;
const QUESTIONS = 1_500;
const IN_FLIGHT = 16;
const ROWS_ASKED = 20;
const CONNECTIONS = 5;
const ALARMS = 20_000;
const BIG_ROWS = 10_000_000;
const BIG_CAP = 1_000;
/** What each of the five sources takes to answer, in ms. */
const DELAYS_MS = [10, 20, 40, 80, 160];
const AT_ONCE = 200;

const name = `plantline_bench_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
const TABLE = `CREATE TABLE alarms (id INT PRIMARY KEY, tag VARCHAR(40), description VARCHAR(80), level INT, total INT, unit VARCHAR(20), amount DECIMAL(10,2), changed TIMESTAMP)`;
const WANTED = `SELECT id, tag, description, level, total, unit, amount, changed FROM alarms WHERE id >= {first} AND level < {level} ORDER BY id LIMIT ${ROWS_ASKED}`;

/** The bare driver's question, and how both are set up and taken down. */
interface Contender {
  readonly kind: string;
  readonly bare: (first: number) => Promise<number>;
  readonly source: DataSource;
  close(): Promise<void>;
}

/** What `bench/run.ts` is told. */
export interface SqlResult {
  readonly cpu: readonly {
    readonly kind: string;
    readonly ratio: number;
    readonly bareMs: number;
  }[];
  readonly slowest: { readonly aloneP99Ms: number; readonly togetherP99Ms: number };
  readonly big: { readonly grownMb: number; readonly ms: number; readonly rows: number };
}

async function connect(kind: string, config: object): Promise<DataSource> {
  const plugin = plugins.dataSources.find((one) => one.kind === kind);
  if (!plugin) throw new Error(`The plugin ${kind} is not there.`);
  return await plugin.connect(plugin.config.parse(config), {
    log: createLog('silent'),
    clock: () => new Date(),
    timeZone: 'Asia/Jakarta',
    outbound: createOutbound({ allowPrivate: true }),
  });
}

async function ask(source: DataSource, text: string, parameters = {}, maxRows = 100) {
  const query = { text, parameters, maxRows, timeZone: 'Asia/Jakarta' };
  const table = await source.query?.(query, AbortSignal.timeout(60_000));
  if (!table) throw new Error('It cannot be queried.');
  return table;
}

/** Both are asked by parameters, by as many connections. */
function rowOf(id: number): readonly (number | string)[] {
  const tag = `U${1 + (id % 2)}_SIG_${id}`;
  return [
    id,
    tag,
    'Feed water pump A vibration',
    id % 5,
    id,
    'mm/s',
    '612.40',
    '2026-11-28 07:00:00',
  ];
}

async function onPostgres(): Promise<Contender> {
  const url = new URL(POSTGRES);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: CONNECTIONS });
  // The database is dropped under its idle connections.
  pool.on('error', () => {});
  await pool.query(TABLE);
  for (let id = 0; id < ALARMS; id += 1_000) {
    const rows = Array.from({ length: 1_000 }, (_, i) => rowOf(id + i));
    await pool.query(`INSERT INTO alarms SELECT * FROM json_populate_recordset(null::alarms, $1)`, [
      JSON.stringify(rows.map(toRecord)),
    ]);
  }
  const text = WANTED.replace('{first}', '$1').replace('{level}', '$2');
  const source = await connect('postgresql', postgresConfig());
  return {
    kind: 'postgresql',
    bare: async (first) => (await pool.query(text, [first, 4])).rows.length,
    source,
    async close() {
      await source.close();
      await pool.end();
    },
  };
}

function postgresConfig() {
  return {
    host: POSTGRES.hostname,
    port: Number(POSTGRES.port || 5432),
    database: name,
    user: decodeURIComponent(POSTGRES.username),
    password: decodeURIComponent(POSTGRES.password),
    tls: 'off',
    maxConnections: CONNECTIONS,
    allowedFunctions: ['answer_after'],
  };
}

async function onMariadb(): Promise<Contender> {
  const root = await mysql.createConnection(MARIADB);
  await root.query(`CREATE DATABASE ${name}`);
  await root.end();
  const pool = mysql.createPool({ ...MARIADB, database: name, connectionLimit: CONNECTIONS });
  await pool.query(TABLE);
  for (let id = 0; id < ALARMS; id += 1_000) {
    const rows = Array.from({ length: 1_000 }, (_, i) => rowOf(id + i));
    await pool.query('INSERT INTO alarms VALUES ?', [rows]);
  }
  const text = WANTED.replace('{first}', '?').replace('{level}', '?');
  const source = await connect('mysql', {
    ...MARIADB,
    database: name,
    tls: 'off',
    maxConnections: CONNECTIONS,
  });
  return {
    kind: 'mysql',
    async bare(first) {
      const [rows] = await pool.execute(text, [first, 4]);
      return (rows as readonly unknown[]).length;
    },
    source,
    async close() {
      await source.close();
      await pool.query(`DROP DATABASE ${name}`);
      await pool.end();
    },
  };
}

async function onSqlite(): Promise<Contender> {
  const file = join(tmpdir(), `${name}.db`);
  const db = new Sqlite(file);
  db.exec(TABLE);
  const insert = db.prepare('INSERT INTO alarms VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  db.transaction(() => {
    for (let id = 0; id < ALARMS; id += 1) insert.run(...rowOf(id));
  })();
  const statement = db.prepare(WANTED.replace('{first}', '?').replace('{level}', '?'));
  const source = await connect('sqlite', { file });
  return {
    kind: 'sqlite',
    bare: async (first) => statement.all(first, 4).length,
    source,
    async close() {
      await source.close();
      db.close();
      rmSync(file);
    },
  };
}

function toRecord([id, tag, description, level, total, unit, amount, changed]: ReturnType<
  typeof rowOf
>) {
  return { id, tag, description, level, total, unit, amount, changed };
}

/** CPU of this process for so many questions, in ms. */
async function cpuOf(question: (first: number) => Promise<number>): Promise<number> {
  const before = process.cpuUsage();
  let next = 0;
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      for (let index = next++; index < QUESTIONS; index = next++) {
        const rows = await question((index * 37) % (ALARMS - 100));
        if (rows !== ROWS_ASKED) throw new Error(`${rows} rows came.`);
      }
    }),
  );
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

async function compare({ kind, bare, source }: Contender) {
  const ours = async (first: number) =>
    (await ask(source, WANTED, { first, level: 4 })).rows.length;
  await cpuOf(bare);
  await cpuOf(ours);
  const ratios: number[] = [];
  const bares: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const least = await cpuOf(bare);
    ratios.push((await cpuOf(ours)) / least);
    bares.push(least / QUESTIONS);
  }
  ratios.sort((a, b) => a - b);
  bares.sort((a, b) => a - b);
  return { kind, ratio: quantile(ratios, 0.5), bareMs: quantile(bares, 0.5) };
}

/** The slowest source asked alone, and then with the others, all at once. */
async function together() {
  const owner = new pg.Client({ ...postgresConfig(), ssl: false });
  await owner.connect();
  await owner.query(
    `CREATE FUNCTION answer_after(seconds float8) RETURNS int LANGUAGE sql AS 'SELECT 1 FROM pg_sleep(seconds)'`,
  );
  await owner.end();
  const sources = await Promise.all(DELAYS_MS.map(() => connect('postgresql', postgresConfig())));
  const share = AT_ONCE / DELAYS_MS.length;
  const timesOf = async (chosen: readonly number[]) => {
    const times = await Promise.all(
      chosen.flatMap((which) =>
        Array.from({ length: share }, async () => {
          const source = sources[which];
          const beganMs = performance.now();
          const seconds = (DELAYS_MS[which] ?? 0) / 1_000;
          if (source) await ask(source, 'SELECT answer_after({seconds})', { seconds });
          return performance.now() - beganMs;
        }),
      ),
    );
    return quantile(
      times.toSorted((a, b) => a - b),
      0.99,
    );
  };
  const slowest = DELAYS_MS.length - 1;
  await timesOf(DELAYS_MS.map((_, which) => which));
  const aloneP99Ms = await timesOf([slowest]);
  const togetherP99Ms = await timesOf(DELAYS_MS.map((_, which) => which));
  await Promise.all(sources.map((source) => source.close()));
  return { aloneP99Ms, togetherP99Ms };
}

/** A table that would never fit, of which as many rows are taken as a reply may have. */
async function big() {
  const admin = new pg.Client({ ...postgresConfig(), ssl: false });
  await admin.connect();
  await admin.query(
    `CREATE UNLOGGED TABLE big AS SELECT i AS id, repeat('x', 60) AS text, now() AS at FROM generate_series(1, ${BIG_ROWS}) AS i`,
  );
  await admin.end();
  const source = await connect('postgresql', postgresConfig());
  const few = 'SELECT id, text, at FROM big';
  await ask(source, few, {}, BIG_CAP);
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 5);
  const beganMs = performance.now();
  const { rows } = await ask(source, few, {}, BIG_CAP);
  const ms = performance.now() - beganMs;
  await ask(source, `${few} ORDER BY text, id DESC`, {}, BIG_CAP).catch(() => undefined);
  clearInterval(watch);
  await source.close();
  return { grownMb: Math.max(0, most - before) / 1_048_576, ms, rows: rows.length };
}

const admin = new pg.Client({ connectionString: POSTGRES.href });
await admin.connect();
await admin.query(`CREATE DATABASE ${name}`);
try {
  const cpu: Awaited<ReturnType<typeof compare>>[] = [];
  for (const open of [onPostgres, onMariadb, onSqlite]) {
    const contender = await open();
    cpu.push(await compare(contender));
    await contender.close();
  }
  const result: SqlResult = { cpu, slowest: await together(), big: await big() };
  if (process.send) process.send(result);
  else console.log(JSON.stringify(result, null, 2));
} finally {
  await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await admin.end();
  if (process.connected) process.disconnect();
}
