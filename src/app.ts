import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock, Logger, Transport } from '#sdk';
import {
  apiTokenRoutes,
  authRoutes,
  createAccounts,
  ensureFirstAdmin,
  secondFactorRoutes,
  sessionRoutes,
  setupRoutes,
  userRoutes,
} from './accounts/index.ts';
import {
  auditRoutes,
  createAnswerList,
  createAudit,
  createAuditWatch,
  createChange,
} from './audit/index.ts';
import { aiTriggerRoutes } from './ai/index.ts';
import { createBot } from './bot/bot.ts';
import { changeEvent } from './bot/change-event.ts';
import { eventRoutes } from './bot/events.routes.ts';
import { createKnowledge } from './bot/knowledge.ts';
import { createReceive } from './bot/create-receive.ts';
import { messageRoutes } from './bot/messages.routes.ts';
import { overviewRoutes } from './bot/overview.routes.ts';
import { readGrantable } from './bot/read-grantable.ts';
import { createReplyWaiter } from './bot/reply-waiter.ts';
import { runRoutes } from './bot/runs.routes.ts';
import { simulatorRoutes, type Receive } from './bot/simulator.routes.ts';
import { watchTransports } from './bot/watch-transports.ts';
import { createWelcomeText } from './bot/welcome-text.ts';
import type { Config } from './config.ts';
import {
  contactRoutes,
  deleteExpiredPendingAnswers,
  webhookRoutes,
  whatsappRoutes,
} from './chat/index.ts';
import {
  createSources,
  dataSourcesApi,
  loadConfiguredSources,
  protectConfigWith,
} from './data-sources/index.ts';
import { migrate, openDatabase, readVersions } from './db/index.ts';
import { createEvents } from './lib/events.ts';
import { createBuiltInPlant } from './demo/create-built-in-plant.ts';
import { demoPlantRoutes } from './demo/demo-plant.routes.ts';
import type { StartDemoPlant } from './demo/start-demo-plant.ts';
import {
  createHttpServer,
  healthRoutes,
  isLoopback,
  metricsRoutes,
  webRoutes,
} from './lib/http/index.ts';
import { createMetrics } from './lib/metrics.ts';
import { deriveKey, loadSecretKey } from './lib/secret-key.ts';
import { createOutbound } from './lib/outbound/index.ts';
import { createSecretBox } from './lib/secrets.ts';
import {
  countOutbox,
  createDelivery,
  mediaRoutes,
  outgoingMessageRoutes,
  transportNotConnected,
  type Delivery,
} from './outbox/index.ts';
import { plugins } from './plugins/index.ts';
import { createSettings, settingRoutes } from './settings/index.ts';
import {
  countTriggersByPreset,
  countTriggersBySource,
  parseTimeRange,
  triggerGroupRoutes,
  triggerRoutes,
} from './triggers/index.ts';

