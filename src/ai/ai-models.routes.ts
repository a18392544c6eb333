import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Clock, Outbound } from '#sdk';
import { type AnswerList, type Change, changedFields } from '../audit/index.ts';
import type { Db, Reader } from '../db/index.ts';
import {
  ErrorReply,
  IdParams,
  actorOf,
  assertNotChangedMeanwhile,
  changedAt,
  listOf,
} from '../lib/http/index.ts';
import {
  type PreparedConfig,
  configSchemaOf,
  isSetAt,
  secretFieldsOf,
  shownConfig,
} from '../lib/plugin-config/index.ts';
import type { SecretBox } from '../lib/secrets.ts';
import { aiModelNotFound } from './ai-models.errors.ts';
import {
  type StoredAiModel,
  deleteAiModel,
  findAiModel,
  insertAiModel,
  pageAiModels,
  updateAiModel,
} from './ai-models.repository.ts';
import {
  AiModel,
  AiModelChange,
  AiModelKinds,
  AiModelQuery,
  AiModelTest,
  AiModelUsage,
  NewAiModel,
} from './ai-models.schema.ts';
import { MODEL_KINDS, isModelKind } from './model/model-kinds.ts';
import type { Models } from './model/create-models.ts';
import { prepareModelConfig } from './model/prepare-model-config.ts';
import { testModel } from './model/test-model.ts';
import { readModelUsage } from './read-model-usage.ts';
import { startOfDay } from './start-of-day.ts';

export type AiModelRoutesDeps = {
  readonly db: Db;
  readonly change: Change;
  readonly answerList: AnswerList;
  readonly secrets: SecretBox;
  readonly outbound: Outbound;
  readonly models: Models;
  /** The setting `ai.model`. */
  readonly wantedModel: () => string;
  /** The settings `ai.tokensPerDay` and `ai.usdPerDay`. */
  readonly dayLimits: () => Pick<AiModelUsage, 'tokensPerDay' | 'usdPerDay'>;
  readonly clock: Clock;
  /** The site's IANA zone, in which a day begins. */
  readonly timeZone: string;
};

const TAGS = { tags: ['models'] };
const COLUMNS = ['id', 'name', 'kind', 'active', 'isUsed', 'createdAt', 'updatedAt'] as const;
const KINDS = Object.entries(MODEL_KINDS).map(([kind, of]) => ({
  kind,
  title: of.title,
  configSchema: { ...configSchemaOf(of) },
}));

