import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('plant.child.ts', import.meta.url));
const READY_WITHIN_MS = 60_000;

export interface PlantOptions {
  readonly port: number;
  readonly allowAnonymous: boolean;
  /** Whether the server takes certificates of clients that it never saw. */
  readonly trustsClients: boolean;
  readonly hasHistory: boolean;
  readonly extraTags?: number;
}

export interface PlantOrder {
  readonly order:
    | 'set'
    | 'setBad'
    | 'sessions'
    | 'subscriptions'
    | 'tally'
    | 'remove'
    | 'certificate';
  readonly value?: number;
  readonly at?: string;
}

/** A real OPC UA server in a process of its own. Its user is `operator` with the password `seCret-9`. */
export interface OpcUaPlant {
  readonly address: { readonly host: string; readonly port: number };
  tell(order: PlantOrder): Promise<unknown>;
  /** Kills it as a power cut would; the address stays. */
  kill(): Promise<void>;
  /** Starts it again at the same address, with the same certificate. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function startOpcUaPlant(
  options: Partial<Omit<PlantOptions, 'port'>> = {},
): Promise<OpcUaPlant> {
  const folder = await mkdtemp(join(tmpdir(), 'plantline-opc-ua-'));
  const port = await findFreePort();
  const wanted: PlantOptions = {
    allowAnonymous: true,
    trustsClients: true,
    hasHistory: true,
    ...options,
    port,
  };
  const waiting = new Map<number, (answer: { answer?: unknown; error?: string }) => void>();
  let child: ChildProcess | undefined;
  let lastId = 0;

  async function start(): Promise<void> {
    const started = fork(CHILD, [JSON.stringify(wanted)], {
      // Its certificates go where it keeps its settings.
      env: { ...process.env, XDG_CONFIG_HOME: folder, HOME: folder, NODEOPCUA_LOG_LEVEL: '0' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    child = started;
    let said = '';
    started.stderr?.on('data', (text: Buffer) => {
      said = (said + text.toString()).slice(-4_000);
    });
    started.on('message', (message: { id: number; answer?: unknown; error?: string }) => {
      waiting.get(message.id)?.(message);
      waiting.delete(message.id);
    });
    const ready = new Promise((resolve) => waiting.set(0, resolve));
    const ended = once(started, 'exit').then(() => {
      throw new Error(`The OPC UA server did not start: ${said}`);
    });
    ended.catch(() => undefined);
    const late = new Promise((_resolve, reject) => {
      setTimeout(
        () => reject(new Error('The OPC UA server took too long')),
        READY_WITHIN_MS,
      ).unref();
    });
    late.catch(() => undefined);
    await Promise.race([ready, ended, late]);
  }

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    child = undefined;
  }

  await start();
  return {
    address: { host: '127.0.0.1', port },
    async tell(order) {
      lastId += 1;
      const id = lastId;
      const answered = new Promise<{ answer?: unknown; error?: string }>((resolve) => {
        waiting.set(id, resolve);
      });
      child?.send({ ...order, id });
      const { answer, error } = await answered;
      if (error !== undefined) throw new Error(error);
      return answer;
    },
    kill,
    restart: start,
    async close() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
