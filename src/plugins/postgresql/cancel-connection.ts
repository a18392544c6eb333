import { once } from 'node:events';
import { Connection } from 'pg';
import type { Outbound } from '#sdk';
import type { PostgresConnection } from './open-connection.ts';
import type { PostgresqlConfig } from './postgresql.schema.ts';

const WITHIN_MS = 2_000;

/**
 * Ends what a session is doing, on the server too, and then the session: the server goes on with a query whose client is
 * gone until it has something to send. Never throws.
 *
 * Protocol: PostgreSQL documentation, "Canceling Requests in Progress".
 */
export async function cancelConnection(
  connection: PostgresConnection,
  { host, port }: PostgresqlConfig,
  outbound: Outbound,
): Promise<void> {
  const wasBusy = connection.isBusy;
  connection.isOpen = false;
  const { processID, secretKey } = connection.client as unknown as {
    processID: number | null;
    secretKey: number | null;
  };
  if (wasBusy && processID !== null && secretKey !== null) {
    const { tls } = connection;
    const socket = outbound.connect({ host, port });
    const timer = setTimeout(() => socket.destroy(), WITHIN_MS);
    try {
      const wire = new Connection({
        stream: Object.assign(socket, { connect: () => socket }),
        ssl: tls ?? false,
      } as never) as unknown as NodeJS.EventEmitter & {
        connect(port: number, host: string): void;
        requestSsl(): void;
        cancel(processId: number, secretKey: number): void;
      };
      const ended = once(socket, 'close');
      wire.on('error', () => socket.destroy());
      wire.once('connect', () => (tls ? wire.requestSsl() : wire.cancel(processID, secretKey)));
      wire.once('sslconnect', () => wire.cancel(processID, secretKey));
      wire.connect(port, host);
      // The server closes it once it has passed the request on.
      await ended;
    } catch {
      // The server's own time limit ends the statement then.
    } finally {
      clearTimeout(timer);
      socket.destroy();
    }
  }
  connection.socket.destroy();
}
