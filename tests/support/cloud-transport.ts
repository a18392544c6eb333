import { createHmac } from 'node:crypto';
import { onTestFinished, vi } from 'vitest';
import { whatsappCloud } from '../../src/plugins/whatsapp-cloud/index.ts';
import type {
  DeliveryReport,
  IncomingMessage,
  IncomingReaction,
  OutgoingContent,
  OutgoingPart,
  TransportStore,
} from '../../src/sdk/index.ts';
import { startAnsweringServer } from './answering-server.ts';
import type { Answer, ReceivedRequest } from './answering-server.ts';

export const NUMBER_ID = '1065';
const APP_SECRET = 'app-secret-of-the-test';
const PHONE = '+6281200000001';

type Entries = Map<string, string>;

/** A store without a database, for tests of what is kept, not of how. */
export function createMemoryStore(entries: Entries = new Map()): TransportStore {
  const keyOf = (kind: string, id: string): string => `${kind} ${id}`;
  return {
    async read(kind, ids) {
      const found = ids.flatMap((id) => {
        const value = entries.get(keyOf(kind, id));
        return value === undefined ? [] : [[id, value] as const];
      });
      return new Map(found);
    },
    async list(kind) {
      const own = [...entries].filter(([key]) => key.startsWith(`${kind} `));
      return new Map(own.map(([key, value]) => [key.slice(kind.length + 1), value]));
    },
    async write(changes) {
      for (const { kind, id, value } of changes) {
        if (value === null) entries.delete(keyOf(kind, id));
        else entries.set(keyOf(kind, id), value);
      }
    },
    async clear() {
      entries.clear();
    },
  };
}

export type SentBody = Readonly<Record<string, unknown>> & { readonly [part: string]: unknown };

export type CloudRigOptions = {
  readonly config?: Readonly<Record<string, unknown>>;
  /** What is answered to a message; by default it is taken. */
  readonly onSend?: (body: SentBody, count: number) => Answer | Promise<Answer> | undefined;
  /** What is answered to everything else; by default as a healthy account would. */
  readonly onOther?: (request: ReceivedRequest) => Answer | undefined;
  readonly store?: TransportStore;
  readonly now?: () => Date;
};

/** The transport, connected to a server of the test that answers as the Graph API does. */
export async function connectCloud(options: CloudRigOptions = {}) {
  const bodies: SentBody[] = [];
  const server = await startAnsweringServer(async (request) => {
    const own = options.onOther?.(request);
    if (own) return own;
    if (request.method === 'GET')
      return { json: { display_phone_number: '+62 812-9', id: NUMBER_ID } };
    if (request.path.endsWith('/media')) return { json: { id: `media-${server.requests.length}` } };
    const body = JSON.parse(request.body) as SentBody;
    if (body['status'] === 'read') return { json: { success: true } };
    bodies.push(body);
    return (await options.onSend?.(body, bodies.length)) ?? accepted(`wamid.${bodies.length}`);
  });
  const messages: IncomingMessage[] = [];
  const reports: DeliveryReport[] = [];
  const reactions: IncomingReaction[] = [];
  const charges: string[] = [];
  const logged: unknown[] = [];
  const log = (...words: unknown[]): void => void logged.push(words);
  const onMessage = async (message: IncomingMessage): Promise<void> => void messages.push(message);
  const hooks = { onMessage };
  const transport = await whatsappCloud.connect(
    whatsappCloud.config.parse({
      phoneNumberId: NUMBER_ID,
      accessToken: 'token-of-the-test',
      appSecret: APP_SECRET,
      verifyToken: 'verify-token-of-the-test',
      statusWaitSeconds: 0.2,
      ...options.config,
    }),
    {
      log: { debug: log, info: log, warn: log, error: log },
      clock: options.now ?? (() => new Date()),
      store: options.store ?? createMemoryStore(),
      outbound: {
        lookup: () => {},
        assertAllowed() {},
        connect: () => {
          throw new Error('Nothing is connected to by this way.');
        },
      },
      serverUrl: server.origin,
      onMessage: (message) => hooks.onMessage(message),
      onDelivery: async (report) => void reports.push(report),
      onReaction: async (reaction) => void reactions.push(reaction),
      onStatus() {},
      onCharge: async ({ category }) => void charges.push(category),
    },
  );
  onTestFinished(async () => {
    await transport.close();
    await server.close();
  });

  /** As the network hands it over: signed, and checked before it is read. */
  async function receive(value: object): Promise<void> {
    await transport.webhook?.process(webhookOf(value));
  }

  return {
    transport,
    server,
    bodies,
    messages,
    reports,
    reactions,
    charges,
    logged,
    hooks,
    receive,
    receiveStatus: (status: object) =>
      receive({ statuses: [{ timestamp: nowSeconds(), ...status }] }),
    /** Opens the 24 hours. */
    personWrites: (text = 'u1 load', at = nowSeconds()) =>
      receive({
        contacts: [{ wa_id: PHONE.slice(1), profile: { name: 'Sari' } }],
        messages: [
          {
            id: `wamid.in-${messages.length}`,
            from: PHONE.slice(1),
            timestamp: at,
            type: 'text',
            text: { body: text },
          },
        ],
      }),
    send: (part: Partial<OutgoingPart> = {}, signal = AbortSignal.timeout(10_000)) =>
      transport.send(partOf(part), signal),
    untilPhase: (phase: string) =>
      vi.waitFor(() => {
        if (transport.status().phase !== phase) throw new Error(JSON.stringify(transport.status()));
      }),
  };
}

export function webhookOf(value: object): Buffer {
  const whole = { metadata: { phone_number_id: NUMBER_ID }, ...value };
  return Buffer.from(
    JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ changes: [{ field: 'messages', value: whole }] }],
    }),
  );
}

export function signatureOf(body: Uint8Array, secret = APP_SECRET): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

export function accepted(wamid: string): Answer {
  return { json: { messaging_product: 'whatsapp', messages: [{ id: wamid }] } };
}

export function refused(code: number, more: object = {}, status = 400): Answer {
  return { status, json: { error: { message: 'No', code, fbtrace_id: 'trace-1', ...more } } };
}

export function textOf(text: string): OutgoingContent {
  return { kind: 'text', text };
}

export function nowSeconds(): string {
  return String(Math.floor(Date.now() / 1_000));
}

function partOf(part: Partial<OutgoingPart>): OutgoingPart {
  return {
    key: '17.0',
    chat: PHONE,
    content: textOf('612 MW'),
    isAlarm: false,
    isInDoubt: false,
    ...part,
  };
}
