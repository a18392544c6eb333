import { createConnection } from 'mysql2';
import type { Outbound } from '#sdk';
import { tlsOptions } from '#sdk/sql';
import type { MysqlConfig } from './mysql.schema.ts';
import { type MysqlConnection, connectionOptions } from './open-connection.ts';
import { ask } from './run-setup.ts';

const WITHIN_MS = 3_000;

/**
 * Ends what a session is doing, on the server too, and then the session: by a second connection, since the server goes on
 * with a query whose client is gone until it has something to send. An account may end its own sessions. Never throws.
 */
export async function cancelConnection(
  session: MysqlConnection,
  config: MysqlConfig,
  outbound: Outbound,
): Promise<void> {
  const { isBusy, isEncrypted, id } = session;
  session.isOpen = false;
  if (isBusy) {
    const { host, port } = config;
    const socket = outbound.connect({ host, port });
    const timer = setTimeout(() => socket.destroy(), WITHIN_MS);
    try {
      const tls = isEncrypted ? await tlsOptions(config) : undefined;
      const second = createConnection(connectionOptions(config, socket, tls, config));
      second.on('error', () => undefined);
      await ask(second, `KILL CONNECTION ${id}`);
    } catch {
      // It had ended, or no more connections are taken: then the server's own time limit ends it.
    } finally {
      clearTimeout(timer);
      socket.destroy();
    }
  }
  session.connection.destroy();
}
