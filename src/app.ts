import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import type { Clock, Logger, Transport } from '#sdk';
import { authRoutes, createSessions, ensureFirstAdmin } from './accounts/index.ts';
import { createBot } from './bot/bot.ts';
import { createKnowledge } from './bot/knowledge.ts';
import { createReceive } from './bot/create-receive.ts';
import { createReplyWaiter } from './bot/reply-waiter.ts';
import { simulatorRoutes, type Receive } from './bot/simulator.routes.ts';
import type { Config } from './config.ts';
import { deleteExpiredPendingAnswers } from './chat/index.ts';
import { createSources, loadConfiguredSources } from './data-sources/index.ts';
import { migrate, openDatabase, readVersions } from './db/index.ts';
import {
  createHttpServer,
  healthRoutes,
  homeRoutes,
  verifyCliToken,
  type Authenticator,
} from './lib/http/index.ts';
import { deriveKey, loadSecretKey } from './lib/secret-key.ts';
import { createSecretBox } from './lib/secrets.ts';
import { createDelivery, transportNotConnected, type Delivery } from './outbox/index.ts';
import { plugins } from './plugins/index.ts';
import { createSettings } from './settings/index.ts';

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
  readonly receive: Receive;
  /** Where it listens, such as `http://127.0.0.1:8002`. */
  address(): string;
}

const SIMULATOR = 'simulator';
/** How often messages are looked for that were kept and, for whatever reason, not dealt with. */
const RECOVER_EVERY_MS = 30_000;
const CLOSE_IDLE_EVERY_MS = 20;
/** What is still on its way to a client that waits may take this long. */
const CLOSE_ALL_AFTER_MS = 2_000;

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
    delivery: () => delivery,
    onAnswered: waiter.answered,
  });

  const receive = createReceive({ db, bot, waiter, clock, transport: SIMULATOR });

  const cliKey = deriveKey(secretKey, 'cli');
  const sessions = createSessions({ db, key: deriveKey(secretKey, 'sessions'), clock });
  const authenticator: Authenticator = {
    bySession: (token) => sessions.requireSession(token),
    byBearer: (token) => verifyCliToken(cliKey, token, clock()),
  };
  const http = await createHttpServer({ log, authenticator, publicUrl: config.publicUrl });
  const isHttps = config.publicUrl?.startsWith('https:') ?? false;
  await http.register(homeRoutes());
  await http.register(
    healthRoutes(async () => ({
      store: await readVersions(db.read).then(
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

  /** A connection that is kept alive would hold up the end until it is used again. */
  async function closeConnections(closed: PromiseLike<unknown>): Promise<void> {
    const idle = setInterval(() => http.server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
    const late = setTimeout(() => http.server.closeAllConnections(), CLOSE_ALL_AFTER_MS);
    await closed;
    clearInterval(idle);
    clearTimeout(late);
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
          .then(() => db.write((tx) => deleteExpiredPendingAnswers(tx, clock())))
          .catch((error: unknown) => log.error({ error }, 'The store could not be read'));
      }, RECOVER_EVERY_MS);
      await http.listen({ host: config.host, port: config.port });
    },
    async stop() {
      clearInterval(recovery);
      const closed = http.close();
      await bot.stop();
      await delivery?.stop();
      waiter.close();
      await closeConnections(closed);
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
