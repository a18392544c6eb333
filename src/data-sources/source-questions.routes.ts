import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { TimeRange } from '#sdk';
import type { Db } from '../db/index.ts';
import { ErrorReply, IdParams } from '../lib/http/index.ts';
import { askSource } from './ask-source.ts';
import { cannot, noAnswer, sourceInactive, sourceNotFound } from './data-sources.errors.ts';
import { findDataSource } from './data-sources.repository.ts';
import {
  FoundTags,
  HistoryQuery,
  SourceTables,
  TagHistory,
  TagQuery,
  TagValues,
  ValuesQuery,
} from './data-sources.schema.ts';
import { readTagValues } from './read-tag-values.ts';
import type { Sources } from './sources.ts';
import type { Source } from './watch-source.ts';

export type SourceQuestionsRoutesDeps = {
  readonly db: Db;
  readonly sources: Sources;
  /** Makes the open sources those that are configured now. */
  readonly refresh: () => Promise<unknown>;
  /** Reads a range as the chat does; for tags that hold forecasts it may reach into the future. */
  readonly parseRange: (text: string, allowFuture: boolean) => TimeRange;
};

const TAGS = { tags: ['data sources'] };
const ERRORS = { '4xx': ErrorReply, '5xx': ErrorReply };

/** `/data-sources/:id/{tags,values,history,schema}`: what an open source can be asked from the admin page. */
export function sourceQuestionsRoutes(deps: SourceQuestionsRoutesDeps): FastifyPluginAsyncZod {
  const { db, sources, refresh, parseRange } = deps;

  /** @throws AppError `data_sources.not_found` or `data_sources.inactive` */
  async function openSource(id: string): Promise<Source> {
    const stored = await findDataSource(db.read, id);
    if (!stored) throw sourceNotFound(id);
    await refresh();
    const source = sources.find(id);
    if (!source) throw sourceInactive(stored.name);
    return source;
  }

  return async (app) => {
    app.get(
      '/data-sources/:id/tags',
      {
        schema: {
          ...TAGS,
          summary: 'Find tags by words of their name and description',
          params: IdParams,
          querystring: TagQuery,
          response: { 200: FoundTags, ...ERRORS },
        },
      },
      async ({ params: { id }, query: { q, limit } }) => {
        const { name, connection } = await openSource(id);
        if (!connection.search) throw cannot(name, 'be searched for tags');
        const { tags = 0, complete = true } = connection.tagIndexStatus?.() ?? {};
        return { items: [...connection.search(q, limit)], indexed: { tags, complete } };
      },
    );

    app.get(
      '/data-sources/:id/values',
      {
        schema: {
          ...TAGS,
          summary: 'Read the present values of tags by their exact names',
          params: IdParams,
          querystring: ValuesQuery,
          response: { 200: TagValues, ...ERRORS },
        },
      },
      async ({ params: { id }, query }) => ({
        items: await readTagValues(await openSource(id), [query.tags].flat()),
      }),
    );

    app.get(
      '/data-sources/:id/history',
      {
        schema: {
          ...TAGS,
          summary: 'Read enough values of a tag over a range to draw it',
          params: IdParams,
          querystring: HistoryQuery,
          response: { 200: TagHistory, ...ERRORS },
        },
      },
      async ({ params: { id }, query: { tag: name, range: text } }) => {
        const source = await openSource(id);
        const { history, findTag } = source.connection;
        if (!history) throw cannot(source.name, 'give past values');
        const range = parseRange(text, findTag?.(name)?.future ?? false);
        const [outcome] = await askSource(source, (signal) =>
          history({ tags: [name], range, mode: 'plot' }, signal),
        );
        if (!outcome) throw noAnswer(source.name);
        if (!outcome.ok) throw outcome.error;
        const { tag, readings, truncated, held } = outcome;
        return { tag, range, readings: [...readings], truncated, ...(held && { held }) };
      },
    );

    app.get(
      '/data-sources/:id/schema',
      {
        schema: {
          ...TAGS,
          summary: 'List the tables and columns that queries may name',
          params: IdParams,
          response: { 200: SourceTables, ...ERRORS },
        },
      },
      async ({ params: { id } }) => {
        const source = await openSource(id);
        const { browse } = source.connection;
        if (!browse) throw cannot(source.name, 'show tables: it has none');
        return { tables: [...(await askSource(source, browse))] };
      },
    );
  };
}
