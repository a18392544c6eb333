import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Db } from '../db/index.ts';
import { ErrorReply, IdParams } from '../lib/http/index.ts';
import {
  draftTrigger,
  findTriggerGroup,
  loadTrigger,
  triggerGroupNotFound,
  triggerNotFound,
} from '../triggers/index.ts';
import { createRun, type RunDeps } from './create-run.ts';
import type { KnowledgeBase } from './knowledge.ts';
import type { Runnable } from './run-named.ts';
import { nothingToRun } from './runs.errors.ts';
import { PreviewBody, RunAnswer, RunBody } from './runs.schema.ts';

export type RunRoutesDeps = RunDeps & { readonly db: Db; readonly knowledge: KnowledgeBase };

const TAGS = { tags: ['triggers'] };

/** `/triggers/:id/run`, `/trigger-groups/:id/run` and `/triggers/preview`: the answer, and nothing is sent. */
export function runRoutes(deps: RunRoutesDeps): FastifyPluginAsyncZod {
  const { db, knowledge, timeZone } = deps;
  const run = createRun(deps);

  async function triggerOf(id: string): Promise<Runnable> {
    const item = await loadTrigger(db.read, id);
    if (!item) throw triggerNotFound(id);
    return { kind: 'trigger', item };
  }

  /** As the chat knows it, without the members that are switched off. */
  async function groupOf(id: string): Promise<Runnable> {
    const { catalogue } = await knowledge.current();
    for (const { kind, item } of catalogue.byKey.values()) {
      if (kind === 'group' && item.id === id) return { kind, item: item.runnable() };
    }
    const stored = await findTriggerGroup(db.read, id);
    throw stored ? nothingToRun(stored.name) : triggerGroupNotFound(id);
  }

  return async (app) => {
    app.post(
      '/triggers/:id/run',
      {
        schema: {
          ...TAGS,
          summary: 'Run a trigger, also one that is switched off, as if its name had been sent',
          params: IdParams,
          body: RunBody,
          response: { 200: RunAnswer, '4xx': ErrorReply },
        },
      },
      async ({ params: { id }, body }) => await run(() => triggerOf(id), body ?? {}),
    );

    app.post(
      '/trigger-groups/:id/run',
      {
        schema: {
          tags: ['trigger groups'],
          summary: 'Run a trigger group as if its name had been sent',
          params: IdParams,
          body: RunBody,
          response: { 200: RunAnswer, '4xx': ErrorReply },
        },
      },
      async ({ params: { id }, body }) => await run(() => groupOf(id), body ?? {}),
    );

    app.post(
      '/triggers/preview',
      {
        schema: {
          ...TAGS,
          summary: 'Run a trigger that is still being written',
          body: PreviewBody,
          response: { 200: RunAnswer, '4xx': ErrorReply },
        },
      },
      async ({ body }) =>
        await run(
          async (now) => ({
            kind: 'trigger',
            item: await draftTrigger(db.read, body, now, timeZone),
          }),
          body,
        ),
    );
  };
}
