import type { DataSourceTools } from '#sdk';
import { type SqlDriver, isVerified, tlsOptions } from '#sdk/sql';
import { bindValue } from './bind-value.ts';
import { cancelConnection } from './cancel-connection.ts';
import { countReadable, listTables } from './list-tables.ts';
import type { MysqlConfig } from './mysql.schema.ts';
import { type MysqlConnection, openConnection } from './open-connection.ts';
import { runQuery } from './run-query.ts';
import { ask, type Row } from './run-setup.ts';
import { sessionZone } from './session-zone.ts';
import { isLostWith, isSoundAfter, toMysqlError } from './to-mysql-error.ts';
import { findWriteRights } from './write-rights.ts';

/** Connections to MySQL and MariaDB by `mysql2`, and questions to them. */
export function createMysqlDriver(
  config: MysqlConfig,
  { outbound, clock, timeZone: siteTimeZone }: DataSourceTools,
): SqlDriver<MysqlConnection> {
  const { timeZone = siteTimeZone, database } = config;
  const network = { outbound, timeZone };
  /** With `prefer`, whether the server was found to offer no TLS. */
  let isPlain = false;

  async function open(signal: AbortSignal): Promise<MysqlConnection> {
    try {
      const tls = isPlain ? undefined : await tlsOptions(config);
      if (config.tls !== 'prefer' || !tls) {
        return await openConnection(config, network, tls, signal);
      }
      try {
        return await openConnection(config, network, tls, signal);
      } catch (error) {
        if (toMysqlError(error, { database, hadConnection: false }).code !== 'sql.tls') throw error;
        const session = await openConnection(config, network, undefined, signal);
        isPlain = true;
        return session;
      }
    } catch (error) {
      throw toMysqlError(error, { database, hadConnection: false });
    }
  }

  /** Tells the session what is different for this question. */
  async function prepare(session: MysqlConnection, zone: string, rowLimit: number): Promise<void> {
    if (session.zone === zone && session.rowLimit === rowLimit) return;
    await ask(
      session.connection,
      `SET SESSION sql_select_limit = ${rowLimit}, time_zone = '${zone}'`,
    );
    session.zone = zone;
    session.rowLimit = rowLimit;
  }

  return {
    open,
    isUsable: ({ isOpen }) => isOpen,
    async close(session) {
      if (session.isBusy) return await cancelConnection(session, config, outbound);
      session.isOpen = false;
      await new Promise<void>((resolve) => {
        session.connection.end(() => resolve());
      });
    },
    cancel: (session) => cancelConnection(session, config, outbound),
    async query(session, { sql, values, maxRows }, collector) {
      const { knowsZone } = session;
      const zone = sessionZone(values, { timeZone, now: clock(), knowsZone });
      const bound = values.map((value) => bindValue(value, timeZone));
      session.isBusy = true;
      session.received.begin();
      try {
        await prepare(session, zone.name, maxRows + 1);
        const columns = await runQuery(session, { sql, values: bound }, zone, collector);
        // What is still coming is of no use; having it ended is quicker than reading on.
        if (session.isBusy) session.isOpen = false;
        return columns;
      } catch (error) {
        session.isBusy = !isSoundAfter(error);
        throw error;
      }
    },
    toError: (error) => toMysqlError(error, { database, hadConnection: true }),
    isSound: isSoundAfter,
    isLost: isLostWith,
    async greet(session) {
      const [row] = await busily(session, 'SELECT CURRENT_USER() AS account');
      const isSafe = session.isEncrypted && isVerified(config);
      return {
        product: session.product,
        // Its host may be an address.
        user: String(row?.['account']).replace(/@[^@]*$/, ''),
        tls: isSafe
          ? { message: 'Encrypted, and the certificate is valid.' }
          : { message: tlsMessage(session.isEncrypted), warning: true },
      };
    },
    countReadable: (session) => countReadable((sql) => busily(session, sql)),
    findWriteRights: (session) => findWriteRights((sql) => busily(session, sql), database),
    async readClockMs(session) {
      const [row] = await busily(session, 'SELECT UNIX_TIMESTAMP(NOW(3)) * 1000 AS ms');
      return Number(row?.['ms']);
    },
    probeSql: 'SELECT 1',
    listTables: (session) => listTables((sql) => busily(session, sql)),
  };
}

/** Asks something of Plantline's own; given up in the middle it is ended on the server. */
async function busily(session: MysqlConnection, sql: string): Promise<readonly Row[]> {
  session.isBusy = true;
  session.received.begin();
  if (session.rowLimit !== 0) {
    await ask(session.connection, 'SET SESSION sql_select_limit = DEFAULT');
    session.rowLimit = 0;
  }
  const rows = await ask(session.connection, sql);
  session.isBusy = false;
  return rows;
}

function tlsMessage(isEncrypted: boolean): string {
  return isEncrypted
    ? 'Encrypted, but the certificate is not verified: set encryption to require, with a CA certificate file where needed.'
    : 'The connection is not encrypted: what is asked and answered can be read on the way. Switch TLS on at the server.';
}
