import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { createControls } from './controls.ts';
import type { OracleControls } from './controls.ts';
import { openStore } from './open-store.ts';
import type { Rights } from './open-store.ts';
import { PLANT_TABLES } from './plant-tables.ts';
import { serveSession } from './session.ts';

export type { Received } from './controls.ts';

export type OracleOptions = {
  /** Default: any free one. */
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly service?: string;
  /** What the account may do. Default `read`. */
  readonly rights?: Rights;
  readonly clock?: () => Date;
  /** Speaks TLS with this certificate (TCPS). */
  readonly certificate?: { readonly cert: string; readonly key: string };
  /** Sends every client there, as the listener of a cluster does. */
  readonly redirectTo?: { readonly host: string; readonly port: number };
};

export interface Oracle extends Pick<
  OracleControls,
  'received' | 'transactions' | 'troubles' | 'delay'
> {
  readonly host: string;
  readonly port: number;
  /** Connections that are open now. */
  connections(): number;
  /** Requests being worked at now. */
  running(): number;
  /** How often a client had a request stopped. */
  breaks(): number;
  /** Cuts every connection. */
  drop(): void;
  close(): Promise<void>;
}

/** A stand-in for Oracle: enough of Oracle Net and TTC for an unmodified client in thin mode that reads. */
export async function startOracle(options: OracleOptions = {}): Promise<Oracle> {
  const user = options.user ?? 'PLANTLINE';
  const store = openStore({
    tables: PLANT_TABLES,
    user,
    rights: options.rights ?? 'read',
    clock: options.clock ?? (() => new Date()),
  });
  const controls = createControls({
    user,
    password: options.password ?? 'Read-only-1',
    service: options.service ?? 'plant',
    redirectTo: options.redirectTo,
  });
  const sockets = new Set<Socket>();
  const serve = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serveSession(socket, store, controls);
  };
  const { certificate } = options;
  const server = certificate ? createTlsServer(certificate, serve) : createServer(serve);
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
    transactions: controls.transactions,
    troubles: controls.troubles,
    delay: (...values) => controls.delay(...values),
    connections: () => sockets.size,
    running: () => controls.running,
    breaks: () => controls.breaks,
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
