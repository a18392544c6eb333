import { onTestFinished, vi } from 'vitest';
import { startPiWebApi } from '../../simulators/pi-web-api/index.ts';
import { startWhatsappCloud } from '../../simulators/whatsapp-cloud/index.ts';
import { createCliToken } from '../../src/lib/http/index.ts';
import { deriveKey, loadSecretKey } from '../../src/lib/secret-key.ts';
import { CLOUD_CONFIG } from './cloud-webhook.ts';
import { freshFolder } from './files.ts';
import { prepareServeStore, startServe } from './serve-process.ts';

export const SOON = { timeout: 15_000, interval: 50 };

/** What the API shows of a row of the outbox. */
export interface OutgoingRow {
  readonly id: number;
  readonly status: string;
  readonly errorMessage: string | null;
  readonly waitsForPerson: boolean;
  readonly deliveredAt: string | null;
  readonly readAt: string | null;
}

/** `plantline serve` on the Business Cloud API's wire, with its webhook where the network calls it. */
export async function startPlantlineOnCloud(config: Readonly<Record<string, unknown>> = {}) {
  const plant = await startPiWebApi({ port: 0 });
  const cloud = await startWhatsappCloud({ ...CLOUD_CONFIG });
  const store = await prepareServeStore({ dataDir: freshFolder() }, plant.url, {
    PLANTLINE_WHATSAPP_CLOUD_URL: cloud.url,
  });
  const server = await startServe(store);
  onTestFinished(async () => {
    await server.kill();
    await cloud.close();
    await plant.close();
  });
  await server.call('PATCH', '/transports/whatsapp-cloud', {
    config: { ...CLOUD_CONFIG, statusWaitSeconds: 0.5, ...config },
    active: true,
  });

  async function status() {
    return (await (await server.call('GET', '/whatsapp/status')).json()) as {
      readonly isReady: boolean;
      readonly reason?: string | null;
      readonly needsAdmin?: boolean;
    };
  }
  async function untilReady(): Promise<void> {
    await vi.waitFor(async () => {
      if (!(await status()).isReady) throw new Error('It is not ready yet.');
    }, SOON);
  }
  await untilReady();
  await cloud.setWebhook(`${server.address}/webhooks/whatsapp`);

  async function row(id: number): Promise<OutgoingRow> {
    return (await (await server.call('GET', `/outgoing-messages/${id}`)).json()) as OutgoingRow;
  }
  return {
    cloud,
    server,
    status,
    untilReady,
    row,
    /** @returns the id of the file */
    async upload(fileName: string, type: string, body: Uint8Array<ArrayBuffer> | string) {
      const { secretKey, dataDir } = store.config;
      const key = deriveKey(loadSecretKey(secretKey, dataDir), 'cli');
      const authorization = `Bearer ${await createCliToken(key, new Date())}`;
      const response = await fetch(`${server.address}/api/v1/media?fileName=${fileName}`, {
        method: 'POST',
        headers: { authorization, 'content-type': type },
        body,
      });
      const stored = (await response.json()) as { readonly id: string };
      if (!response.ok) throw new Error(JSON.stringify(stored));
      return stored.id;
    },
    /** Sends by hand, to a phone in digits or another address. */
    async send(to: string, message: string, media: readonly string[] = []): Promise<number> {
      const recipient = /^\d/u.test(to) ? `+${to}` : to;
      const body = { recipient, message, media, transport: 'whatsapp-cloud' };
      const response = await server.call('POST', '/outgoing-messages', body);
      const sent = (await response.json()) as OutgoingRow;
      if (!response.ok) throw new Error(JSON.stringify(sent));
      return sent.id;
    },
    /** The row, once it is so. */
    async untilRow(id: number, isSo: (row: OutgoingRow) => boolean): Promise<OutgoingRow> {
      return await vi.waitFor(async () => {
        const now = await row(id);
        if (!isSo(now)) throw new Error(`It is still ${JSON.stringify(now)}`);
        return now;
      }, SOON);
    },
  };
}
