import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type RunningPlant, startPlantline } from '../../tests/support/start-plantline.ts';
import { openDatabase } from '../db/index.ts';
import { localActor } from '../lib/http/index.ts';
import { createAudit } from '../audit/index.ts';
import { deriveKey, loadSecretKey } from '../lib/secret-key.ts';

type Found = {
  readonly ok: boolean;
  readonly findings: readonly { check: string; status: string; message: string }[];
};

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plantline-doctor-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function doctor(env: Readonly<Record<string, string>>, args: readonly string[] = []) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(
      process.execPath,
      ['bin/plantline.js', 'doctor', ...args],
      { env: { PATH: process.env['PATH'], PLANTLINE_PORT: '0', ...env }, timeout: 20_000 },
      (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr }),
    );
  });
}

async function examine(env: Readonly<Record<string, string>>) {
  const { code, stdout } = await doctor(env, ['--json']);
  const found = JSON.parse(stdout) as Found;
  return { code, ...found, byCheck: Object.groupBy(found.findings, ({ check }) => check) };
}

describe('before the first start', () => {
  test('all is well, and nothing is made', async () => {
    const folder = await emptyFolder();
    const { code, stdout, stderr } = await doctor({ PLANTLINE_DATA_DIR: folder });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^ok {4}Node 2\d/m);
    expect(stdout).toMatch(/no store yet/);
    expect(stdout).toMatch(/All is well\.\n$/);
    expect(await readdir(folder)).toEqual([]);
  });

  test('a folder that is none is a failure that says what to do', async () => {
    const { code, byCheck } = await examine({ PLANTLINE_DATA_DIR: 'package.json' });
    expect(code).toBe(1);
    expect(byCheck['folder']).toMatchObject([
      { status: 'fail', message: expect.stringContaining('PLANTLINE_DATA_DIR') as string },
    ]);
  });

  test('a port that another program has is a failure', async () => {
    const other = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as { port: number };
    const { code, byCheck } = await examine({
      PLANTLINE_DATA_DIR: await emptyFolder(),
      PLANTLINE_PORT: String(port),
    });
    expect(code).toBe(1);
    expect(byCheck['port']).toMatchObject([
      { status: 'fail', message: expect.stringContaining('PLANTLINE_PORT') as string },
    ]);
  });

  test('a public address without a trusted proxy is a warning, and no failure', async () => {
    const folder = await emptyFolder();
    const env = { PLANTLINE_DATA_DIR: folder, PLANTLINE_PUBLIC_URL: 'https://plant.example.com' };
    expect(await examine(env)).toMatchObject({ code: 0, byCheck: { proxy: [{ status: 'warn' }] } });
    const trusting = await examine({ ...env, PLANTLINE_TRUST_PROXY: '127.0.0.1' });
    expect(trusting.byCheck['proxy']).toBeUndefined();
  });
});

describe('beside a running Plantline', () => {
  let folder: string;
  let plant: RunningPlant;
  let env: Record<string, string>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plantline-doctor-'));
    plant = await startPlantline({ dataDir: folder });
    await plant.ask('u1 load');
    env = { PLANTLINE_DATA_DIR: folder, PLANTLINE_PORT: new URL(plant.app.address()).port };
  });
  afterAll(async () => {
    await plant.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('it finds it, its store, its audit log with the head, and its sources', async () => {
    const { code, stdout } = await doctor(env);
    expect(stdout).toMatch(/^ok {4}Plantline answers at http:\/\/127\.0\.0\.1:\d+$/m);
    expect(stdout).toMatch(/^ok {4}The store \(.+app\.db\) is up to date$/m);
    expect(stdout).toMatch(/^ok {4}The audit log (is empty|holds: .+ [0-9a-f]{64})/m);
    expect(stdout).toMatch(/^ok {4}.+ answers$/m);
    expect(code).toBe(0);
  });

  test('a key that others may read is a warning', async () => {
    await chmod(join(folder, 'secret.key'), 0o644);
    const { code, byCheck } = await examine(env);
    await chmod(join(folder, 'secret.key'), 0o600);
    expect([code, byCheck['key']]).toMatchObject([
      0,
      [{ status: 'warn', message: expect.stringContaining('chmod 600') as string }],
    ]);
  });

  test('a data folder, or a store elsewhere, that others may read is a warning', async () => {
    expect((await examine(env)).byCheck['rights']).toMatchObject([{ status: 'ok' }]);
    await chmod(folder, 0o755);
    await chmod(join(folder, 'app.db'), 0o644);
    const open = await examine(env);
    const empty = await emptyFolder();
    const elsewhere = await examine({
      ...env,
      PLANTLINE_DATA_DIR: empty,
      PLANTLINE_DATABASE_URL: `sqlite:${join(folder, 'app.db')}`,
    });
    await chmod(folder, 0o700);
    expect([open.code, open.byCheck['rights']]).toMatchObject([
      0,
      [
        {
          status: 'warn',
          message: expect.stringMatching(/chmod 700 .+chmod 600 .+app\.db/) as string,
        },
      ],
    ]);
    expect(elsewhere.byCheck['rights']).toMatchObject([
      { status: 'warn', message: expect.not.stringContaining('chmod 700') as string },
    ]);
  });

  test('another key than the store’s is found', async () => {
    const { code, byCheck } = await examine({ ...env, PLANTLINE_SECRET_KEY: 'x'.repeat(40) });
    expect(code).toBe(1);
    expect(byCheck['source']).toMatchObject([{ status: 'fail' }]);
  });

  test('an entry changed in the audit log is a failure that names it', async () => {
    const db = await openDatabase(plant.config.databaseUrl);
    onTestFinished(() => db.close());
    const audit = createAudit(deriveKey(loadSecretKey(undefined, folder), 'audit'));
    const entry = { actor: localActor('sari'), action: 'a.b', at: new Date() };
    await db.write((tx) => audit.record(tx, entry));
    const newest = db.read.selectFrom('audit_logs').select(({ fn }) => fn.max('seq').as('seq'));
    const { seq } = await newest.executeTakeFirstOrThrow();
    const set = (actor: string) =>
      db.write((tx) =>
        tx.updateTable('audit_logs').set({ actor }).where('seq', '=', seq).execute(),
      );
    await set('budi');
    const { code, byCheck } = await examine(env);
    await set('sari');
    expect(code).toBe(1);
    expect(byCheck['audit']).toMatchObject([
      { status: 'fail', message: expect.stringContaining(`entry ${seq}:`) as string },
    ]);
    expect((await examine(env)).byCheck['audit']).toMatchObject([{ status: 'ok' }]);
  });
});

test('a source that does not answer, and a key that is gone, are failures', async () => {
  const folder = await emptyFolder();
  const plant = await startPlantline({ dataDir: folder });
  await plant.stop();
  const env = { PLANTLINE_DATA_DIR: folder };
  const stopped = await examine(env);
  expect(stopped.code).toBe(1);
  expect(stopped.byCheck['source']).toMatchObject([{ status: 'fail' }]);
  await rm(join(folder, 'secret.key'));
  const keyless = await examine(env);
  expect(keyless.findings.filter(({ status }) => status === 'fail')).toMatchObject([
    { check: 'key', message: expect.stringContaining('backup') as string },
  ]);
  expect(await readdir(folder)).not.toContain('secret.key');
});
