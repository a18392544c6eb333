import type { ErrorCallback } from 'node-opcua-client';
import type { IClientTransportFactory, ISocketLike } from 'node-opcua-transport';
import type { Outbound } from '#sdk';

export type OutboundTransport = {
  readonly factory: IClientTransportFactory;
  /** Why the last connection failed, as the socket said it: the library only passes texts on. */
  lastFailure(): Error | undefined;
  /** Breaks what is open, without a word to the server: for one that does not answer. */
  destroy(): void;
};

/** The library's own transport over TCP, with sockets that are opened by `tools.outbound`. */
export async function createOutboundTransport(
  outbound: Outbound,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<OutboundTransport> {
  const { ClientTransportBase } = await import('node-opcua-transport');
  const open = new Set<ReturnType<Outbound['connect']>>();
  let failure: Error | undefined;
  let isDestroyed = false;

  // The library is extended by classes only, and what it has for them begins with an underscore.
  class OutboundClientTransport extends ClientTransportBase {
    override connect(endpointUrl: string, callback: ErrorCallback): void {
      this.endpointUrl = endpointUrl;
      this.serverUri = 'urn:plantline:server';
      if (isDestroyed) return callback(new Error('The connection was given up'));
      const socket = outbound.connect({ host, port });
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      // An address that is refused is destroyed with its error already, which is told in the next tick.
      let isSettled = false;
      const settle = (error?: Error): void => {
        if (isSettled) return;
        isSettled = true;
        if (error) failure = error;
        callback(error);
      };
      socket.on('error', settle);
      socket.once('close', () => settle(new Error('The connection was closed')));
      this['_install_socket'](socket as ISocketLike);
      socket.once('connect', () => {
        this['_perform_HEL_ACK_transaction']((error) => {
          if (!error && this['_socket']) {
            this['_install_post_connect_error_handler'](endpointUrl);
            this.emit('connect');
          }
          settle(error ?? (this['_socket'] ? undefined : new Error('The connection was closed')));
        });
      });
    }
  }

  return {
    factory: { create: (settings) => new OutboundClientTransport(settings) },
    lastFailure: () => failure,
    destroy() {
      isDestroyed = true;
      for (const socket of open) socket.destroy(new Error('The connection was given up'));
    },
  };
}
