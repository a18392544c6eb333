import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import type { Clock, Logger, Transport } from '#sdk';
import { authRoutes, createSessions, ensureFirstAdmin } from './accounts/index.ts';
import { createBot } from './bot/bot.ts';
import { createKnowledge } from './bot/knowledge.ts';
import { createReplyWaiter, type Reply } from './bot/reply-waiter.ts';
import { simulatorRoutes, type SimulatorMessage } from './bot/simulator.routes.ts';
import type { Config } from './config.ts';
import { createSources, loadConfiguredSources } from './data-sources/index.ts';
import { migrate, openDatabase } from './db/index.ts';
import {
  createHttpServer,
  healthRoutes,
  homeRoutes,
  verifyCliToken,
  type Authenticator,
} from './lib/http/index.ts';
import { deriveKey, loadSecretKey } from './lib/secret-key.ts';
import { createSecretBox } from './lib/secrets.ts';
import {
  createDelivery,
  listReplies,
  transportNotConnected,
  type Delivery,
} from './outbox/index.ts';
import { plugins } from './plugins/index.ts';
import { createSettings } from './settings/index.ts';
import type { Fact } from './triggers/index.ts';

export interface AppDeps {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
}

/** A whole Plantline in this process. */
export interface App {
  readonly http: FastifyInstance;
  /** Takes up what was left unanswered, starts sending, and listens. */
  start(): Promise<void>;
  /** Listens no more, finishes what is in hand, and closes everything. */
  stop(): Promise<void>;
  /** A message as if it came by WhatsApp; resolves with its replies once they are sent, or after `waitMs`. */
  receive(
    message: SimulatorMessage,
    waitMs: number,
  ): Promise<{ readonly messageId: string; readonly replies: readonly Reply[] }>;
  /** Where it listens, such as `http://127.0.0.1:8002`. */
  address(): string;
}

const SIMULATOR = 'simulator';
/** How often messages are looked for that were kept and, for whatever reason, not dealt with. */
const RECOVER_EVERY_MS = 30_000;

/** Builds every part and connects them; decides nothing. */
export async function createApp({ config, log, clock }: AppDeps): Promise<App> {
  const { timeZone, language } = config;
  const secretKey = loadSecretKey(config.secretKey, config.dataDir);
  const secrets = createSecretBox(deriveKey(secretKey, 'secrets'));
  const db = await openDatabase(config.databaseUrl);
  await migrate(db);
  const { adminUsername: username, adminPassword: password } = config;
  await ensureFirstAdmin(db, { username, password }, clock());

  const settings = await createSettings({ db, clock });
  const sources = createSources(plugins.dataSources, { log, clock, timeZone });
  const knowledge = createKnowledge({
    db,
    settings,
    log,
    applySources: async () =>
      await sources.apply(await loadConfiguredSources(db.read, plugins.dataSources, secrets)),
  });
  const waiter = createReplyWaiter();
  const transports = new Map<string, Transport>();
  let delivery: Delivery | undefined;

  const bot = createBot({
    db,
    sources,
    settings,
    knowledge,
    clock,
    log,
    timeZone,
    language,
    wakeOutbox: () => delivery?.wake(),
    onAnswered: waiter.answered,
  });

  async function receive(message: SimulatorMessage, waitMs: number) {
    const messageId = message.id ?? randomUUID();
    // Waiting begins before the message is accepted, so that no answer can be missed.
    const answer = waitMs > 0 ? waiter.wait(messageId, waitMs) : undefined;
    const accepted = await bot.accept(
      {
        id: messageId,
        chat: message.chat ?? message.from,
        sender: message.from,
        text: message.text,
        mentionsBot: message.mentionsBot ?? false,
        sentAt: clock(),
        ...(message.name !== undefined && { senderName: message.name }),
      },
      SIMULATOR,
    );
    if (accepted === 'not_for_us') waiter.answered(messageId, []);
    if (accepted === 'known') {
      const sent = await sentReplies(messageId);
      if (sent.length > 0) return { messageId, replies: sent };
    }
    return { messageId, replies: (await answer) ?? [] };
  }

  async function sentReplies(messageId: string): Promise<readonly Reply[]> {
    const rows = await listReplies(db.read, messageId);
    return rows
      .filter(({ status }) => status === 'sent')
      .map(({ text, media, facts }) => ({
        text,
        media: media.map((item) => ({ ...item })),
        facts: facts as unknown as readonly Fact[],
      }));
  }

  const sessions = createSessions({ db, key: deriveKey(secretKey, 'sessions'), clock });
  const authenticator: Authenticator = {
    bySession: (token) => sessions.requireSession(token),
    byBearer: (token) => verifyCliToken(secretKey, token, clock()),
  };
  const http = await createHttpServer({ log, authenticator, publicUrl: config.publicUrl });
  const isHttps = config.publicUrl?.startsWith('https:') ?? false;
  await http.register(homeRoutes());
  await http.register(
    healthRoutes(async () => ({
      store: await settings.reload().then(
        () => true,
        () => false,
      ),
      outbox: delivery !== undefined,
      transports: [...transports].map(([kind, transport]) => ({ kind, ...transport.status() })),
    })),
  );
  await http.register(
    async (api) => {
      await api.register(authRoutes({ db, sessions, clock, isHttps }));
      await api.register(simulatorRoutes({ receive }));
    },
    { prefix: '/api/v1' },
  );

  async function connectTransports(): Promise<void> {
    for (const plugin of plugins.transports) {
      const { kind } = plugin;
      const onMessage = async (message: Parameters<typeof bot.accept>[0]) =>
        void (await bot.accept(message, kind));
      transports.set(kind, await plugin.connect({}, { log, clock, onMessage }));
    }
  }

  function startDelivery(): Delivery {
    return createDelivery({
      db,
      clock,
      log,
      send: async ({ id, recipient: chat, text, transport, inReplyTo }, signal) => {
        const through = transports.get(transport ?? '');
        if (!through) throw transportNotConnected(transport);
        return await through.send({ id, chat, text, inReplyTo }, signal);
      },
      onOutcome: ({ id, status }) => {
        if (status !== 'pending') waiter.settled(id);
      },
    });
  }

  let recovery: NodeJS.Timeout | undefined;

  return {
    http,
    receive,
    async start() {
      await knowledge.current();
      await connectTransports();
      delivery = startDelivery();
      await bot.recover();
      recovery = setInterval(() => {
        bot
          .recover()
          .catch((error: unknown) => log.error({ error }, 'The store could not be read'));
      }, RECOVER_EVERY_MS);
      await http.listen({ host: config.host, port: config.port });
    },
    async stop() {
      clearInterval(recovery);
      await http.close();
      await bot.idle();
      await delivery?.stop();
      for (const transport of transports.values()) await transport.close();
      await sources.close();
      await db.close();
    },
    address() {
      const listening = http.server.address() as AddressInfo | null;
      return `http://${config.host}:${listening?.port ?? config.port}`;
    },
  };
}
