import type { Client } from 'pg';
import type { DataSourceTools } from '#sdk';
import { type SqlDriver, isVerified, tlsOptions } from '#sdk/sql';
import { bindValue } from './bind-value.ts';
import { cancelConnection } from './cancel-connection.ts';
import { countReadable, listTables } from './list-tables.ts';
import { type PostgresConnection, openConnection } from './open-connection.ts';
import type { PostgresqlConfig } from './postgresql.schema.ts';
import { createReadOnlyQuery } from './read-only-query.ts';
import { isLostWith, isSoundAfter, toPostgresError } from './to-postgres-error.ts';
import { findWriteRights } from './write-rights.ts';

/** Connections to PostgreSQL by `pg`, and questions to it. */
export function createPostgresDriver(
  config: PostgresqlConfig,
  { outbound, timeZone: siteTimeZone }: DataSourceTools,
): SqlDriver<PostgresConnection> {
  const { timeZone = siteTimeZone, database } = config;
  const network = { outbound, timeZone };
  /** With `prefer`, whether the server was found to offer no TLS. */
  let isPlain = false;

  async function open(signal: AbortSignal): Promise<PostgresConnection> {
    try {
      const tls = isPlain ? undefined : await tlsOptions(config);
      if (config.tls !== 'prefer' || !tls) {
        return await openConnection(config, network, tls, signal);
      }
      try {
        return await openConnection(config, network, tls, signal);
      } catch (error) {
        if (toPostgresError(error, { database, hadConnection: false }).code !== 'sql.tls') {
          throw error;
        }
        const connection = await openConnection(config, network, undefined, signal);
        isPlain = true;
        return connection;
      }
    } catch (error) {
      throw toPostgresError(error, { database, hadConnection: false });
    }
  }

  return {
    open,
    isUsable: ({ isOpen }) => isOpen,
    async close(connection) {
      if (connection.pending) return await cancelConnection(connection, config, outbound);
      connection.isOpen = false;
      await connection.client.end();
    },
    cancel: (connection) => cancelConnection(connection, config, outbound),
    async query(connection, { sql, values, maxRows }, collector) {
      const bound = values.map((value) => bindValue(value, timeZone));
      const { promise: full, resolve: onFull } = Promise.withResolvers<readonly string[]>();
      const query = createReadOnlyQuery({ sql, values: bound }, maxRows, collector, (columns) => {
        // What the server still sends is of no use; asking it to stop is quicker than reading on.
        connection.isOpen = false;
        onFull(columns);
      });
      connection.pending = query.answered;
      connection.received.begin();
      connection.client.query(query);
      try {
        const columns = await Promise.race([query.answered, full]);
        if (connection.isOpen) connection.pending = undefined;
        return columns;
      } catch (error) {
        connection.pending = undefined;
        // The statement failed, so the ROLLBACK behind it was passed over.
        if (isSoundAfter(error)) await busily(connection, (client) => client.query('ROLLBACK'));
        throw error;
      }
    },
    toError: (error) => toPostgresError(error, { database, hadConnection: true }),
    isSound: isSoundAfter,
    isLost: isLostWith,
    async greet(connection) {
      const { tls } = connection;
      const { rows } = await busily(connection, (client) =>
        client.query<{ version: string; user: string }>(
          `SELECT current_setting('server_version') AS version, session_user::text AS "user"`,
        ),
      );
      const [{ version, user } = { version: '', user: '' }] = rows;
      const isSafe = tls !== undefined && isVerified(config);
      return {
        product: `PostgreSQL ${version.split(' ')[0]}`,
        user,
        tls: isSafe
          ? { message: 'Encrypted, and the certificate is valid.' }
          : { message: tlsMessage(tls !== undefined), warning: true },
      };
    },
    countReadable: (connection) => busily(connection, countReadable),
    findWriteRights: (connection) => busily(connection, findWriteRights),
    async readClockMs(connection) {
      const { rows } = await busily(connection, (client) =>
        client.query<{ ms: string }>(
          'SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS ms',
        ),
      );
      return Number(rows[0]?.ms);
    },
    probeSql: 'SELECT 1',
    listTables: (connection) => busily(connection, listTables),
  };
}

/** What is given up in the middle of this is cancelled on the server. */
async function busily<T>(
  connection: PostgresConnection,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const pending = work(connection.client);
  connection.pending = pending;
  connection.received.begin();
  const result = await pending;
  connection.pending = undefined;
  return result;
}

function tlsMessage(isEncrypted: boolean): string {
  return isEncrypted
    ? 'Encrypted, but the certificate is not verified: set encryption to require, with a CA certificate file where needed.'
    : 'The connection is not encrypted: what is asked and answered can be read on the way. Switch TLS on at the server.';
}
