import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { prepareDemoStore } from '../../src/cli/demo-store.ts';
import { readConfig, type Config } from '../../src/config.ts';
import { openDatabase } from '../../src/db/index.ts';
import { writeSetting } from '../../src/settings/index.ts';
import { type CallApi, callAsAdmin } from './call-as-admin.ts';
import type { StorePlace } from './store-place.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/plantline.js', import.meta.url));

/** A store that `plantline serve` can be started on again and again. */
export interface ServeStore {
  readonly config: Config;
  readonly env: Readonly<Record<string, string>>;
}

/** `plantline serve` in a process of its own, listening. */
export interface ServeProcess {
  readonly address: string;
  /** Posts a message as `POST /api/v1/simulator/messages` takes it; rejects when the process is not there. */
  post(message: object, query?: string): Promise<Response>;
  /** Calls the API as an administrator. */
  readonly call: CallApi;
  /** Ends it as a power cut does, and resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks it to stop; resolves with its exit code and everything it said. */
  terminate(): Promise<{ readonly code: number | null; readonly log: string }>;
}

/** The same from its first moment on, when it may not listen yet. */
export interface LaunchedServe {
  readonly pid: number;
  /** Rejects when it ends before it listens. */
  readonly ready: Promise<ServeProcess>;
  /** Everything it has said so far. */
  output(): string;
  kill(): Promise<void>;
}

/** Makes the demo's store, open to everybody and without the spam guard. */
export async function prepareServeStore(
  place: Omit<StorePlace, 'drop'>,
  piBaseUrl: string,
  moreEnv: Readonly<Record<string, string>> = {},
): Promise<ServeStore> {
  const { dataDir, databaseUrl } = place;
  const env = {
    PLANTLINE_DATA_DIR: dataDir,
    ...(databaseUrl !== undefined && { PLANTLINE_DATABASE_URL: databaseUrl }),
    PLANTLINE_PORT: '0',
    PLANTLINE_TIME_ZONE: 'Asia/Jakarta',
    PLANTLINE_LOG_LEVEL: 'info',
    ...moreEnv,
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
export async function startServe(store: ServeStore): Promise<ServeProcess> {
  return await launchServe(store).ready;
}

/** Starts it and waits for nothing. */
export function launchServe({ config, env }: ServeStore): LaunchedServe {
  const child = spawn(process.execPath, [PROGRAM, 'serve'], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const closed = once(child, 'close') as Promise<[number | null, string | null]>;
  const listening = new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      log += `${line}\n`;
      const said = addressIn(line);
      if (said !== undefined) resolve(said);
    });
    void closed.then(() => reject(new Error(`It ended before it listened: ${log}`)));
  });
  async function kill(): Promise<void> {
    child.kill('SIGKILL');
    await closed;
  }
  const ready = listening.then((address) => processAt(address));
  // Whoever kills it before it listens does not want to be told that it does not.
  ready.catch(() => undefined);
  return { pid: child.pid ?? 0, ready, output: () => log, kill };

  function processAt(address: string): ServeProcess {
    const call = callAsAdmin(config, address);
    return {
      address,
      call,
      post: (message, query = '') => call('POST', `/simulator/messages${query}`, message),
      kill,
      async terminate() {
        child.kill('SIGTERM');
        const [code] = await closed;
        return { code, log };
      },
    };
  }
}

function addressIn(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  const { address } = JSON.parse(line) as { readonly address?: string };
  return address;
}
