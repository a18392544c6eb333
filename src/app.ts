import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock, Logger } from '#sdk';
import { createAccounts, ensureFirstAdmin } from './accounts/index.ts';
import {
  createBuiltInAnswerer,
  createModelAnswerer,
  createModels,
  createTools,
  mcpRoutes,
} from './ai/index.ts';
import {
  assertStoreKey,
  createAnswerList,
  createAudit,
  createAuditWatch,
  createChange,
  createRecordEarlier,
  findStoreKey,
} from './audit/index.ts';
import { createAskingFor } from './bot/create-asking-for.ts';
import { createBot } from './bot/bot.ts';
import { changeEvent } from './bot/change-event.ts';
import { createMakeFile } from './bot/create-make-file.ts';
import { createKnowledge } from './bot/knowledge.ts';
import { createReceive } from './bot/create-receive.ts';
import { createTakeReaction } from './bot/create-take-reaction.ts';
import { createReplyWaiter } from './bot/reply-waiter.ts';
import type { Receive } from './bot/simulator.routes.ts';
import { apiRoutes } from './api.routes.ts';
import { createPainter } from './charts/index.ts';
import type { Config } from './config.ts';
import { deleteExpiredPendingAnswers, findMessage } from './chat/index.ts';
import {
  createHealthKeeper,
  createSourceCare,
  createSourceNotices,
  createSources,
  loadConfiguredSources,
  protectConfigWith,
} from './data-sources/index.ts';
import { createStoreProbe, migrate, openDatabase } from './db/index.ts';
import { createEvents } from './lib/events.ts';
import { createBuiltInPlant } from './demo/create-built-in-plant.ts';
import type { StartDemoPlant } from './demo/start-demo-plant.ts';
import { createImports } from './import-legacy/index.ts';
import {
  closeConnections,
  createHttpServer,
  healthRoutes,
  isLoopback,
  metricsRoutes,
  webRoutes,
} from './lib/http/index.ts';
import { createMetrics } from './lib/metrics.ts';
import { deriveKey } from './lib/secret-key.ts';
import { createOutbound } from './lib/outbound/index.ts';
import { createSecretBox } from './lib/secrets.ts';
import {
  LOOKED_AT,
  countOutbox,
  createDelivery,
  createNoteLines,
  createRecordDelivery,
  openStoredFile,
  personWrote,
  type Delivery,
  type OutgoingMessage,
} from './outbox/index.ts';
import { plugins } from './plugins/index.ts';
import { loadOutsidePlugins } from './plugins/load-outside-plugins.ts';
import { createSettings } from './settings/index.ts';
import { createTagFinder } from './tag-search/index.ts';
import {
  createPresence,
  createTransports,
  createTroubleNotices,
  webhookRoutes,
} from './transports/index.ts';
import { countTriggersBySource, formatMinute } from './triggers/index.ts';

