import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { AppError } from '#sdk';
import { demoPlantNotStarted, demoPortInUse } from './demo.errors.ts';

const PROBE_TIMEOUT_MS = 1000;
const STOP_WITHIN_MS = 3000;

export type DemoPlant = {
  /** Such as `http://127.0.0.1:8003/piwebapi`. */
  readonly baseUrl: string;
  stop(): Promise<void>;
};

/** Starts a demo plant on a port; 0 takes any free one. @throws AppError `demo_plant.port_in_use`, `demo_plant.not_started` */
export type StartDemoPlant = (port: number) => Promise<DemoPlant>;

/** Where the demo plant's program lies, beside this one. */
export function demoPlantProgram(): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return fileURLToPath(new URL(`../../simulators/pi-web-api/main.${extension}`, import.meta.url));
}

/**
 * Starts the demo plant in a process of its own and waits until it listens. It leaves when this process does,
 * however that one ends. A demo plant that answers on the port already is used, and left running by `stop`.
 *
 * @param port where it listens; 0 takes any free one
 */
export async function startDemoPlant(port: number): Promise<DemoPlant> {
  const baseUrl = `http://127.0.0.1:${port}/piwebapi`;
  if (port !== 0 && (await isDemoPlant(baseUrl))) return { baseUrl, stop: async () => {} };

  const options = ['--port', String(port), '--exit-with-stdin', '--json'];
  // In a process group of its own, so that Ctrl-C reaches this process alone, which stops it when it is done with it.
  const child = spawn(process.execPath, [demoPlantProgram(), ...options], {
    stdio: 'pipe',
    detached: true,
  });
  const exited = once(child, 'exit');
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2000);
  });
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), exited])) as [
    unknown,
  ];
  if (typeof line !== 'string') throw plantDidNotStart(port, complaint);
  child.stdout.resume();

  return {
    baseUrl: (JSON.parse(line) as { url: string }).url,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await exited;
      clearTimeout(late);
    },
  };
}

function plantDidNotStart(port: number, complaint: string): AppError {
  if (complaint.includes('EADDRINUSE')) return demoPortInUse(port);
  const reason = complaint.trim().split('\n').at(-1) ?? '';
  return demoPlantNotStarted(reason || 'it said nothing.');
}

/** Whether a demo plant answers at an address. */
export async function isDemoPlant(baseUrl: string): Promise<boolean> {
  try {
    const response = await fetch(`${baseUrl}/dataservers`, {
      headers: { authorization: `Basic ${btoa('demo:demo')}` },
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    });
    return (await response.text()).includes('"DEMO-PI"');
  } catch {
    return false;
  }
}
