import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { createControls } from './controls.ts';
import type { SqlServerControls } from './controls.ts';
import { openStore } from './open-store.ts';
import type { Rights } from './open-store.ts';
import { PLANT_TABLES } from './plant-tables.ts';
import { serveSession } from './session.ts';
import type { Certificate } from './tls-in-packets.ts';

export type { Received } from './controls.ts';

export type SqlServerOptions = {
  /** Default: any free one. */
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  /** What the account may do. Default `read`. */
  readonly rights?: Rights;
  /** Offers TLS with this certificate. */
  readonly certificate?: Certificate;
  /** Takes no connection without TLS. */
  readonly requiresTls?: boolean;
  /** Sends every client there, as a listener of an availability group does. */
  readonly routeTo?: { readonly host: string; readonly port: number };
  readonly clock?: () => Date;
  /** The zone of the server’s own clock. Default `Asia/Jakarta`. */
  readonly timeZone?: string;
};

export interface SqlServer extends Pick<
  SqlServerControls,
  'received' | 'logIns' | 'transactions' | 'troubles' | 'delay' | 'refuseLogIns'
> {
  readonly host: string;
  readonly port: number;
  /** Connections that are open now. */
  connections(): number;
  /** Requests being worked at now. */
  running(): number;
  /** How often a client had a request stopped. */
  attentions(): number;
  /** Cuts every connection. */
  drop(): void;
  close(): Promise<void>;
}

/** A stand-in for SQL Server: enough of TDS 7.4 for an unmodified client that reads, over tables in memory. */
export async function startSqlServer(options: SqlServerOptions = {}): Promise<SqlServer> {
  const database = options.database ?? 'Plant';
  const store = openStore({
    tables: PLANT_TABLES,
    databaseName: database,
    rights: () => options.rights ?? 'read',
    clock: options.clock ?? (() => new Date()),
    timeZone: options.timeZone ?? 'Asia/Jakarta',
  });
  const controls = createControls({
    user: options.user ?? 'plantline',
    password: options.password ?? 'Read-only-1',
    database,
    certificate: options.certificate,
    requiresTls: options.requiresTls ?? false,
    routeTo: options.routeTo,
  });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serveSession(socket, store, controls);
  });
  const host = '127.0.0.1';
  await new Promise<void>((resolve) => {
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    host,
    port,
    received: controls.received,
    logIns: controls.logIns,
    transactions: controls.transactions,
    troubles: controls.troubles,
    delay: (...values) => controls.delay(...values),
    refuseLogIns: (error) => controls.refuseLogIns(error),
    connections: () => sockets.size,
    running: () => controls.running,
    attentions: () => controls.attentions,
    drop,
    async close() {
      drop();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      store.database.close();
    },
  };
}
