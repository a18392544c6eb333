import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { prepareDemoStore } from '../../src/cli/demo-store.ts';
import { readConfig, type Config } from '../../src/config.ts';
import { openDatabase } from '../../src/db/index.ts';
import { createCliToken } from '../../src/lib/http/index.ts';
import { deriveKey, loadSecretKey } from '../../src/lib/secret-key.ts';
import { writeSetting } from '../../src/settings/index.ts';
import type { StorePlace } from './store-place.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/plantline.js', import.meta.url));

/** A store that `plantline serve` can be started on again and again. */
export interface ServeStore {
  readonly config: Config;
  readonly env: Readonly<Record<string, string>>;
}

/** `plantline serve` in a process of its own. */
export interface ServeProcess {
  /** Posts a message as `POST /api/v1/simulator/messages` takes it; rejects when the process is not there. */
  post(message: object, query?: string): Promise<Response>;
  /** Ends it as a power cut does, and resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks it to stop; resolves with its exit code and everything it said. */
  terminate(): Promise<{ readonly code: number | null; readonly log: string }>;
}

/** Makes the demo's store, open to everybody and without the spam guard. */
export async function prepareServeStore(
  place: Omit<StorePlace, 'drop'>,
  piBaseUrl: string,
): Promise<ServeStore> {
  const { dataDir, databaseUrl } = place;
  const env = {
    PLANTLINE_DATA_DIR: dataDir,
    ...(databaseUrl !== undefined && { PLANTLINE_DATABASE_URL: databaseUrl }),
    PLANTLINE_PORT: '0',
    PLANTLINE_TIME_ZONE: 'Asia/Jakarta',
    PLANTLINE_LOG_LEVEL: 'info',
  };
  const config = readConfig(env);
  await prepareDemoStore(config, piBaseUrl);
  const db = await openDatabase(config.databaseUrl);
  await db.write(async (tx) => {
    await writeSetting(tx, 'access.mode', 'open', new Date());
    await writeSetting(tx, 'spam_detection.enabled', false, new Date());
  });
  await db.close();
  return { config, env };
}

/** Starts it and waits until it says where it listens. */
export async function startServe({ config, env }: ServeStore): Promise<ServeProcess> {
  const child = spawn(process.execPath, [PROGRAM, 'serve'], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const closed = once(child, 'close') as Promise<[number | null, string | null]>;
  const address = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      log += `${line}\n`;
      const said = addressIn(line);
      if (said !== undefined) resolve(said);
    });
    void closed.then(() => reject(new Error(`It ended before it listened: ${log}`)));
  });
  const key = deriveKey(loadSecretKey(config.secretKey, config.dataDir), 'cli');
  return {
    async post(message, query = '') {
      const token = await createCliToken(key, new Date());
      return await fetch(`${address}/api/v1/simulator/messages${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(message),
      });
    },
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
    async terminate() {
      child.kill('SIGTERM');
      const [code] = await closed;
      return { code, log };
    },
  };
}

function addressIn(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  const { address } = JSON.parse(line) as { readonly address?: string };
  return address;
}
