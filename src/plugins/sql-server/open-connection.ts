import type { Socket } from 'node:net';
import type { Connection, ConnectionConfiguration } from 'tedious';
import type { Outbound } from '#sdk';
import { type ReceivedLimit, type TlsOptions, limitReceived, unlessAborted } from '#sdk/sql';
import { findInstancePort } from './find-instance-port.ts';
import type { SqlServerConfig } from './sql-server.schema.ts';

export type Tedious = typeof import('tedious');

/** A session of SQL Server. */
export interface SqlServerConnection {
  readonly tedious: Tedious;
  readonly client: Connection;
  readonly isEncrypted: boolean;
  readonly received: ReceivedLimit;
  /** False once the socket is gone or its state is not sure any more. */
  isOpen: boolean;
  /** Settles once nothing is under way; its error is told elsewhere. */
  idle: Promise<void>;
  isBusy: boolean;
}

/** What the server said of a log-in that it refused. */
export type LogInRefusal = { readonly number: number; readonly message: string };

const DEFAULT_PORT = 1433;
/** Asked to stop, the server must say that it did within this, or the connection is closed. */
const CANCEL_WITHIN_MS = 1_500;

/**
 * Connects and logs in. The driver is loaded when the first connection is made.
 *
 * @param onRefusal is told what the server itself said, which the driver’s error does not hold
 * @throws what the driver, the network and the server say
 */
export async function openConnection(
  config: SqlServerConfig,
  outbound: Outbound,
  tls: TlsOptions | undefined,
  onRefusal: (refusal: LogInRefusal) => void,
  signal: AbortSignal,
): Promise<SqlServerConnection> {
  const tedious = await import('tedious');
  const port = await portOf(config, outbound, signal);
  let received: ReceivedLimit | undefined;
  const connector = async (to = { host: config.host, port }): Promise<Socket> => {
    const socket = outbound.connect(to);
    received = limitReceived(socket, config.maxBytes);
    await connected(socket);
    return socket;
  };
  const client = new tedious.Connection(settingsOf(config, port, tls, connector));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  client.on('errorMessage', (said: LogInRefusal) => onRefusal(said));
  client.connect((error) => (error ? reject(error) : resolve()));
  try {
    await unlessAborted(promise, signal, () => client.close());
  } catch (error) {
    client.close();
    throw error;
  }
  const connection: SqlServerConnection = {
    tedious,
    client,
    isEncrypted: tls !== undefined,
    received: received ?? { begin() {} },
    isOpen: true,
    idle: Promise.resolve(),
    isBusy: false,
  };
  const lost = (): void => {
    connection.isOpen = false;
  };
  client.on('error', lost);
  client.on('end', lost);
  return connection;
}

function settingsOf(
  config: SqlServerConfig,
  port: number,
  tls: TlsOptions | undefined,
  connector: () => Promise<Socket>,
): ConnectionConfiguration {
  const { host, database, user, password = '', timeoutMs, readOnlyIntent } = config;
  return {
    server: host,
    authentication: { type: 'default', options: { userName: user, password } },
    options: {
      port,
      database,
      connector,
      encrypt: tls !== undefined,
      trustServerCertificate: tls?.rejectUnauthorized !== true,
      ...(tls?.ca !== undefined && { cryptoCredentialsDetails: { ca: tls.ca } }),
      connectTimeout: timeoutMs,
      requestTimeout: timeoutMs,
      cancelTimeout: CANCEL_WITHIN_MS,
      // The next question tries again, and knows how long it may.
      maxRetriesOnTransientErrors: 0,
      appName: 'Plantline',
      readOnlyIntent,
      // Whatever fails or is stopped takes its transaction along.
      abortTransactionOnError: true,
      // Dates are wall clocks in UTC’s clothes: this machine’s zone never touches them.
      useUTC: true,
    },
  };
}

async function portOf(
  { host, port, instance }: SqlServerConfig,
  outbound: Outbound,
  signal: AbortSignal,
): Promise<number> {
  if (port !== undefined || instance === undefined) return port ?? DEFAULT_PORT;
  return await findInstancePort({ host, instance }, outbound, signal);
}

async function connected(socket: Socket): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
}