export interface AppDeps {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  /** How the demo plant is started; without it there is none to start. */
  readonly startDemoPlant?: StartDemoPlant;
  /** Told when the store was given another key while this Plantline did not answer: it must end at once. */
  readonly onKeyReplaced?: (error: unknown) => void;
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
/** A picture that was drawn for somebody who only looks is there for as long as a page stays open. */
const LOOKED_AT_FOR_MS = 86_400_000;
/** Messages that were given up count as trouble of the outbox for a week. */
const FAILED_SENDS_OF_MS = 7 * 86_400_000;

/** Builds every part and connects them; decides nothing. */
export async function createApp(deps: AppDeps): Promise<App> {
  const { config, log, clock } = deps;
  const { timeZone, language } = config;
  const db = await openDatabase(config.databaseUrl);
  await migrate(db);
  const secretKey = await findStoreKey(db.read, config);
  const presence = createPresence({
    db,
    clock,
    log,
    assertKey: async (tx) => await assertStoreKey(tx, secretKey),
    onKeyReplaced: (error) => deps.onKeyReplaced?.(error),
  });
  await presence.announce();
  const secrets = createSecretBox(deriveKey(secretKey, 'secrets'));
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
  const publicOutbound = createOutbound({ allowPrivate: false });
  const formatTime = (instant: Date, now: Date) =>
    formatMinute(instant.toISOString(), { timeZone, language, now });
  const sourceNotices = createSourceNotices({
    db,
    clock,
    language,
    recipient: () => settings.get('notices.recipient'),
    wayTo: (recipient) => notices.wayTo(recipient, transports.states()),
    countTriggersBySource,
    formatTime,
    wakeDelivery: () => wakeDelivery(),
  });
  const sourceCare = createSourceCare({
    db,
    clock,
    log,
    keeper: createHealthKeeper({ db, audit, clock, log, notices: sourceNotices }),
    checkEveryMs: () => settings.get('sources.checkEverySeconds') * 1_000,
  });
  const outside = await loadOutsidePlugins(config.plugins, config.dataDir, plugins.dataSources);
  for (const error of outside.problems) log.error({ error }, error.message);
  const dataSources = [...plugins.dataSources, ...outside.dataSources];
  const sources = createSources(dataSources, {
    log,
    clock,
    timeZone,
    outbound,
    pluginsFolder: join(config.dataDir, 'plugins'),
    onCall: metrics.countSourceCall,
    onHealth: ({ id, status }) => events.publish({ kind: 'source', id, status: status() }),
    care: sourceCare,
  });
  const knowledge = createKnowledge({
    db,
    settings,
    log,
    applySources: async () =>
      await sources.apply(await loadConfiguredSources(db.read, dataSources, secrets)),
  });
  const builtInPlant = createBuiltInPlant({
    db,
    change,
    protectConfig: protectConfigWith(secrets, dataSources),
    port: config.piSimulatorPort,
    startPlant: deps.startDemoPlant,
    clock,
    log,
  });
  const waiter = createReplyWaiter();
  let delivery: Delivery | undefined;
  const wakeDelivery = () => delivery?.wake();

  const mediaFolder = join(config.dataDir, 'media');
  const painter = createPainter();
  const makeFile = createMakeFile({ draw: painter.draw, folder: mediaFolder });
  const makeFileToLookAt = createMakeFile({
    draw: painter.draw,
    folder: join(mediaFolder, LOOKED_AT),
    keepForMs: LOOKED_AT_FOR_MS,
  });
  const recordDelivery = createRecordDelivery({
    db,
    audit,
    clock,
    onOutcome,
    onReceipt: ({ id, status }) => events.publish({ kind: 'outbox', id, status }),
    wakeDelivery,
  });
  const transports = createTransports({
    db,
    plugins: plugins.transports,
    secrets,
    outbound: publicOutbound,
    clock,
    log,
    publish: events.publish,
    serverUrls: {
      'whatsapp-web': config.whatsappWebUrl,
      'whatsapp-cloud': config.whatsappCloudUrl,
    },
    onMessage: async (message, kind) => void (await bot.accept(message, kind)),
    onDelivery: async (report) => await recordDelivery(report),
    onReaction: createTakeReaction(db),
    onStates(states) {
      notices.look(states);
      wakeDelivery();
    },
    onReady(kind) {
      delivery
        ?.retryNow(kind)
        .catch((error: unknown) => log.error({ error }, 'The outbox could not be read'));
    },
  });
  const notices = createTroubleNotices({
    db,
    audit,
    clock,
    log,
    language,
    recipient: () => settings.get('notices.recipient'),
    isLocal: (kind) => kind === SIMULATOR,
    storeOf: transports.opened,
    wakeDelivery,
  });

  const tagFinder = createTagFinder({ db });
  const tools = createTools({ db, tagFinder });
  const models = createModels({ db: db.read, secrets, outbound });
  const builtIn = createBuiltInAnswerer({ tools, tagFinder, clock });
  const answerPlainly = createModelAnswerer({ models, tools, builtIn, settings, db, clock, log });

  const bot = createBot({
    answerPlainly,
    tools,
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
    acknowledge(message, kind) {
      transports
        .find(kind)
        ?.acknowledge?.(message)
        .catch((error: unknown) => log.debug({ error, transport: kind }, 'Not acknowledged'));
    },
    personWrote: (kind) =>
      transports.find(kind)?.capabilities.receipts
        ? (tx, chat) => personWrote(tx, chat, clock())
        : undefined,
    onAnswered(messageId, replies) {
      waiter.answered(messageId, replies);
      const status = replies.length > 0 ? 'answered' : 'unanswered';
      events.publish({ kind: 'message', id: messageId, status });
    },
    onDealtWith: metrics.countMessage,
  });

  const receive = createReceive({ db, bot, waiter, clock, transport: SIMULATOR });

  const imports = createImports({
    db,
    audit,
    recordEarlier: createRecordEarlier(auditKey),
    plugins: dataSources,
    secrets,
    outbound,
    clock,
    timeZone,
    folder: join(config.dataDir, 'imports'),
    log,
    publish: events.publish,
  });
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
  const isStoreGood = createStoreProbe(db, clock);
  await http.register(
    healthRoutes(async () => ({
      store: await isStoreGood(),
      outbox: delivery !== undefined,
      transports: setUpStates(),
    })),
  );
  await http.register(webhookRoutes(transports));
  await http.register(
    mcpRoutes({
      db,
      audit,
      clock,
      tools,
      draw: painter.draw,
      askingFor: createAskingFor({ sources, knowledge, settings, clock, timeZone, language }),
    }),
  );
  await http.register(
    apiRoutes({
      config,
      models,
      log,
      makeFileToLookAt,
      dataSources,
      db,
      clock,
      change,
      answerList,
      accounts,
      settings,
      auditWatch,
      secrets,
      outbound,
      sources,
      knowledge,
      builtInPlant,
      events,
      receive,
      transports,
      imports,
      setUpStates,
      wakeDelivery,
      onCancelled: waiter.settled,
    }),
    { prefix: '/api/v1' },
  );

  function setUpStates() {
    return transports.states().filter(({ isSetUp }) => isSetUp);
  }

  function onOutcome({ id, status, transport, media }: OutgoingMessage): void {
    metrics.countSend({ transport, outcome: status });
    if (status !== 'pending') waiter.settled(id, media);
    events.publish({ kind: 'outbox', id, status });
  }

  function startDelivery(): Delivery {
    return createDelivery({
      db,
      audit,
      clock,
      log,
      transports: transports.ready,
      send: transports.send,
      openFile: (media) => openStoredFile(mediaFolder, media),
      drawPicture: makeFile,
      async findQuoted(inReplyTo) {
        const asked = await findMessage(db.read, inReplyTo);
        return asked && { id: asked.id, sender: asked.sender, text: asked.text };
      },
      ...createNoteLines({
        language,
        formatTime,
        lateAfterMinutes: () => settings.get('outbox.lateAfterMinutes'),
      }),
      onOutcome,
    });
  }

  let recovery: NodeJS.Timeout | undefined;

  return {
    http,
    receive,
    async start() {
      await imports.start();
      await builtInPlant.resume();
      await knowledge.current();
      await transports.start();
      delivery = startDelivery();
      auditWatch.start();
      sourceCare.start();
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
      const closed = http.close();
      await bot.stop();
      await delivery?.stop();
      await painter.close();
      waiter.close();
      await closeConnections(http.server, closed);
      await imports.stop();
      await transports.stop();
      await notices.settled();
      await auditWatch.stop();
      metrics.close();
      await sourceCare.stop();
      await sources.close();
      await builtInPlant.stop();
      await presence.leave();
      await db.close();
    },
    address() {
      const listening = http.server.address() as AddressInfo | null;
      return `http://${config.host}:${listening?.port ?? config.port}`;
    },
  };
}
