import type {
  DeliveryReport,
  IncomingMessage,
  IncomingReaction,
  OutgoingContent,
  OutgoingPart,
  StoreChange,
  TransportStatus,
  TransportStore,
} from '../../src/sdk/index.ts';
import { connectWhatsappWeb } from '../../src/plugins/whatsapp-web/connect.ts';
import { WhatsappWebConfig } from '../../src/plugins/whatsapp-web/whatsapp-web.schema.ts';

const PATIENCE_MS = 15_000;

/** A store in memory, which outlives the transports that are given it. */
export function createMemoryStore(): TransportStore & { readonly kept: Map<string, StoreChange> } {
  const kept = new Map<string, StoreChange>();
  const valuesOf = (kind: string, wanted: (id: string) => boolean) =>
    new Map(
      [...kept.values()]
        .filter((entry) => entry.kind === kind && wanted(entry.id))
        .map(({ id, value }) => [id, value ?? '']),
    );
  return {
    kept,
    read: async (kind, ids) => valuesOf(kind, (id) => ids.includes(id)),
    list: async (kind) => valuesOf(kind, () => true),
    async write(changes) {
      for (const change of changes) {
        if (change.value === null) kept.delete(`${change.kind} ${change.id}`);
        else kept.set(`${change.kind} ${change.id}`, change);
      }
    },
    async clear(kinds) {
      for (const [key, { kind }] of kept) if (kinds?.includes(kind) !== false) kept.delete(key);
    },
  };
}

export type Line = Awaited<ReturnType<typeof openLine>>;

/** A transport with its real process, and all that it ever said. */
export async function openLine(
  serverUrl: string,
  store: TransportStore,
  settings: Record<string, unknown> = {},
  limits: { readonly openWithinMs?: number } = {},
) {
  const messages: IncomingMessage[] = [];
  const reports: DeliveryReport[] = [];
  const reactions: IncomingReaction[] = [];
  const statuses: TransportStatus[] = [];
  const logged: string[] = [];
  /** While it is there, no message is kept. */
  let hold: PromiseWithResolvers<void> | undefined;
  let held = 0;
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const log = (details: object, message: string) => {
    logged.push(`${message} ${JSON.stringify(details)}`);
  };
  let lastKey = 0;

  const transport = await connectWhatsappWeb(
    WhatsappWebConfig.parse(settings),
    {
      log: { debug: log, info: log, warn: log, error: log },
      clock: () => new Date(),
      store,
      outbound: undefined as never,
      serverUrl,
      async onMessage(message) {
        if (hold !== undefined) {
          held += 1;
          changed();
          await hold.promise;
          throw new Error('It is not there any more.');
        }
        messages.push(message);
        changed();
      },
      async onDelivery(report) {
        reports.push(report);
        changed();
      },
      onStatus() {
        // Asked after it was made known: the transport is not there yet at the first one.
        queueMicrotask(() => {
          statuses.push(transport.status());
          changed();
        });
      },
      onReaction: async (reaction) => {
        reactions.push(reaction);
        changed();
      },
      onCharge: async () => {},
    },
    limits,
  );

  function until<T>(what: () => T | undefined | false): Promise<T> {
    return new Promise((resolve, reject) => {
      const done = (end: () => void) => {
        listeners.delete(look);
        clearTimeout(timer);
        end();
      };
      const look = () => {
        const found = what();
        if (found !== undefined && found !== false) done(() => resolve(found));
      };
      const timer = setTimeout(
        () =>
          done(() =>
            reject(new Error(`It did not come: ${what.toString()}\n${logged.join('\n')}`)),
          ),
        PATIENCE_MS,
      );
      listeners.add(look);
      look();
    });
  }

  return {
    transport,
    messages,
    reports,
    reactions,
    statuses,
    logged,
    until,
    hold() {
      hold = Promise.withResolvers();
    },
    held: () => until(() => held > 0),
    release() {
      hold?.resolve();
      hold = undefined;
    },
    ready: () => until(() => transport.status().isReady),
    message: (text: string) => until(() => messages.find((message) => message.text === text)),
    send(chat: string, content: OutgoingContent, more: Partial<OutgoingPart> = {}) {
      lastKey += 1;
      const part = {
        key: `${lastKey}.0`,
        chat,
        content,
        isAlarm: false,
        isInDoubt: false,
        ...more,
      };
      return transport.send(part, AbortSignal.timeout(PATIENCE_MS));
    },
  };
}
