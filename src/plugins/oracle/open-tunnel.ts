import { once } from 'node:events';
import { createServer, isIP } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import type { Outbound } from '#sdk';
import {
  type ReceivedLimit,
  type TlsOptions,
  limitReceived,
  sqlTimeout,
  unlessAborted,
} from '#sdk/sql';
import { createRedirectWatch } from './redirect-watch.ts';

type Address = { readonly host: string; readonly port: number };

/** A way to an Oracle listener, for a driver that makes its own connections. */
export interface Tunnel {
  /** Where the driver connects: on this machine, once. */
  readonly port: number;
  readonly received: ReceivedLimit;
  /** What ended it, where that was no orderly end. */
  failure(): unknown;
  isOpen(): boolean;
  destroy(): void;
}

export type TunnelOptions = {
  readonly outbound: Outbound;
  readonly tls: TlsOptions | undefined;
  readonly maxBytes: number;
};

/**
 * Connects to a listener by the way out that is guarded, with TLS where wanted, and lets the driver in on the loopback
 * address: it takes no socket, looks names up itself, and could not be given a CA. The one connection that is taken is
 * the driver’s; a redirection of the listener (a RAC does that) leads through a further tunnel.
 *
 * @throws what the network says, AppError `sql.timeout`
 */
export async function openTunnel(
  to: Address,
  options: TunnelOptions,
  signal: AbortSignal,
): Promise<Tunnel> {
  const { outbound, tls, maxBytes } = options;
  const socket = outbound.connect(to);
  const received = limitReceived(socket, maxBytes);
  let failure: unknown;
  let isOpen = true;
  let local: Socket | undefined;
  let onward: Tunnel | undefined;
  const wire = await unlessAborted(secured(socket, to.host, tls), signal, () => socket.destroy());
  const server = createServer({ pauseOnConnect: true });
  const destroy = (): void => {
    isOpen = false;
    server.close();
    socket.destroy();
    local?.destroy();
    onward?.destroy();
  };
  for (const end of [socket, wire]) {
    end.on('error', (error) => {
      failure ??= error;
    });
    end.on('close', () => {
      // A listener that sends elsewhere closes the connection that it did so on.
      if (onward === undefined) destroy();
    });
  }
  const watch = createRedirectWatch(async (target) => {
    onward = await openTunnel(target, options, signal);
    return onward.port;
  });
  server.on('connection', (driver) => {
    server.close();
    local = driver;
    driver.setNoDelay(true);
    driver.on('error', () => driver.destroy());
    driver.on('close', () => socket.destroy());
    driver.pipe(wire);
    wire.pipe(watch).pipe(driver);
    watch.on('error', (error) => {
      failure ??= error;
      destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  if (signal.aborted) {
    destroy();
    throw sqlTimeout();
  }
  return {
    port: (server.address() as AddressInfo).port,
    received: {
      begin() {
        received.begin();
        onward?.received.begin();
      },
    },
    failure: () => failure ?? onward?.failure(),
    isOpen: () => isOpen && (onward?.isOpen() ?? true),
    destroy,
  };
}

/** Connected, and with TLS its certificate accepted. */
async function secured(socket: Socket, host: string, tls: TlsOptions | undefined): Promise<Duplex> {
  socket.setNoDelay(true);
  if (!tls) {
    await once(socket, 'connect');
    return socket;
  }
  const wire = connectTls({
    ...tls,
    socket,
    host,
    ...(isIP(host) === 0 && { servername: host }),
  });
  socket.on('error', (error) => wire.destroy(error));
  await once(wire, 'secureConnect');
  return wire;
}
