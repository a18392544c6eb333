import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { DataSourcePlugin } from '#sdk';
import type { Change } from '../audit/index.ts';
import type { ConnectionStatus, Db } from '../db/index.ts';
import { ErrorReply, IdParams, actorOf } from '../lib/http/index.ts';
import type { SecretBox } from '../lib/secrets.ts';
import { sourceNotFound } from './data-sources.errors.ts';
import { findDataSource, recordDataSourceState } from './data-sources.repository.ts';
import { SourceTest } from './data-sources.schema.ts';
import { toConfiguredSource } from './load-configured-sources.ts';
import type { Sources } from './sources.ts';

export type SourceTestRoutesDeps = {
  readonly db: Db;
  readonly change: Change;
  readonly plugins: readonly DataSourcePlugin[];
  readonly secrets: SecretBox;
  readonly sources: Sources;
  readonly publish?: (event: {
    readonly kind: 'source';
    readonly id: string;
    readonly status: ConnectionStatus;
  }) => void;
};

/** `POST /data-sources/:id/test`: tries a source step by step, and writes down how that went. */
export function sourceTestRoutes(deps: SourceTestRoutesDeps): FastifyPluginAsyncZod {
  const { db, change, plugins, secrets, sources, publish } = deps;

  return async (app) => {
    app.post(
      '/data-sources/:id/test',
      {
        schema: {
          tags: ['data sources'],
          summary: 'Test the connection of a data source, step by step',
          params: IdParams,
          response: { 200: SourceTest, '4xx': ErrorReply },
        },
      },
      async (request) => {
        const { id } = request.params;
        const tested = await findDataSource(db.read, id);
        if (!tested) throw sourceNotFound(id);
        const startedAtMs = performance.now();
        const steps = await sources.test(toConfiguredSource(tested, plugins, secrets));
        const latencyMs = Math.round(performance.now() - startedAtMs);
        const failed = steps.find(({ ok }) => !ok);
        const status = failed ? ('failed' as const) : ('success' as const);
        const connectionStatus = failed ? 'error' : 'connected';
        await change(actorOf(request), async (tx, at) => {
          const now = await findDataSource(tx, id);
          if (!now) throw sourceNotFound(id);
          // Of settings that were changed meanwhile, the test tells nothing.
          if (now.updatedAt.getTime() === tested.updatedAt.getTime()) {
            const test = { status, error: failed?.message ?? null };
            await recordDataSourceState(tx, id, { connectionStatus, test }, at);
          }
          const details = { id, name: tested.name, status, failedStep: failed?.name ?? null };
          return { result: undefined, action: 'data_sources.tested', details };
        });
        publish?.({ kind: 'source', id, status: connectionStatus });
        return { status, latencyMs, steps };
      },
    );
  };
}
