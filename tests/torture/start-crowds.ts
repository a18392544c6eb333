import { createServer, type AddressInfo } from 'node:net';
import { startWhatsappCloud } from '../../simulators/whatsapp-cloud/index.ts';
import { CLOUD_CONFIG } from '../support/cloud-webhook.ts';
import { startWhatsappWebWire } from '../support/whatsapp-web-wire.ts';
import { cloudCrowd } from './cloud-crowd.ts';
import type { Crowd } from './crowd.ts';
import { simulatorCrowd } from './simulator-crowd.ts';
import { webCrowd } from './web-crowd.ts';

export const WIRES = ['simulator', 'whatsapp-web', 'whatsapp-cloud'] as const;
export type Wire = (typeof WIRES)[number];

/** People on these wires, each with a server that speaks it. */
export async function startCrowds(wires: readonly Wire[] = WIRES): Promise<{
  readonly crowds: readonly Crowd[];
  /** What a server must be started with to reach the wires, and to be reached by them. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}> {
  // The same after every start, since a network is told once where to call.
  const port = await freePort();
  const web = wires.includes('whatsapp-web') ? await startWhatsappWebWire() : undefined;
  const cloud = wires.includes('whatsapp-cloud')
    ? await startWhatsappCloud(CLOUD_CONFIG)
    : undefined;
  const webhookUrl = `http://127.0.0.1:${port}/webhooks/whatsapp`;
  return {
    crowds: [
      ...(wires.includes('simulator') ? [simulatorCrowd()] : []),
      ...(web ? [webCrowd(web.server)] : []),
      ...(cloud ? [cloudCrowd(cloud, webhookUrl)] : []),
    ],
    env: {
      PLANTLINE_PORT: String(port),
      ...web?.env,
      ...(cloud && { PLANTLINE_WHATSAPP_CLOUD_URL: cloud.url }),
    },
    async close() {
      await web?.server.close();
      await cloud?.close();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}
