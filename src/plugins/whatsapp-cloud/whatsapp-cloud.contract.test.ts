import { createServer, type IncomingMessage as Request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Transport } from '#sdk';
import { transportContract } from '../../../tests/contracts/transport.contract.ts';
import type { TransportNetwork } from '../../../tests/contracts/transport-network.ts';
import { CLOUD_CONFIG } from '../../../tests/support/cloud-webhook.ts';
import { startTcpProxy } from '../../../tests/support/tcp-proxy.ts';
import { startWhatsappCloud } from '../../../simulators/whatsapp-cloud/index.ts';
import { whatsappCloud } from './index.ts';

const PERSON = '6281200000001';
const STRANGER = '6289900000009';

/** The Graph API, behind a cable that can be pulled, and the webhook that it calls. */
async function startCloudNetwork(): Promise<TransportNetwork> {
  const cloud = await startWhatsappCloud({ ...CLOUD_CONFIG });
  const { hostname, port } = new URL(cloud.url);
  const wire = await startTcpProxy({ host: hostname, port: Number(port) });
  await cloud.setAbsent(STRANGER);
  let transport: Transport | undefined;
  const said = new Map<string, string>();

  /** Kept, told so, and dealt with until that succeeds: as Plantline's own inbox does. */
  const webhook = createServer((request, response) => {
    void readBody(request).then((body) => {
      const header = (name: string) => request.headers[name.toLowerCase()]?.toString();
      const isGenuine = transport?.webhook?.isGenuine(header, body) === true;
      response.writeHead(isGenuine ? 200 : 401, { connection: 'close' }).end();
      if (isGenuine) void deal(body);
    });
  });
  async function deal(body: Uint8Array, triesLeft = 50): Promise<void> {
    try {
      await transport?.webhook?.process(body);
    } catch {
      if (triesLeft > 0) setTimeout(() => void deal(body, triesLeft - 1), 20);
    }
  }
  await new Promise<void>((resolve) => {
    webhook.listen(0, '127.0.0.1', resolve);
  });
  const webhookPort = (webhook.address() as AddressInfo).port;
  await cloud.setWebhook(`http://127.0.0.1:${webhookPort}/webhooks/whatsapp`);

  async function write(order: { text: string; id?: string }): Promise<string> {
    const { id } = await cloud.write({ from: PERSON, ...order });
    said.set(id, order.text);
    return id;
  }

  async function bytesOf(id: string): Promise<Uint8Array> {
    const headers = { authorization: `Bearer ${CLOUD_CONFIG.accessToken}`, connection: 'close' };
    const asked = await fetch(`${cloud.url}/v25.0/${id}`, { headers });
    const { url } = (await asked.json()) as { url: string };
    return new Uint8Array(await (await fetch(url, { headers })).arrayBuffer());
  }

  async function toShown({ id, type, text, request }: Received) {
    const part = (request[type] ?? {}) as Readonly<Record<string, unknown>>;
    const isFile = type === 'image' || type === 'document';
    const context = request['context'] as { message_id?: string } | undefined;
    const about = type === 'reaction' ? part['message_id'] : context?.message_id;
    return {
      id,
      kind: KINDS[type] ?? 'text',
      text: type === 'reaction' ? String(part['emoji']) : text,
      fileName: part['filename']?.toString(),
      bytes: isFile ? await bytesOf(String(part['id'])) : undefined,
      labels: choicesIn(request).map(({ title }) => title),
      about: about?.toString(),
    } as const;
  }

  return {
    config: { ...CLOUD_CONFIG, statusWaitSeconds: 1 },
    serverUrl: `http://${wire.host}:${wire.port}`,
    person: `+${PERSON}`,
    stranger: `+${STRANGER}`,
    secrets: () => [CLOUD_CONFIG.accessToken, CLOUD_CONFIG.appSecret, CLOUD_CONFIG.verifyToken],
    async join(joined) {
      transport = joined;
    },
    say: (text) => write({ text }),
    async repeat(id) {
      await write({ id, text: said.get(id) ?? '' });
    },
    async sendPicture(caption) {
      const image = { id: '1', mime_type: 'image/jpeg', sha256: 'x', caption };
      await cloud.write({ from: PERSON, message: { type: 'image', image } });
    },
    async react(id, emoji) {
      const reaction = { message_id: id, ...(emoji !== null && { emoji }) };
      await cloud.write({ from: PERSON, message: { type: 'reaction', reaction } });
    },
    async tap(shown, label) {
      const message = (await cloud.received(PERSON)).find(({ id }) => id === shown.id);
      const choice = choicesIn(message?.request ?? {}).find(({ title }) => title === label);
      await cloud.tap(PERSON, shown.id, choice?.id ?? '');
    },
    phone: async () => await Promise.all((await cloud.received(PERSON)).map(toShown)),
    async readAll() {
      for (const { id } of await cloud.received(PERSON)) await cloud.read(id);
    },
    repeats: async () => (await cloud.counters()).duplicates,
    async away() {
      await wire.refuse(true);
      // What is written to a connection before it is known to be cut may have arrived, which is another case.
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
    },
    silence: async () => await cloud.setFaults({ sends: 'lost' }),
    async back() {
      await wire.refuse(false);
      await cloud.setFaults({});
    },
    async close() {
      await wire.close();
      await cloud.close();
      await new Promise((resolve) => {
        webhook.close(resolve);
      });
    },
  };
}

type Received = Awaited<
  ReturnType<Awaited<ReturnType<typeof startWhatsappCloud>>['received']>
>[number];

const KINDS: Readonly<Record<string, 'picture' | 'document' | 'reaction'>> = {
  image: 'picture',
  document: 'document',
  reaction: 'reaction',
};

function choicesIn(request: Readonly<Record<string, unknown>>) {
  const { interactive } = request as {
    interactive?: { action?: { buttons?: { reply: { id: string; title: string } }[] } };
  };
  return interactive?.action?.buttons?.map(({ reply }) => reply) ?? [];
}

async function readBody(request: Request): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

transportContract({
  name: 'The Business Cloud API',
  plugin: whatsappCloud,
  start: startCloudNetwork,
  // It keeps no connection, and its groups are not supported.
  lacks: ['groups', 'connection'],
});
