import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

async function atHome() {
  const folder = mkdtempSync(join(tmpdir(), 'plantline-ask-'));
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  const env = {
    PATH: process.env['PATH'],
    TMPDIR: temporary,
    PLANTLINE_DATA_DIR: join(folder, 'data'),
    PLANTLINE_PORT: String(await findFreePort()),
  };
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, temporary, env };
}

function plantline(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { env, timeout: 45_000 };
    execFile(process.execPath, ['bin/plantline.js', ...args], options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr });
    });
  });
}

/** Starts a command that keeps running, and gives the first line it prints. */
async function startPlantline(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(process.execPath, ['bin/plantline.js', ...args], { env, stdio: 'pipe' });
  const exited = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await exited;
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  child.stdout.resume();
  return line;
}

test('with nothing running, a demo plant answers, is said to, and leaves nothing behind', async () => {
  const { folder, temporary, env } = await atHome();
  const { code, stdout, stderr } = await plantline(['ask', 'u1', 'load', '--json'], env);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: 'No Plantline is running here, so the demo plant answers. Its numbers are computed.\n',
  });
  const { replies } = JSON.parse(stdout);
  expect(replies).toHaveLength(1);
  expect(replies[0].text).toMatch(/\*u1 load\*[^]* MW[^]*\d\d:\d\d:\d\d WIB/);
  expect(replies[0].facts[0]).toMatchObject({ tag: 'U1_LOAD_NET', unit: 'MW', quality: 'good' });
  expect(readdirSync(temporary).filter((name) => name.startsWith('plantline-'))).toEqual([]);
  expect(readdirSync(folder)).toEqual(['tmp']);
});

test('a running Plantline answers itself, and only to who holds its key', async () => {
  const { folder, env } = await atHome();
  expect(await startPlantline(['serve'], env)).toContain('Plantline is running');

  const stranger = await plantline(['ask', 'hello', '--from', '+6281299999999'], env);
  expect(stranger).toMatchObject({ code: 0, stderr: '' });
  expect(stranger.stdout).toMatch(/approve/);

  const elsewhere = { ...env, PLANTLINE_DATA_DIR: join(folder, 'another') };
  const refused = await plantline(['ask', 'hello'], elsewhere);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toMatch(/^The Plantline at http:\S+ runs on another data folder: .*\n$/);
  expect(readdirSync(folder).toSorted()).toEqual(['data', 'tmp']);
});

test('a port that another program has is said in one line, and the start fails', async () => {
  const { env } = await atHome();
  const other = createServer().listen(Number(env.PLANTLINE_PORT), '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const { code, stderr } = await plantline(['serve'], { ...env, PLANTLINE_LOG_LEVEL: 'silent' });
  expect(code).toBe(1);
  expect(stderr).toBe(
    `Port ${env.PLANTLINE_PORT} is in use by another program: stop that one, or choose another port with PLANTLINE_PORT.\n`,
  );
});

test('the demo plant runs alone, with its own options', async () => {
  const { env } = await atHome();
  const args = ['pi-simulator', '--port', '0', '--points', '100'];
  expect(await startPlantline(args, env)).toMatch(/http:\/\/127\.0\.0\.1:\d+\/piwebapi$/);
  const refused = await plantline(['pi-simulator', '--points', 'many'], env);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/^--points must be a number .*\n$/);
});

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
