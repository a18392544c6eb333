import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 15_000;

export type DemoProcess = {
  readonly address: string;
  readonly plantUrl: string;
  /** What it has printed so far. */
  output(): string;
  /** Ctrl-C; throws when it does not leave in time, or not with exit code 0. */
  stop(): Promise<void>;
};

/** Starts `plantline demo` on free ports and waits until it has printed its address. */
export async function startDemo(
  dataDir: string,
  readyWithinMs = READY_WITHIN_MS,
): Promise<DemoProcess> {
  const [port, plantPort] = [await findFreePort(), await findFreePort()];
  const child = spawn(process.execPath, ['bin/plantline.js', 'demo'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PLANTLINE_DATA_DIR: dataDir,
      PLANTLINE_PORT: String(port),
      PLANTLINE_PI_SIMULATOR_PORT: String(plantPort),
    },
  });
  // A failed check must not leave it running.
  process.once('exit', () => child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const deadlineMs = performance.now() + readyWithinMs;
  while (!output.includes('Stop it with Ctrl-C.')) {
    if (child.exitCode !== null || performance.now() > deadlineMs) {
      child.kill('SIGKILL');
      throw new Error(`The demo did not start:\n${output}`);
    }
    await sleep(20);
  }
  return {
    address: `http://127.0.0.1:${port}`,
    plantUrl: `http://127.0.0.1:${plantPort}/piwebapi`,
    output: () => output,
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit', { signal: AbortSignal.timeout(STOP_WITHIN_MS) });
  child.kill('SIGINT');
  const [code, signal] = (await exited) as [number | null, string | null];
  if (code !== 0) throw new Error(`The demo left with ${code ?? signal} instead of 0.`);
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
