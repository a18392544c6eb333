import { AppError } from '#sdk';
import type { DataSourceTools } from '#sdk';
import { type SqlDriver, isVerified, sqlTimeout, tlsOptions } from '#sdk/sql';
import { askRows } from './ask.ts';
import { countReadable, listTables } from './list-tables.ts';
import { openConnection } from './open-connection.ts';
import type { LogInRefusal, SqlServerConnection } from './open-connection.ts';
import { runQuery } from './run-query.ts';
import type { SqlServerConfig } from './sql-server.schema.ts';
import { isLostWith, isSoundAfter, toSqlServerError } from './to-sql-server-error.ts';
import { findWriteRights } from './write-rights.ts';
import { createFindZoned } from './zoned-parameters.ts';

/** Connections to SQL Server by `tedious`, and questions to it. */
export function createSqlServerDriver(
  config: SqlServerConfig,
  { outbound, timeZone: siteTimeZone }: DataSourceTools,
): SqlDriver<SqlServerConnection> {
  const { timeZone = siteTimeZone, database, timeoutMs } = config;
  const options = { timeoutMs, timeZone, findZoned: createFindZoned() };
  const place = { database, timeoutMs };
  /** With `prefer`, whether the server was found to offer no TLS. */
  let isPlain = false;

  async function openOnce(isEncrypted: boolean, signal: AbortSignal): Promise<SqlServerConnection> {
    let refusal: LogInRefusal | undefined;
    try {
      const tls = isEncrypted ? await tlsOptions(config) : undefined;
      const onRefusal = (said: LogInRefusal): void => {
        refusal ??= said;
      };
      return await openConnection(config, outbound, tls, onRefusal, signal);
    } catch (error) {
      if (signal.aborted) throw sqlTimeout();
      throw toSqlServerError(error, { ...place, hadConnection: false, refusal });
    }
  }

  return {
    async open(signal) {
      if (config.tls === 'off') return await openOnce(false, signal);
      if (config.tls === 'require') return await openOnce(true, signal);
      if (isPlain) return await openOnce(false, signal);
      try {
        return await openOnce(true, signal);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'sql.tls') throw error;
        const connection = await openOnce(false, signal);
        isPlain = true;
        return connection;
      }
    },
    isUsable: ({ isOpen }) => isOpen,
    async close(connection) {
      connection.isOpen = false;
      connection.client.close();
    },
    async cancel(connection) {
      connection.isOpen = false;
      // The driver itself ends the connection when the server does not say in time that it stopped.
      if (connection.isBusy && connection.client.cancel()) await connection.idle;
      connection.client.close();
    },
    query: (connection, statement, collector) =>
      runQuery(connection, statement, collector, options),
    toError: (error) => toSqlServerError(error, { ...place, hadConnection: true }),
    isSound: isSoundAfter,
    isLost: isLostWith,
    async greet(connection) {
      const [row] = await askRows<{ version: string; user: string }>(
        connection,
        'SELECT @@VERSION AS version, SUSER_SNAME() AS [user]',
      );
      const isSafe = connection.isEncrypted && isVerified(config);
      return {
        product: productOf(row?.version ?? ''),
        user: row?.user ?? '',
        tls: isSafe
          ? { message: 'Encrypted, and the certificate is valid.' }
          : { message: tlsMessage(connection.isEncrypted), warning: true },
      };
    },
    countReadable,
    findWriteRights,
    async readClockMs(connection) {
      const [row] = await askRows<{ now: Date }>(connection, 'SELECT SYSUTCDATETIME() AS now');
      return row?.now.getTime() ?? Number.NaN;
    },
    probeSql: 'SELECT 1 AS one',
    listTables,
  };
}

/** `Microsoft SQL Server 2022 (RTM) - 16.0.1000.6 (X64) …` over several lines. */
function productOf(version: string): string {
  return (
    version
      .split('\n')[0]
      ?.replace(/\s*\(X\d+\).*/, '')
      .trim() || 'SQL Server'
  );
}

function tlsMessage(isEncrypted: boolean): string {
  return isEncrypted
    ? 'Encrypted, but the certificate is not verified: set encryption to require, with a CA certificate file where needed.'
    : 'The connection is not encrypted: the password, what is asked and what is answered can be read on the way. Set encryption to prefer or require.';
}
