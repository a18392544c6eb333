import { type Socket, isIP } from 'node:net';
import { type Connection, type ConnectionOptions, createConnection } from 'mysql2';
import type { Outbound } from '#sdk';
import {
  type ReceivedLimit,
  type TlsConfig,
  type TlsOptions,
  codeOf,
  isVerified,
  limitReceived,
  sqlNoTls,
  unlessAborted,
} from '#sdk/sql';
import { mysqlNeedsHostName } from './mysql.errors.ts';
import { runSetup } from './run-setup.ts';
import type { MysqlConfig } from './mysql.schema.ts';

/** A session of MySQL or MariaDB that can only read. */
export interface MysqlConnection {
  readonly connection: Connection;
  readonly socket: Socket;
  readonly isEncrypted: boolean;
  readonly received: ReceivedLimit;
  /** Such as `MariaDB 10.11.19`. */
  readonly product: string;
  readonly id: number;
  /** Whether the server has the source's time zone in its tables. */
  readonly knowsZone: boolean;
  /** What the session was told last, so that it is told only what changes. */
  zone: string;
  rowLimit: number;
  /** False once the socket is gone or what the server sends can no longer be trusted. */
  isOpen: boolean;
  /** A statement was sent that is not answered yet. */
  isBusy: boolean;
  /** Told when the connection breaks: a command that streams is not told by the driver. */
  onLost: ((error?: Error) => void) | undefined;
}

/** Statements that a session keeps prepared. */
const PREPARED_MAX = 50;

/** What every connection of a source is opened with. */
export function connectionOptions(
  { host, port, database, user, password = '' }: MysqlConfig,
  socket: Socket,
  tls: TlsOptions | undefined,
  config: TlsConfig,
): ConnectionOptions {
  return {
    host,
    port,
    database,
    user,
    password,
    stream: () => socket,
    charset: 'utf8mb4',
    ...(tls && { ssl: { ...tls, verifyIdentity: isVerified(config) } }),
    maxPreparedStatements: PREPARED_MAX,
    // No program is made of the names of columns; with one, a column named __proto__ breaks the connection.
    disableEval: true,
    rowsAsArray: true,
    dateStrings: true,
    // A number where it is a safe one, else its text.
    supportBigNumbers: true,
    jsonStrings: true,
    flags: ['-LOCAL_FILES'],
  };
}

/** Connects, logs in, and sets the session up. Throws what the driver throws. */
export async function openConnection(
  config: MysqlConfig,
  { outbound, timeZone }: { readonly outbound: Outbound; readonly timeZone: string },
  tls: TlsOptions | undefined,
  signal: AbortSignal,
): Promise<MysqlConnection> {
  const { host, port } = config;
  // The driver would check the certificate against the name `localhost`.
  if (tls && isVerified(config) && isIP(host) !== 0) throw mysqlNeedsHostName();
  const socket = outbound.connect({ host, port });
  socket.setNoDelay(true);
  const received = limitReceived(socket, config.maxBytes);
  const connection = createConnection(connectionOptions(config, socket, tls, config));
  const stop = (): void => void socket.destroy();
  try {
    const opened = new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    await unlessAborted(opened, signal, stop);
    const setup = await unlessAborted(runSetup(connection, config, timeZone), signal, stop);
    const made: MysqlConnection = {
      connection,
      socket,
      isEncrypted: tls !== undefined,
      received,
      ...setup,
      isOpen: true,
      isBusy: false,
      onLost: undefined,
    };
    const lost = (error?: Error): void => {
      made.isOpen = false;
      made.onLost?.(error);
    };
    connection.on('error', lost);
    connection.on('end', () => lost());
    socket.on('close', () => lost());
    return made;
  } catch (error) {
    // Whatever else it has to say is known now.
    connection.on('error', () => undefined);
    connection.destroy();
    if (codeOf(error) === 'HANDSHAKE_NO_SSL_SUPPORT') throw sqlNoTls(error);
    throw error;
  }
}
