import fastify from 'fastify';
import type { CloudOptions } from './cloud-options.ts';
import { createCloudWorld } from './cloud-world.ts';
import { createCloudControl } from './create-cloud-control.ts';
import { addGraphRoutes } from './graph-routes.ts';
import type { WhatsappCloud } from './whatsapp-cloud-control.ts';

export type { CloudFaults, CloudOptions, CloudTemplate } from './cloud-options.ts';
export { controlWhatsappCloud } from './control-whatsapp-cloud.ts';
export { parseMessageRequest } from './message-requests.ts';
export type {
  CloudCounters,
  CloudMessage,
  CloudWriteOrder,
  WhatsappCloud,
} from './whatsapp-cloud-control.ts';

export interface RunningWhatsappCloud extends WhatsappCloud {
  /** In place of `https://graph.facebook.com`. */
  readonly url: string;
  /** Where `controlWhatsappCloud` of another process connects. */
  readonly controlUrl: string;
  close(): Promise<void>;
}

const BODY_MAX_BYTES = 110e6;

/** Starts a Graph API with one business number, on this machine only, and waits until it listens. */
export async function startWhatsappCloud(
  options: CloudOptions = {},
): Promise<RunningWhatsappCloud> {
  const world = createCloudWorld(options);
  const control = createCloudControl(world);
  const app = fastify({
    logger: false,
    forceCloseConnections: true,
    bodyLimit: BODY_MAX_BYTES,
  });
  addGraphRoutes(app, world);
  app.post<{ Body: { name: keyof WhatsappCloud; args: never[] } }>('/control', async (request) => {
    const call = control[request.body.name] as (...args: never[]) => Promise<unknown>;
    return { result: (await call(...request.body.args)) ?? null };
  });
  const url = await app.listen({ port: options.port ?? 0, host: '127.0.0.1' });
  return {
    ...control,
    url,
    controlUrl: `${url}/control`,
    async close() {
      world.events.close();
      await app.close();
    },
  };
}
