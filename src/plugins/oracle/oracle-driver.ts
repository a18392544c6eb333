import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#sdk';
import type { DataSourceTools } from '#sdk';
import { type SqlDriver, isVerified, sqlTimeout, tlsOptions } from '#sdk/sql';
import { countReadable, listTables } from './list-tables.ts';
import { openConnection } from './open-connection.ts';
import type { OracleConnection } from './open-connection.ts';
import { type OracleConfig, serviceOf } from './oracle.schema.ts';
import { askRows, runQuery } from './run-query.ts';
import { isSoundAfter, toOracleError } from './to-oracle-error.ts';
import { findWriteRights } from './write-rights.ts';

/** Asked to stop or to end, the database must do so within this, or the connection is cut. */
const END_WITHIN_MS = 1_500;

/** Connections to Oracle by `oracledb` in thin mode, and questions to it. */
export function createOracleDriver(
  config: OracleConfig,
  { outbound, timeZone: siteTimeZone }: DataSourceTools,
): SqlDriver<OracleConnection> {
  const { timeZone = siteTimeZone, timeoutMs } = config;
  const place = { service: serviceOf(config), timeoutMs, timeZone };

  /** Whatever is asked on a connection: it can be stopped, and its error is one for people. */
  async function busily<T>(
    connection: OracleConnection,
    work: () => Promise<T>,
    sql = '',
  ): Promise<T> {
    connection.isBusy = true;
    connection.tunnel.received.begin();
    const working = work();
    connection.idle = working.catch(() => undefined);
    try {
      return await working;
    } catch (error) {
      const thrown = connection.tunnel.failure() ?? error;
      throw toOracleError(thrown, { ...place, hadConnection: true, sql });
    } finally {
      connection.isBusy = false;
    }
  }

  return {
    async open(signal) {
      try {
        const tls = await tlsOptions(config);
        return await openConnection(config, { outbound, timeZone }, tls, signal);
      } catch (error) {
        if (signal.aborted) throw sqlTimeout();
        throw toOracleError(error, { ...place, hadConnection: false });
      }
    },
    isUsable: ({ isSure, tunnel }) => isSure && tunnel.isOpen(),
    async close({ client, tunnel }) {
      if (tunnel.isOpen()) await within(client.close());
      tunnel.destroy();
    },
    async cancel(connection) {
      connection.isSure = false;
      const { client, tunnel } = connection;
      if (connection.isBusy && tunnel.isOpen()) {
        await within(client.break());
        await within(connection.idle);
      }
      tunnel.destroy();
    },
    query: (connection, statement, collector) =>
      busily(connection, () => runQuery(connection, statement, collector, timeZone), statement.sql),
    toError: (error) => toOracleError(error, { ...place, hadConnection: true }),
    isSound: isSoundAfter,
    isLost: (error) => error instanceof AppError && error.code === 'sql.connection_lost',
    async greet(connection) {
      const [row] = await busily(connection, () =>
        askRows<{ ACCOUNT: string }>(
          connection,
          `SELECT SYS_CONTEXT('USERENV', 'SESSION_USER') AS ACCOUNT FROM DUAL`,
        ),
      );
      const isSafe = connection.isEncrypted && isVerified(config);
      return {
        product: `Oracle Database ${connection.client.oracleServerVersionString}`,
        user: row?.ACCOUNT ?? '',
        tls: isSafe
          ? { message: 'Encrypted, and the certificate is valid.' }
          : { message: tlsMessage(connection.isEncrypted), warning: true },
      };
    },
    countReadable: (connection) => busily(connection, () => countReadable(connection)),
    findWriteRights: (connection) => busily(connection, () => findWriteRights(connection)),
    async readClockMs(connection) {
      const [row] = await busily(connection, () =>
        askRows<{ NOW: Date }>(connection, 'SELECT SYSTIMESTAMP AS NOW FROM DUAL'),
      );
      return row?.NOW.getTime() ?? Number.NaN;
    },
    probeSql: 'SELECT 1 AS ONE FROM DUAL',
    listTables: (connection) => busily(connection, () => listTables(connection)),
  };
}

/** Never throws, and never takes long. */
async function within(promise: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  await Promise.race([
    promise.catch(() => undefined),
    sleep(END_WITHIN_MS, undefined, { signal: timer.signal }).catch(() => undefined),
  ]);
  timer.abort();
}

function tlsMessage(isEncrypted: boolean): string {
  return isEncrypted
    ? 'Encrypted, but the certificate is not verified: set a CA certificate file instead.'
    : 'The connection is not encrypted: what is asked and answered can be read on the way (the password is not). Prefer the listener’s TCPS port.';
}
