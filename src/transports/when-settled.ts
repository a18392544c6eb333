import type { Transport } from '#sdk';
import type { Transports } from './create-transports.ts';

const LOOK_MS = 25;

/** The transport once it is open; undefined when it says why it is not, or time is over. */
export async function whenSettled(
  transports: Pick<Transports, 'find' | 'opened'>,
  kind: string,
  limitMs: number,
): Promise<Transport | undefined> {
  const untilMs = performance.now() + limitMs;
  for (;;) {
    const transport = transports.find(kind);
    if (transport) return transport;
    const opened = transports.opened(kind);
    if (!opened || opened.status().reason !== undefined || performance.now() > untilMs) {
      return undefined;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
