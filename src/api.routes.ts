import { join } from 'node:path';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Clock, DataSourcePlugin, Logger, Outbound } from '#sdk';
import {
  type Accounts,
  apiTokenRoutes,
  authRoutes,
  secondFactorRoutes,
  sessionRoutes,
  setupRoutes,
  userRoutes,
} from './accounts/index.ts';
import { type Models, aiAnswerRoutes, aiModelRoutes, aiTriggerRoutes } from './ai/index.ts';
import { type AnswerList, type AuditWatch, type Change, auditRoutes } from './audit/index.ts';
import type { MakeFile } from './bot/create-make-file.ts';
import { eventRoutes } from './bot/events.routes.ts';
import type { KnowledgeBase } from './bot/knowledge.ts';
import { messageRoutes } from './bot/messages.routes.ts';
import { overviewRoutes } from './bot/overview.routes.ts';
import { readGrantable } from './bot/read-grantable.ts';
import { runRoutes } from './bot/runs.routes.ts';
import { type Receive, simulatorRoutes } from './bot/simulator.routes.ts';
import { createWelcomeText } from './bot/welcome-text.ts';
import { contactRoutes } from './chat/index.ts';
import type { Config } from './config.ts';
import { type Sources, dataSourcesApi } from './data-sources/index.ts';
import type { Db } from './db/index.ts';
import type { BuiltInPlant } from './demo/create-built-in-plant.ts';
import { demoPlantRoutes } from './demo/demo-plant.routes.ts';
import { type Imports, importRoutes } from './import-legacy/index.ts';
import type { Events } from './lib/events.ts';
import type { SecretBox } from './lib/secrets.ts';
import { mediaRoutes, outgoingMessageRoutes } from './outbox/index.ts';
import { plugins } from './plugins/index.ts';
import { type Settings, settingRoutes } from './settings/index.ts';
import { tagAliasRoutes } from './tag-search/index.ts';
import {
  type ReachableState,
  type Transports,
  transportRoutes,
  whatsappRoutes,
} from './transports/index.ts';
import {
  checkPresetVariables,
  countTriggersByPreset,
  countTriggersBySource,
  parseTimeRange,
  triggerGroupRoutes,
  triggerRoutes,
} from './triggers/index.ts';

/** The parts that routes are made of. */
export interface ApiParts {
  readonly config: Config;
  readonly log: Logger;
  /** Draws what is shown to somebody who only looks. */
  readonly makeFileToLookAt: MakeFile;
  /** The kinds of data sources there are, those of others too. */
  readonly dataSources: readonly DataSourcePlugin[];
  readonly db: Db;
  readonly clock: Clock;
  readonly change: Change;
  readonly answerList: AnswerList;
  readonly accounts: Accounts;
  readonly settings: Settings;
  readonly auditWatch: AuditWatch;
  readonly secrets: SecretBox;
  readonly outbound: Outbound;
  readonly models: Models;
  readonly sources: Sources;
  readonly knowledge: KnowledgeBase;
  readonly builtInPlant: BuiltInPlant;
  readonly events: Events;
  readonly receive: Receive;
  readonly transports: Transports;
  readonly imports: Imports;
  /** Those that somebody set up, and those that need no setting up, as they are now. */
  readonly setUpStates: () => readonly ReachableState[];
  readonly wakeDelivery: () => void;
  /** Told of an outbox row that will not be sent. */
  readonly onCancelled: (rowId: number) => void;
}

/** Everything under `/api/v1`. */
export function apiRoutes(parts: ApiParts): FastifyPluginAsyncZod {
  const { config, db, clock, change, answerList, accounts, settings, auditWatch } = parts;
  const { sources, knowledge, events, transports, setUpStates, wakeDelivery } = parts;
  const { timeZone, language } = config;
  const mediaFolder = join(config.dataDir, 'media');
  const refresh = () => knowledge.current();
  const listed = { db, change, answerList };
  const localKinds = new Set(
    plugins.transports.filter(({ isAlwaysOn }) => isAlwaysOn === true).map(({ kind }) => kind),
  );
  const all: readonly FastifyPluginAsyncZod[] = [
    setupRoutes(accounts),
    authRoutes(accounts),
    secondFactorRoutes(accounts),
    userRoutes(accounts),
    sessionRoutes(accounts),
    apiTokenRoutes(accounts),
    dataSourcesApi({
      ...listed,
      plugins: parts.dataSources,
      secrets: parts.secrets,
      outbound: parts.outbound,
      sources,
      refresh,
      parseRange: (text, allowFuture) => parseTimeRange(text, clock(), timeZone, allowFuture),
      countTriggersBySource,
      countTriggersByPreset,
      checkVariables: (variables) => checkPresetVariables(variables, { now: clock(), timeZone }),
      publish: events.publish,
    }),
    demoPlantRoutes({ builtInPlant: parts.builtInPlant, refresh }),
    triggerRoutes({ ...listed, clock, timeZone }),
    triggerGroupRoutes(listed),
    aiTriggerRoutes(listed),
    aiModelRoutes({
      db,
      change,
      answerList,
      secrets: parts.secrets,
      outbound: parts.outbound,
      models: parts.models,
      wantedModel: () => settings.get('ai.model'),
      dayLimits: () => ({
        tokensPerDay: settings.get('ai.tokensPerDay'),
        usdPerDay: settings.get('ai.usdPerDay'),
      }),
      clock,
      timeZone,
    }),
    tagAliasRoutes(listed),
    aiAnswerRoutes({ db, answerList, timeZone }),
    runRoutes({
      db,
      sources,
      knowledge,
      clock,
      timeZone,
      language,
      log: parts.log,
      makeFile: parts.makeFileToLookAt,
    }),
    settingRoutes({ ...listed, settings }),
    auditRoutes({ db, answerList, timeZone, verify: auditWatch.verify }),
    simulatorRoutes({ receive: parts.receive }),
    contactRoutes({
      ...listed,
      readGrantable,
      welcomeText: createWelcomeText(language),
      wakeDelivery,
    }),
    messageRoutes({ db, answerList, timeZone }),
    outgoingMessageRoutes({
      ...listed,
      transports: () =>
        setUpStates().map((state) => ({ ...state, isLocal: localKinds.has(state.kind) })),
      mediaFolder,
      wakeDelivery,
      onCancelled: parts.onCancelled,
    }),
    mediaRoutes({ folder: mediaFolder }),
    importRoutes({ imports: parts.imports }),
    whatsappRoutes({ db, change, clock, plugins: plugins.transports, transports }),
    transportRoutes({
      db,
      change,
      plugins: plugins.transports,
      secrets: parts.secrets,
      transports,
      publicUrl: config.publicUrl,
    }),
    eventRoutes({ events, authenticator: accounts.authenticator }),
    overviewRoutes({
      db,
      sources,
      transports: setUpStates,
      accessMode: () => settings.get('access.mode'),
      isAuditBroken: () => auditWatch.lastVerdict()?.ok === false,
      clock,
      timeZone,
      startedAt: clock(),
    }),
  ];
  return async (api) => {
    for (const routes of all) await api.register(routes);
  };
}
