import { once } from 'node:events';
import type { App } from './app.ts';
import type { Config } from './config.ts';
import { startDemoPlant } from './demo/start-demo-plant.ts';
import { createLog } from './lib/log.ts';
import type { Log } from './lib/log.ts';

const STOP_WITHIN_MS = 15_000;

/** Runs Plantline until it is told to stop by SIGINT or SIGTERM. */
export async function serve(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  // From the first moment: who stops it while it starts finds it stopped in order too.
  const stopSignal = waitForStopSignal();
  const { createApp } = await import('./app.ts');
  const onKeyReplaced = (error: unknown): void => {
    // Nothing more may be encrypted, or written into the audit log, with a key that is not the store's.
    log.fatal({ error }, 'The store was given another key; leaving');
    process.exit(1);
  };
  const clock = () => new Date();
  const app = await createApp({ config, log, clock, startDemoPlant, onKeyReplaced });
  try {
    await app.start();
    log.info({ address: app.address() }, 'Plantline is running');
    log.info({ signal: await stopSignal }, 'Stopping');
  } finally {
    await stopInTime(app, log);
  }
}

/** Resolves with the name of the first signal that asks the process to stop; later ones change nothing. */
export async function waitForStopSignal(): Promise<string> {
  const first = new AbortController();
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of names) process.on(name, () => first.abort(name));
  await once(first.signal, 'abort');
  return String(first.signal.reason);
}

/**
 * Stops the app: what is accepted is finished or taken up again at the next start. A part that hangs does not keep
 * the process for ever.
 */
export async function stopInTime(app: Pick<App, 'stop'>, log: Log): Promise<void> {
  const late = setTimeout(() => {
    log.error({ afterMs: STOP_WITHIN_MS }, 'Stopping took too long; leaving');
    process.exit(1);
  }, STOP_WITHIN_MS);
  await app.stop();
  clearTimeout(late);
}
