import { onTestFinished } from 'vitest';
import type { TransportPlugin } from '../../src/sdk/index.ts';
import type { Db } from '../../src/db/index.ts';
import type { AppEvent } from '../../src/lib/events.ts';
import { createOutbound } from '../../src/lib/outbound/index.ts';
import { createSecretBox } from '../../src/lib/secrets.ts';
import { type TransportsDeps, createTransports } from '../../src/transports/index.ts';

export const SECRETS = createSecretBox(Buffer.alloc(32, 7));
export const QUIET = { debug() {}, info() {}, warn() {}, error() {} };

/** The transports of one process on a store, stopped when the test has finished. */
export function transportsOf(
  db: Db,
  plugins: readonly TransportPlugin[],
  more: Partial<TransportsDeps> = {},
) {
  const events: AppEvent[] = [];
  const transports = createTransports({
    db,
    plugins,
    secrets: SECRETS,
    outbound: createOutbound({ allowPrivate: false }),
    clock: () => new Date(),
    log: QUIET,
    publish: (event) => void events.push(event),
    onMessage: async () => {},
    onDelivery: async () => {},
    onReaction: async () => {},
    ...more,
  });
  onTestFinished(() => transports.stop());
  return Object.assign(transports, { events });
}
