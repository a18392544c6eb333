import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, afterAll, expect, test } from 'vitest';
import { migrate, openDatabase } from '../db/index.ts';

const PROGRAM = 'bin/plantline.js';
const ROWS = 40_000;
const root = mkdtempSync(join(tmpdir(), 'plantline-backup-cli-'));
const home = join(root, 'home');
const backup = join(root, 'plantline.backup');
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

function plantline(dataDir: string, ...args: readonly string[]): Promise<Ended> {
  const env = { PATH: process.env['PATH'], PLANTLINE_DATA_DIR: dataDir };
  return new Promise((resolve) => {
    execFile(process.execPath, [PROGRAM, ...args], { env, timeout: 60_000 }, (error, out, err) => {
      resolve({ code: error ? Number(error.code ?? -1) : 0, stdout: out, stderr: err });
    });
  });
}

/** A data folder with nothing in it but the key of the first one. */
function newHome(name: string): string {
  const folder = join(root, name);
  mkdirSync(folder);
  copyFileSync(join(home, 'secret.key'), join(folder, 'secret.key'));
  return folder;
}

beforeAll(async () => {
  await plantline(home, 'user', 'add', 'siti');
  const db = await openDatabase(`sqlite:${join(home, 'app.db')}`);
  await migrate(db);
  const content = 'u1 load '.repeat(20);
  for (let first = 0; first < ROWS; first += 500) {
    const rows = Array.from({ length: 500 }, (_, i) => ({
      id: `m${first + i}`,
      type: 'chat',
      content,
    }));
    await db.write((tx) => tx.insertInto('messages').values(rows).execute());
  }
  await db.write((tx) =>
    tx.insertInto('outgoing_messages').values({ recipient: '+62', message: 'late' }).execute(),
  );
  await db.close();
  const made = await plantline(home, 'backup', backup);
  expect(made).toMatchObject({ code: 0, stderr: '' });
  expect(made.stdout).toContain('secret.key');
}, 60_000);

test('a backup is restored on another machine that has the key, and what waited is not sent', async () => {
  const other = newHome('other');
  const { code, stdout } = await plantline(other, 'restore', backup, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ rows: { users: 1, messages: ROWS }, notSent: 1 });
  const doctor = await plantline(other, 'doctor', '--json');
  const { findings } = JSON.parse(doctor.stdout) as {
    findings: { check: string; status: string }[];
  };
  expect(findings).toContainEqual(expect.objectContaining({ check: 'audit', status: 'ok' }));
  expect(statSync(join(other, 'app.db')).mode & 0o077).toBe(0);
});

test('without the key nothing is restored, and none is made', async () => {
  const other = join(root, 'keyless');
  const { code, stderr } = await plantline(other, 'restore', backup);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^The key is missing: [^\n]+\n$/);
  expect(existsSync(join(other, 'secret.key'))).toBe(false);
});

test('a restore that is killed leaves nothing, and is done again', async () => {
  const other = newHome('killed');
  const env = { PATH: process.env['PATH'], PLANTLINE_DATA_DIR: other };
  const child = spawn(process.execPath, [PROGRAM, 'restore', backup], { env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  const log = join(other, 'app.db-wal');
  await expect
    .poll(() => existsSync(log) && statSync(log).size > 100_000, { interval: 2 })
    .toBe(true);
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);
  const { code, stdout } = await plantline(other, 'restore', backup, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ rows: { messages: ROWS } });
});
