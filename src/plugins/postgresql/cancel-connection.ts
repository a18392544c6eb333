import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from 'pg';
import type { Outbound } from '#sdk';
import type { PostgresConnection } from './open-connection.ts';
import type { PostgresqlConfig } from './postgresql.schema.ts';

const WITHIN_MS = 3_000;
const AGAIN_AFTER_MS = 150;

/** The part of `pg`'s connection that asks for a cancellation. */
type CancelWire = NodeJS.EventEmitter & {
  connect(port: number, host: string): void;
  requestSsl(): void;
  cancel(processId: number, secretKey: number): void;
};

/**
 * Ends what a session is doing, on the server too, and then the session: the server goes on with a query whose client is
 * gone until it has something to send. Never throws.
 *
 * A request that overtakes its query finds the server idle and does nothing, so it is sent again until the query is
 * answered.
 *
 * Protocol: PostgreSQL documentation, "Canceling Requests in Progress".
 */
export async function cancelConnection(
  connection: PostgresConnection,
  config: PostgresqlConfig,
  outbound: Outbound,
): Promise<void> {
  connection.isOpen = false;
  const endsAtMs = performance.now() + WITHIN_MS;
  const answered = connection.pending?.then(
    () => true,
    () => true,
  );
  let isAnswered = answered === undefined;
  try {
    while (!isAnswered && !connection.socket.destroyed && performance.now() < endsAtMs) {
      await requestCancel(connection, config, outbound);
      isAnswered = (await Promise.race([answered, sleep(AGAIN_AFTER_MS, false)])) === true;
    }
  } catch {
    // The server's own time limit ends the statement then.
  }
  connection.socket.destroy();
}

async function requestCancel(
  { client, tls }: PostgresConnection,
  { host, port }: PostgresqlConfig,
  outbound: Outbound,
): Promise<void> {
  const { processID, secretKey } = client as unknown as Readonly<
    Record<'processID' | 'secretKey', number | null>
  >;
  if (processID === null || secretKey === null) return;
  const socket = outbound.connect({ host, port });
  const timer = setTimeout(() => socket.destroy(), WITHIN_MS);
  try {
    const stream = Object.assign(socket, { connect: () => socket });
    const wire = new Connection({
      stream,
      ssl: tls ?? false,
    } as never) as unknown as CancelWire;
    const closed = once(socket, 'close');
    wire.on('error', () => socket.destroy());
    wire.once('connect', () => (tls ? wire.requestSsl() : wire.cancel(processID, secretKey)));
    wire.once('sslconnect', () => wire.cancel(processID, secretKey));
    wire.connect(port, host);
    // The server closes it once it has passed the request on.
    await closed;
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}
