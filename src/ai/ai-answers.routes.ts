import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { AnswerList } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import { spanOf } from '../lib/day-span.ts';
import { ErrorReply, IdParams, listOf } from '../lib/http/index.ts';
import { aiAnswerNotFound } from './ai-answers.errors.ts';
import { type AiAnswer as Kept, findAiAnswer, pageAiAnswers } from './ai-answers.repository.ts';
import { AiAnswer, AiAnswerQuery, AiAnswerWithCalls } from './ai-answers.schema.ts';

export interface AiAnswerRoutesDeps {
  readonly db: Db;
  readonly answerList: AnswerList;
  /** The site's IANA zone, in which a day begins. */
  readonly timeZone: string;
}

const TAGS = { tags: ['AI answers'] };
const COLUMNS = ['id', 'createdAt', 'sender', 'question', 'answer', 'language', 'path'] as const;

/** `/ai-answers`: questions in plain words, how they were understood, what was read for them and what was said. */
export function aiAnswerRoutes({
  db,
  answerList,
  timeZone,
}: AiAnswerRoutesDeps): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/ai-answers',
      {
        schema: {
          ...TAGS,
          summary: 'List questions in plain words and their answers',
          querystring: AiAnswerQuery,
          response: { 200: listOf(AiAnswer), '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const { outcome, path, messageId } = request.query;
        const filter = { outcome, path, messageId, ...spanOf(request.query, timeZone) };
        return await answerList(request, reply, {
          name: 'ai-answers',
          query: request.query,
          columns: [...COLUMNS, 'outcome', 'model', 'ms', 'costUsd', 'feedback'],
          async read(page) {
            const { items, nextCursor } = await pageAiAnswers(db.read, page, filter);
            return { items: items.map(toBody), nextCursor };
          },
        });
      },
    );

    app.get(
      '/ai-answers/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Show a question in plain words, its plan, its calls of tools and its answer',
          params: IdParams,
          response: { 200: AiAnswerWithCalls, '4xx': ErrorReply },
        },
      },
      async ({ params: { id } }) => {
        const found = await findAiAnswer(db.read, id);
        if (!found) throw aiAnswerNotFound(id);
        const { calls, understood } = found;
        return { ...toBody(found), plan: [...(understood?.calls ?? [])], calls: [...calls] };
      },
    );
  };
}

function toBody({ understood, calls: _calls, createdAt, ...rest }: Kept): AiAnswer {
  return { ...rest, intent: understood?.intent ?? null, createdAt: createdAt.toISOString() };
}
