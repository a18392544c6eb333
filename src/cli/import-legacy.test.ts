import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { freshFolder } from '../../tests/support/files.ts';
import { makeLegacyDatabase } from '../../tests/support/legacy-database.ts';
import { SARI, legacyPlant, message } from '../../tests/support/legacy-plant.ts';
import type { ImportReport } from '../import-legacy/index.ts';

const PROGRAM = 'bin/plantline.js';
const GATEWAY = 'http://10.0.0.7:6066';

type Place = { readonly file: string; readonly dataDir: string; readonly tmp: string };

function freshPlace(): Place {
  const folder = freshFolder();
  mkdirSync(join(folder, 'tmp'));
  const file = makeLegacyDatabase(join(folder, 'old', 'app.db'), legacyPlant(GATEWAY));
  return { file, dataDir: join(folder, 'data'), tmp: join(folder, 'tmp') };
}

function environment({ dataDir, tmp }: Place) {
  return { PATH: process.env['PATH'], PLANTLINE_DATA_DIR: dataDir, TMPDIR: tmp };
}

async function importLegacy(place: Place, ...args: readonly string[]) {
  return await new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(
      process.execPath,
      [PROGRAM, 'import-legacy', ...args],
      { env: environment(place), timeout: 80_000 },
      (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr });
      },
    );
  });
}

/** Node keeps its own cache there too. */
function copiesIn({ tmp }: Place): readonly string[] {
  return readdirSync(tmp).filter((name) => name.startsWith('plantline-import-'));
}

function open({ dataDir }: Place): Sqlite.Database {
  const sqlite = new Sqlite(join(dataDir, 'app.db'), { readonly: true });
  onTestFinished(() => void sqlite.close());
  return sqlite;
}

function countOf(place: Place, table: string): number {
  const sqlite = new Sqlite(join(place.dataDir, 'app.db'), { readonly: true });
  try {
    return Number(sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  } finally {
    sqlite.close();
  }
}

describe('plantline import-legacy', { timeout: 90_000 }, () => {
  test('brings a plant over, says row by row what became of it, and leaves no copy behind', async () => {
    const place = freshPlace();
    const { code, stdout, stderr } = await importLegacy(place, place.file, '--role', 'budi=viewer');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/merged +PI 7TMWATTSNET .*part of the data source "PI gateway"/);
    expect(stdout).toMatch(/changed +budi .*Is viewer here, as was chosen/);
    expect(stdout).toMatch(/^triggers +6 /m);
    expect(stdout.trimEnd().endsWith('Done.')).toBe(true);
    expect(stdout).not.toMatch(/plain-Secret|sk-plain|10\.0\.0\.[79]/);
    expect(copiesIn(place)).toEqual([]);
    expect(countOf(place, 'users')).toBe(2);
  });

  test('a dry run writes nothing at all, not even a store or a key, and changes none that is there', async () => {
    const place = freshPlace();
    const told = await importLegacy(place, place.file, '--dry-run', '--json');
    expect(told.code).toBe(0);
    expect(existsSync(place.dataDir)).toBe(false);
    await importLegacy(place, place.file);
    const before = readFileSync(join(place.dataDir, 'app.db'));
    const again = await importLegacy(place, place.file, '--dry-run');
    expect(again.stdout).toContain('nothing is changed');
    expect(readFileSync(join(place.dataDir, 'app.db'))).toEqual(before);
    expect(readdirSync(place.dataDir).toSorted()).toEqual(['app.db', 'secret.key']);
  });

  test('--json prints the report and nothing else', async () => {
    const place = freshPlace();
    const { stdout } = await importLegacy(place, place.file, '--json');
    const report = JSON.parse(stdout) as ImportReport;
    expect(report).toMatchObject({ dryRun: false, hasChanges: true });
    expect(report.tables.find(({ table }) => table === 'triggers')).toMatchObject({ rows: 6 });
  });

  test.each([
    [['nowhere.db'], /^There is no such file/],
    [['package.json'], /^This is no SQLite file/],
    [['FILE', '--role', 'budi=king'], /name=admin, name=user or name=viewer/],
    [['FILE', '--role', 'nobody=admin'], /no user "nobody"/],
    [['FILE', '--time-zone', 'Mars/Olympus'], /no IANA time zone/],
    [['FILE', '--contacts', 'some'], /askers, all, none/],
    [[], /missing required argument/],
  ])('%j fails with one plain line and brings nothing', async (args, line) => {
    const place = freshPlace();
    const given = args.map((arg) => (arg === 'FILE' ? place.file : arg));
    const { code, stdout, stderr } = await importLegacy(place, ...given);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    if (existsSync(join(place.dataDir, 'app.db'))) expect(countOf(place, 'triggers')).toBe(0);
  });

  test('a folder that may only be read is enough', async () => {
    const place = freshPlace();
    const folder = join(place.file, '..');
    chmodSync(place.file, 0o400);
    chmodSync(folder, 0o500);
    const { code } = await importLegacy(place, place.file);
    chmodSync(folder, 0o700);
    expect(code).toBe(0);
    expect(readdirSync(folder)).toEqual(['app.db']);
  });
});

/** Long enough to be killed in. */
const MANY = 20_000;

test('killed at any moment, it leaves the configuration whole or not there, and the next one finishes it', async () => {
  const place = freshPlace();
  const rows = legacyPlant(GATEWAY);
  const file = makeLegacyDatabase(join(place.file, '..', 'big.db'), {
    ...rows,
    messages: Array.from({ length: MANY }, (_, index) =>
      message(`M${index}`, `${SARI}@c.us`, `8tm ${index}`),
    ),
    audit_logs: Array.from({ length: MANY }, (_, index) => ({
      id: `a-${index}`,
      action: 'login_success',
      details: { index },
      timestamp: '2025-10-01 05:00:00',
    })),
  });
  const seen = new Set<string>();
  for (const afterMs of [250, 400, 600, 900, 1400]) {
    const child: ChildProcess = spawn(process.execPath, [PROGRAM, 'import-legacy', file], {
      env: environment(place),
      stdio: 'ignore',
    });
    await setTimeout(afterMs);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    if (!existsSync(join(place.dataDir, 'app.db'))) continue;
    const tables = open(place)
      .prepare(`SELECT count(*) FROM sqlite_master WHERE name = 'triggers'`)
      .pluck()
      .get();
    if (tables === 0) continue;
    const state = ['triggers', 'trigger_groups', 'users', 'contacts', 'data_sources'].map((table) =>
      countOf(place, table),
    );
    seen.add(state.join());
    expect(['0,0,0,0,0', '5,2,2,2,2']).toContain(state.join());
  }
  const { code } = await importLegacy(place, file, '--json');
  expect(code).toBe(0);
  // Those of the killed ones are gone too.
  expect(copiesIn(place)).toEqual([]);
  expect(countOf(place, 'messages')).toBe(MANY);
  const sqlite = open(place);
  expect(
    sqlite
      .prepare(`SELECT count(*) FROM audit_logs WHERE action LIKE 'predecessor.%'`)
      .pluck()
      .get(),
  ).toBe(MANY);
  const doctor = await new Promise<string>((resolve) => {
    const env = { ...environment(place), PLANTLINE_PORT: '1' };
    execFile(process.execPath, [PROGRAM, 'doctor'], { env }, (_error, stdout) => resolve(stdout));
  });
  expect(doctor).toMatch(/ok +The audit log holds/);
}, 120_000);