/** `/ai-models`: the connections to language models, for administrators. */
export function aiModelRoutes(deps: AiModelRoutesDeps): FastifyPluginAsyncZod {
  const { db, change, answerList, models, wantedModel } = deps;

  async function present(stored: readonly StoredAiModel[]): Promise<AiModel[]> {
    const used = await models.find(wantedModel());
    return stored.map((model) => presentModel(model, used?.id));
  }

  async function presentOne(stored: StoredAiModel): Promise<AiModel> {
    return presentModel(stored, (await models.find(wantedModel()))?.id);
  }

  return async (app) => {
    app.get(
      '/ai-models',
      {
        schema: {
          ...TAGS,
          summary: 'List models',
          querystring: AiModelQuery,
          response: { 200: listOf(AiModel), '4xx': ErrorReply },
        },
      },
      async (request, reply) =>
        await answerList(request, reply, {
          name: 'ai-models',
          query: request.query,
          columns: COLUMNS,
          async read(page) {
            const { items, nextCursor } = await pageAiModels(db.read, page);
            return { items: await present(items), nextCursor };
          },
        }),
    );

    app.get(
      '/ai-models/kinds',
      {
        schema: {
          ...TAGS,
          summary: 'List the kinds of models',
          response: { 200: AiModelKinds, '4xx': ErrorReply },
        },
      },
      () => ({ items: KINDS }),
    );

    app.get(
      '/ai-models/usage',
      {
        schema: {
          ...TAGS,
          summary: 'Show what of today’s limits is used up, by all models and by each',
          response: { 200: AiModelUsage, '4xx': ErrorReply },
        },
      },
      async () => {
        const from = startOfDay(deps.clock(), deps.timeZone);
        const used = await readModelUsage(db.read, from);
        return { from: from.toISOString(), ...used, ...deps.dayLimits() };
      },
    );

    app.get(
      '/ai-models/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Show a model',
          params: IdParams,
          response: { 200: AiModel, '4xx': ErrorReply },
        },
      },
      async ({ params: { id } }) => await presentOne(await findOrFail(db.read, id)),
    );

    app.post(
      '/ai-models',
      {
        schema: {
          ...TAGS,
          summary: 'Connect a model',
          body: NewAiModel,
          response: { 201: AiModel, '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const id = randomUUID();
        const { config: given, ...rest } = request.body;
        const prepared = prepareModelConfig(deps, { id, kind: rest.kind }, given);
        const made = await change(actorOf(request), async (tx, at) => {
          const result = await insertAiModel(tx, { ...rest, id, config: prepared.config }, at);
          return {
            result,
            action: 'ai_models.created',
            details: { id, after: logged(result), ...touched(prepared) },
          };
        });
        return await reply.code(201).send(await presentOne(made));
      },
    );

    app.patch(
      '/ai-models/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Change a model; secrets left out are kept',
          params: IdParams,
          body: AiModelChange,
          response: { 200: AiModel, '4xx': ErrorReply },
        },
      },
      async (request) => {
        const { id } = request.params;
        const { updatedAt: seenAt, config: given, ...rest } = request.body;
        const seen = await findOrFail(db.read, id);
        assertNotChangedMeanwhile(seenAt, seen);
        const prepared = given && prepareModelConfig(deps, seen, given, seen.config);
        const changed = await change(actorOf(request), async (tx, at) => {
          const before = await findOrFail(tx, id);
          // The secrets that are kept were taken from the state that was read.
          assertNotChangedMeanwhile(prepared ? seen.updatedAt.toISOString() : seenAt, before);
          const result = await updateAiModel(
            tx,
            id,
            { ...rest, config: prepared?.config },
            changedAt(at, before),
          );
          const differing = changedFields(logged(before), logged(result));
          return {
            result,
            action: 'ai_models.changed',
            details: { id, ...differing, ...(prepared && touched(prepared)) },
          };
        });
        return await presentOne(changed);
      },
    );

    app.delete(
      '/ai-models/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Delete a model',
          params: IdParams,
          response: { 204: z.undefined(), '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        await change(actorOf(request), async (tx) => {
          const before = await findOrFail(tx, id);
          await deleteAiModel(tx, id);
          return {
            result: undefined,
            action: 'ai_models.deleted',
            details: { id, before: logged(before) },
          };
        });
        return await reply.code(204).send();
      },
    );

    app.post(
      '/ai-models/:id/test',
      {
        schema: {
          ...TAGS,
          summary: 'Ask a model one small question that needs a tool, step by step',
          params: IdParams,
          response: { 200: AiModelTest, '4xx': ErrorReply },
        },
      },
      async (request) => {
        const { id } = request.params;
        const stored = await findOrFail(db.read, id);
        const tested = await testModel(models, stored);
        await change(actorOf(request), async () => {
          const failedStep = tested.steps.find(({ ok }) => !ok)?.name ?? null;
          const details = { id, name: stored.name, status: tested.status, failedStep };
          return { result: undefined, action: 'ai_models.tested', details };
        });
        return tested;
      },
    );
  };
}

function presentModel(stored: StoredAiModel, usedId: string | undefined): AiModel {
  const { id, name, kind, active, config, createdAt, updatedAt } = stored;
  const of = isModelKind(kind) ? MODEL_KINDS[kind] : undefined;
  return {
    id,
    name,
    kind,
    active,
    isUsed: id === usedId,
    config: shownConfig(config, of),
    secretsSet: secretFieldsOf(of).filter((path) => isSetAt(config, path)),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

/** What the audit log keeps of a model: no secret, only that one was touched. */
function logged({ name, kind, config, active }: StoredAiModel) {
  return {
    name,
    kind,
    config: shownConfig(config, isModelKind(kind) ? MODEL_KINDS[kind] : undefined),
    active,
  };
}

async function findOrFail(db: Reader, id: string): Promise<StoredAiModel> {
  const model = await findAiModel(db, id);
  if (!model) throw aiModelNotFound(id);
  return model;
}

function touched({ touchedSecrets }: PreparedConfig) {
  return Object.keys(touchedSecrets).length > 0 ? { secrets: touchedSecrets } : {};
}
