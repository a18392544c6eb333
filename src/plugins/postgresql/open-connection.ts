import { Client } from 'pg';
import type { Outbound } from '#sdk';
import {
  type ReceivedLimit,
  type TlsOptions,
  limitReceived,
  networkError,
  sqlNoTls,
  unlessAborted,
} from '#sdk/sql';
import type { Socket } from 'node:net';
import type { PostgresqlConfig } from './postgresql.schema.ts';

/** A session of PostgreSQL that can only read. */
export interface PostgresConnection {
  readonly client: Client;
  readonly socket: Socket;
  readonly tls: TlsOptions | undefined;
  readonly received: ReceivedLimit;
  /** False once the socket is gone or what the server sends can no longer be trusted. */
  isOpen: boolean;
  /** Settles once the statement that was sent is answered; undefined when none was. */
  pending: Promise<unknown> | undefined;
}

const NO_TLS = 'The server does not support SSL connections';

/**
 * Connects, logs in, and sets the session up.
 *
 * @throws AppError, and what the server answered to the log-in
 */
export async function openConnection(
  config: PostgresqlConfig,
  { outbound, timeZone }: { readonly outbound: Outbound; readonly timeZone: string },
  tls: TlsOptions | undefined,
  signal: AbortSignal,
): Promise<PostgresConnection> {
  const { host, port, database, user, password = '' } = config;
  const socket = outbound.connect({ host, port });
  // `pg` would connect it once more.
  const stream = Object.assign(socket, { connect: () => socket });
  const client = new Client({
    host,
    port,
    database,
    user,
    // As a function it is never looked for in the environment or in ~/.pgpass.
    password: () => password,
    stream: () => stream,
    ssl: tls ?? false,
    application_name: 'Plantline',
  });
  const received = limitReceived(socket, config.maxBytes);
  const connection: PostgresConnection = {
    client,
    socket,
    tls,
    received,
    isOpen: true,
    pending: undefined,
  };
  const lost = (): void => {
    connection.isOpen = false;
  };
  client.on('error', lost);
  client.on('end', lost);
  try {
    await unlessAborted(client.connect(), signal, () => socket.destroy());
    await unlessAborted(client.query(sessionSetup(config, timeZone)), signal, () =>
      socket.destroy(),
    );
    return connection;
  } catch (error) {
    socket.destroy();
    if (error instanceof Error && error.message === NO_TLS) throw sqlNoTls(error);
    throw networkError(error, false) ?? error;
  }
}

/**
 * What this session writes is refused by the server, and what takes too long is ended by it. How values are written is
 * the same everywhere, and names of functions mean the built-in ones.
 */
function sessionSetup({ timeoutMs }: PostgresqlConfig, timeZone: string): string {
  return [
    'SET default_transaction_read_only = on',
    `SET statement_timeout = ${timeoutMs}`,
    `SET lock_timeout = ${timeoutMs}`,
    `SET idle_in_transaction_session_timeout = ${2 * timeoutMs}`,
    `SET TimeZone = '${timeZone.replaceAll("'", "''")}'`,
    "SET DateStyle = 'ISO, YMD'",
    "SET IntervalStyle = 'postgres'",
    "SET bytea_output = 'hex'",
    'SET extra_float_digits = 3',
    'SET standard_conforming_strings = on',
    "SELECT set_config('search_path', concat_ws(', ', 'pg_catalog', nullif(current_setting('search_path'), '')), false)",
  ].join('; ');
}
