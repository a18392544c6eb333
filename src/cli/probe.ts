import type { Config } from '../config.ts';

const PROBE_TIMEOUT_MS = 1000;

/** Where the Plantline of these settings is reached from this machine, such as `http://127.0.0.1:8002`. */
export function addressOf({ host, port }: Pick<Config, 'host' | 'port'>): string {
  return `http://${reachable(host)}:${port}`;
}

/** Whether what answers at an address is a Plantline. */
export async function isPlantline(base: string): Promise<boolean> {
  try {
    const response = await fetch(`${base}/healthz`, {
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    });
    const body = (await response.json()) as { product?: string } | null;
    return body?.product === 'plantline';
  } catch {
    return false;
  }
}

/** Listening everywhere is no address to connect to. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
