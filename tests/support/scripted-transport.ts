import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type {
  LinkCode,
  OutgoingPart,
  Transport,
  TransportStatus,
  TransportTools,
} from '../../src/sdk/index.ts';
import { defineTransport } from '../../src/sdk/index.ts';

export const SIGNATURE = 'x-test-signature';

/** What signs a webhook of the scripted transport. */
export function signed(body: Uint8Array | string, secret = 'app-secret'): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

/** A transport whose network is the test: how it stands, what it refuses and what comes in is what the test says. */
export function scriptedTransport(
  kind: string,
  more: { readonly isLinked?: boolean; readonly isCalled?: boolean; readonly notice?: string } = {},
) {
  let status: TransportStatus = { isReady: true, detail: 'Connected.' };
  let code: LinkCode = { qr: null, pairingCode: null, expiresAt: null };
  const open: TransportTools[] = [];
  const script = {
    /** Thrown by the next connections. */
    connectFails: undefined as Error | undefined,
    /** Waited for by the next connections. */
    connectWaits: undefined as Promise<void> | undefined,
    connects: 0,
    closes: 0,
    configs: [] as unknown[],
    sent: [] as OutgoingPart[],
    linked: [] as (string | undefined)[],
    ended: 0,
    processed: [] as string[],
    /** Thrown while a webhook is dealt with. */
    processFails: undefined as ((body: string) => Error | undefined) | undefined,
    /** Whether others can be reached by it. */
    reaches: (_chat: string): boolean => true,
    /** Those of the open connections, the newest last. */
    open,
    stand(next: TransportStatus, nextCode: LinkCode = code): void {
      status = next;
      code = nextCode;
      for (const { onStatus } of open) onStatus();
    },
    plugin: defineTransport({
      kind,
      title: `Scripted ${kind}`,
      ...(more.notice !== undefined && { notice: more.notice }),
      config: z.strictObject({
        number: z.string().optional(),
        secret: z.string().min(3).optional().meta({ secret: true }),
      }),
      async connect(config, tools): Promise<Transport> {
        script.connects += 1;
        script.configs.push(config);
        await script.connectWaits;
        if (script.connectFails) throw script.connectFails;
        open.push(tools);
        return {
          capabilities: {
            textMax: 4_096,
            captionMax: 1_024,
            media: {},
            choices: true,
            reactions: false,
            quotes: false,
            groups: true,
            receipts: true,
          },
          send: async (part) => {
            script.sent.push(part);
            return { providerId: `net-${part.key}` };
          },
          status: () => status,
          canReach: (chat) => script.reaches(chat),
          async close() {
            script.closes += 1;
            open.splice(open.indexOf(tools), 1);
          },
          ...(more.isLinked && {
            linking: {
              async start(phone: string | undefined) {
                script.linked.push(phone);
              },
              async end() {
                script.ended += 1;
                await tools.store.clear();
              },
              code: () => code,
            },
          }),
          ...(more.isCalled && {
            webhook: {
              confirm: (query: Readonly<Record<string, string | undefined>>) =>
                query['hub.verify_token'] === 'verify' ? query['hub.challenge'] : undefined,
              isGenuine: (header: (name: string) => string | undefined, body: Uint8Array) =>
                header(SIGNATURE) === signed(body),
              async process(body: Uint8Array) {
                const text = Buffer.from(body).toString();
                const error = script.processFails?.(text);
                if (error) throw error;
                script.processed.push(text);
              },
            },
          }),
        };
      },
    }),
  };
  return script;
}
