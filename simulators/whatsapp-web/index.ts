import fastifyWebsocket from '@fastify/websocket';
import fastify from 'fastify';
import { openConnection } from './connection.ts';
import { createControl } from './create-control.ts';
import { logIn } from './log-in.ts';
import { startMediaStore } from './media-store.ts';
import { takeStanza } from './take-stanza.ts';
import type { WhatsappWeb } from './whatsapp-web-control.ts';
import { createWorld } from './world.ts';

export { controlWhatsappWeb } from './control-whatsapp-web.ts';
export type {
  Counters,
  Disconnection,
  Faults,
  GroupOptions,
  PersonOptions,
  Received,
  ServerState,
  WhatsappWeb,
  WriteOrder,
} from './whatsapp-web-control.ts';

export interface WhatsappWebOptions {
  /** A free port when absent. */
  readonly port?: number;
  /** The number that devices are linked to, digits only. */
  readonly phone?: string;
  readonly lid?: string;
}

export interface RunningWhatsappWeb extends WhatsappWeb {
  /** Where clients connect: `ws://127.0.0.1:…/ws/chat`. */
  readonly url: string;
  /** Where `controlWhatsappWeb` of another process connects. */
  readonly controlUrl: string;
  /** For `NODE_EXTRA_CA_CERTS` of clients that upload files. */
  readonly caFile: string;
  readonly certificate: string;
  close(): Promise<void>;
}

/** Starts a WhatsApp with nobody on it, on this machine only, and waits until it listens. */
export async function startWhatsappWeb(
  options: WhatsappWebOptions = {},
): Promise<RunningWhatsappWeb> {
  const { port = 0, phone = '6281100000001', lid = '100000000000001' } = options;
  const media = await startMediaStore();
  const world = createWorld(phone, lid, media);
  const control = createControl(world);

  const app = fastify({ logger: false, forceCloseConnections: true });
  await app.register(fastifyWebsocket);
  app.get('/ws/chat', { websocket: true }, (socket) => {
    const connection = openConnection(socket, {
      onLogin: (from, payload) => logIn(world, from, payload),
      onNode: (from, node) => takeStanza(world, from, node),
      onClose(closed) {
        world.connections.delete(closed);
        if (world.active === closed) world.active = null;
        world.events.emit('change');
      },
      onError(error) {
        world.counters.failures.push(`A connection broke: ${(error as Error).message}`);
      },
    });
    world.connections.add(connection);
  });
  app.post<{ Body: { name: keyof WhatsappWeb; args: never[] } }>('/control', async (request) => {
    const call = control[request.body.name] as (...args: never[]) => Promise<unknown>;
    return { result: (await call(...request.body.args)) ?? null };
  });
  const origin = await app.listen({ port, host: '127.0.0.1' });

  return {
    ...control,
    url: `${origin.replace('http', 'ws')}/ws/chat`,
    controlUrl: `${origin}/control`,
    caFile: media.caFile,
    certificate: media.certificate,
    async close() {
      for (const connection of world.connections) connection.drop();
      await app.close();
      await media.close();
    },
  };
}
