import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AnswerList } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import { ErrorReply, IdParams, actorOf, listOf } from '../lib/http/index.ts';
import { type StoredApiToken, pageApiTokens } from './api-tokens.repository.ts';
import { ApiToken, ApiTokenQuery, MadeApiToken, NewApiToken } from './api-tokens.schema.ts';
import type { ApiTokens } from './api-tokens.ts';

export type ApiTokenRoutesDeps = {
  readonly db: Db;
  readonly answerList: AnswerList;
  readonly apiTokens: ApiTokens;
};

const TAGS = { tags: ['api-tokens'] };
const COLUMNS = [
  'id',
  'name',
  'role',
  'createdBy',
  'createdAt',
  'expiresAt',
  'lastUsedAt',
] as const;

/** `/api-tokens`: what programs log in with, for admins. */
export function apiTokenRoutes(deps: ApiTokenRoutesDeps): FastifyPluginAsyncZod {
  const { db, answerList, apiTokens } = deps;
  return async (app) => {
    app.get(
      '/api-tokens',
      {
        schema: {
          ...TAGS,
          summary: 'List API tokens, expired ones too',
          querystring: ApiTokenQuery,
          response: { 200: listOf(ApiToken), '4xx': ErrorReply },
        },
      },
      async (request, reply) =>
        await answerList(request, reply, {
          name: 'api-tokens',
          query: request.query,
          columns: COLUMNS,
          async read(page) {
            const { items, nextCursor } = await pageApiTokens(db.read, page);
            return { items: items.map(toApi), nextCursor };
          },
        }),
    );

    app.post(
      '/api-tokens',
      {
        schema: {
          ...TAGS,
          summary: 'Make an API token; its text is shown this once',
          body: NewApiToken,
          response: { 201: MadeApiToken, '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const { token, ...made } = await apiTokens.make(actorOf(request), request.body);
        return await reply.code(201).send({ ...toApi(made), token });
      },
    );

    app.delete(
      '/api-tokens/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Revoke an API token',
          params: IdParams,
          response: { 204: z.undefined(), '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        await apiTokens.revoke(actorOf(request), request.params.id);
        return await reply.code(204).send();
      },
    );
  };
}

function toApi({ createdAt, expiresAt, lastUsedAt, ...token }: StoredApiToken): ApiToken {
  return {
    ...token,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
