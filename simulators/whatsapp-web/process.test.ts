import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { controlWhatsappWeb } from './index.ts';
import { makeRootKey } from './root-key.ts';
import { connectClient, createKeys } from './test-client.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const TRUST = new URL('trust-test-server.ts', import.meta.url).href;

let child: ChildProcess | undefined;

afterEach(async () => {
  if (child === undefined) return;
  child.kill();
  await once(child, 'exit');
  child = undefined;
});

test('a server in its own process is steered over HTTP', async () => {
  const spawned = spawn(process.execPath, [MAIN], { stdio: ['ignore', 'pipe', 'inherit'] });
  child = spawned;
  const [line] = (await once(createInterface(spawned.stdout), 'line')) as [string];
  const { url, controlUrl, caFile } = JSON.parse(line) as Record<string, string>;
  const server = controlWhatsappWeb(controlUrl ?? '');
  const certificate = await readFile(caFile ?? '', 'utf8');

  const auth = createKeys();
  const first = connectClient({ url: url ?? '', certificate }, auth);
  const { qr = '' } = await first.until((state) => state.qr !== undefined);
  await expect(server.scanQr('nonsense')).rejects.toThrow("Couldn't link");
  await server.scanQr(qr);
  expect(await first.closed).toBe(515);
  const client = connectClient({ url: url ?? '', certificate }, auth);
  await client.until(({ connection }) => connection === 'open');

  const { id } = await server.write({ from: '+6281200000001', text: 'hello' });
  expect(id).toMatch(/^3A/);
  await client.socket.sendMessage('6281200000001@s.whatsapp.net', { text: 'hello yourself' });
  const [received] = await server.waitForReceived({ to: '+6281200000001' });
  expect(received?.text).toBe('hello yourself');
  expect(await server.counters()).toMatchObject({ delivered: 1, badMacs: 0 });
});

test("only the client's process is made to trust it", async () => {
  const show = `import('baileys').then((b) => console.log(b.WA_CERT_DETAILS.PUBLIC_KEY.toString('hex')))`;
  const run = promisify(execFile);
  const keyOf = async (...args: string[]) =>
    (await run(process.execPath, ['--import', TRUST, '-e', show, ...args])).stdout.trim();
  const ours = Buffer.from(makeRootKey().public).toString('hex');
  expect(await keyOf('src/plugins/whatsapp-web/child/main.ts')).toBe(ours);
  expect(await keyOf('src/main.ts')).not.toBe(ours);
});