export interface AppDeps {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  /** How the demo plant is started; without it there is none to start. */
  readonly startDemoPlant?: StartDemoPlant;
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

/** The admin page as `npm run build:web` makes it. */
const WEB_FOLDER = fileURLToPath(new URL('../web/dist', import.meta.url));
const SIMULATOR = 'simulator';
/** How often messages are looked for that were kept and, for whatever reason, not dealt with. */
const RECOVER_EVERY_MS = 30_000;
/** Messages that were given up count as trouble of the outbox for a week. */
const FAILED_SENDS_OF_MS = 7 * 86_400_000;
const CLOSE_IDLE_EVERY_MS = 20;
/** What is still on its way to a client that waits may take this long. */
const CLOSE_ALL_AFTER_MS = 2_000;

/** Builds every part and connects them; decides nothing. */
export async function createApp(deps: AppDeps): Promise<App> {
  const { config, log, clock } = deps;
  const { timeZone, language } = config;
  const secretKey = loadSecretKey(config.secretKey, config.dataDir);
  const secrets = createSecretBox(deriveKey(secretKey, 'secrets'));
  const db = await openDatabase(config.databaseUrl);
  await migrate(db);
  const { adminUsername: username, adminPassword: password } = config;
  const auditKey = deriveKey(secretKey, 'audit');
  const audit = createAudit(auditKey);
  const events = createEvents((error) => log.error({ error }, 'An event could not be told'));
  const change = createChange({
    db,
    audit,
    clock,
    onChanged(changed) {
      const event = changeEvent(changed);
      if (event) events.publish(event);
    },
  });
  const answerList = createAnswerList({ change });
  await ensureFirstAdmin({ db, audit }, { username, password }, clock());

  const settings = await createSettings({ db, clock });
  const auditWatch = createAuditWatch({
    db,
    audit,
    key: auditKey,
    clock,
    log,
    retentionDays: () => settings.get('audit.retentionDays'),
  });
  const metrics = createMetrics(async () => {
    const now = clock().getTime();
    const counted = await countOutbox(db.read, new Date(now - FAILED_SENDS_OF_MS));
    const { pending, failed, oldestPendingAt } = counted;
    const oldestSeconds = oldestPendingAt && (now - oldestPendingAt.getTime()) / 1000;
    return { byStatus: { pending, failed }, oldestSeconds };
  });
  const outbound = createOutbound({ allowPrivate: true });
  const sources = createSources(plugins.dataSources, {
    log,
    clock,
    timeZone,
    outbound,
    onCall: metrics.countSourceCall,
    onHealth: ({ id, failingSince }) =>
      events.publish({ kind: 'source', id, status: failingSince() ? 'error' : 'connected' }),
  });
  const knowledge = createKnowledge({
    db,
    settings,
    log,
    applySources: async () =>
      await sources.apply(await loadConfiguredSources(db.read, plugins.dataSources, secrets)),
  });
  const refresh = () => knowledge.current();
  const builtInPlant = createBuiltInPlant({
    db,
    change,
    protectConfig: protectConfigWith(secrets, plugins.dataSources),
    port: config.piSimulatorPort,
    startPlant: deps.startDemoPlant,
    clock,
    log,
  });
  const waiter = createReplyWaiter();
  const transports = new Map<string, Transport>();
  let delivery: Delivery | undefined;
  const wakeDelivery = () => delivery?.wake();

  const bot = createBot({
    db,
    audit,
    sources,
    settings,
    knowledge,
    clock,
    log,
    timeZone,
    language,
    delivery: () => delivery,
    onAnswered(messageId, replies) {
      waiter.answered(messageId, replies);
      const status = replies.length > 0 ? 'answered' : 'unanswered';
      events.publish({ kind: 'message', id: messageId, status });
    },
    onDealtWith: metrics.countMessage,
  });

  const receive = createReceive({ db, bot, waiter, clock, transport: SIMULATOR });

  const isHttps = config.publicUrl?.startsWith('https:') ?? false;
  const accounts = createAccounts({
    db,
    audit,
    change,
    answerList,
    clock,
    secretKey,
    isHttps,
    timeZone,
  });
  const http = await createHttpServer({
    log,
    clock,
    authenticator: accounts.authenticator,
    host: config.host,
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    onAnswer: metrics.countHttp,
  });
  await http.register(webRoutes(WEB_FOLDER));
  await http.register(metricsRoutes(metrics));
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
  await http.register(webhookRoutes());
  await http.register(
    async (api) => {
      await api.register(setupRoutes(accounts));
      await api.register(authRoutes(accounts));
      await api.register(secondFactorRoutes(accounts));
      await api.register(userRoutes(accounts));
      await api.register(sessionRoutes(accounts));
      await api.register(apiTokenRoutes(accounts));
      await api.register(
        dataSourcesApi({
          db,
          change,
          answerList,
          plugins: plugins.dataSources,
          secrets,
          outbound,
          sources,
          refresh,
          parseRange: (text, allowFuture) => parseTimeRange(text, clock(), timeZone, allowFuture),
          countTriggersBySource,
          countTriggersByPreset,
          publish: events.publish,
        }),
      );
      await api.register(demoPlantRoutes({ builtInPlant, refresh }));
      await api.register(triggerRoutes({ db, change, answerList, clock, timeZone }));
      await api.register(triggerGroupRoutes({ db, change, answerList }));
      await api.register(aiTriggerRoutes({ db, change, answerList }));
      await api.register(runRoutes({ db, sources, knowledge, clock, timeZone, language }));
      await api.register(settingRoutes({ db, change, answerList, settings }));
      await api.register(auditRoutes({ db, answerList, timeZone, verify: auditWatch.verify }));
      await api.register(simulatorRoutes({ receive }));
      const welcomeText = createWelcomeText(language);
      await api.register(
        contactRoutes({ db, change, answerList, readGrantable, welcomeText, wakeDelivery }),
      );
      await api.register(messageRoutes({ db, answerList, timeZone }));
      await api.register(
        outgoingMessageRoutes({
          db,
          change,
          answerList,
          transports: () =>
            [...transports].map(([kind, transport]) => ({
              kind,
              isReady: transport.status().isReady,
              canReach: (recipient) => transport.canReach?.(recipient) ?? true,
            })),
          wakeDelivery,
          onCancelled: waiter.settled,
        }),
      );
      await api.register(mediaRoutes({ folder: join(config.dataDir, 'media') }));
      await api.register(whatsappRoutes({ db, transports: transportStates }));
      await api.register(eventRoutes({ events, authenticator: accounts.authenticator }));
      await api.register(
        overviewRoutes({
          db,
          sources,
          transports: transportStates,
          accessMode: () => settings.get('access.mode'),
          isAuditBroken: () => auditWatch.lastVerdict()?.ok === false,
          clock,
          timeZone,
          startedAt: clock(),
        }),
      );
    },
    { prefix: '/api/v1' },
  );

  function transportStates() {
    return [...transports].map(([kind, transport]) => ({
      kind,
      title: plugins.transports.find((plugin) => plugin.kind === kind)?.title ?? kind,
      ...transport.status(),
    }));
  }

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
      audit,
      clock,
      log,
      send: async ({ id, recipient: chat, text, transport, inReplyTo }, signal) => {
        const through = transports.get(transport ?? '');
        if (!through) throw transportNotConnected(transport);
        return await through.send({ id, chat, text, inReplyTo }, signal);
      },
      onOutcome: ({ id, status, transport }) => {
        metrics.countSend({ transport, outcome: status });
        if (status !== 'pending') waiter.settled(id);
        events.publish({ kind: 'outbox', id, status });
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
  let transportWatch: { stop(): void } | undefined;

  return {
    http,
    receive,
    async start() {
      await builtInPlant.resume();
      await knowledge.current();
      await connectTransports();
      transportWatch = watchTransports(transportStates, events.publish);
      delivery = startDelivery();
      auditWatch.start();
      await bot.recover();
      recovery = setInterval(() => {
        bot
          .recover()
          .then(() => db.write((tx) => deleteExpiredPendingAnswers(tx, clock())))
          .catch((error: unknown) => log.error({ error }, 'The store could not be read'));
      }, RECOVER_EVERY_MS);
      await http.listen({ host: config.host, port: config.port });
      if (!isLoopback(config.host) && config.publicUrl === undefined) {
        log.warn(
          {},
          'Other machines reach Plantline without encryption and under any name: put a proxy with TLS in front and set PLANTLINE_PUBLIC_URL',
        );
      }
    },
    async stop() {
      clearInterval(recovery);
      transportWatch?.stop();
      const closed = http.close();
      await bot.stop();
      await delivery?.stop();
      waiter.close();
      await closeConnections(closed);
      for (const transport of transports.values()) await transport.close();
      await auditWatch.stop();
      metrics.close();
      await sources.close();
      await builtInPlant.stop();
      await db.close();
    },
    address() {
      const listening = http.server.address() as AddressInfo | null;
      return `http://${config.host}:${listening?.port ?? config.port}`;
    },
  };
}
