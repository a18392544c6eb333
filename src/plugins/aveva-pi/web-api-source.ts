import { AppError } from '#sdk';
import type { DataSource, DataSourceTools } from '#sdk';
import { areaPagesOf } from './area-pages.ts';
import { authenticationOf } from './authentication.ts';
import type { AvevaPiConfig } from './aveva-pi.schema.ts';
import { checkWebApi } from './check-web-api.ts';
import { createPiSelectQuery } from './pi-select/run-pi-select.ts';
import { createPiWebApiClient } from './pi-web-api/index.ts';
import { createPlant } from './plant.ts';
import { createEventReader } from './read-events.ts';
import { readHistory } from './read-history.ts';
import { readSummary } from './read-summary.ts';
import { readValues } from './read-values.ts';
import { createTagResolver } from './resolve-tags.ts';
import { createTagIndex } from '#sdk/tag-index';
import { pointPagesOf } from './point-pages.ts';

const MINUTE_MS = 60_000;

/** A data source on a PI Web API. Nothing is asked of the server yet but the pages of its tag index, in the background. */
export function openWebApiSource(config: AvevaPiConfig, tools: DataSourceTools): DataSource {
  const client = createPiWebApiClient({
    baseUrl: config.baseUrl,
    auth: authenticationOf(config),
    caFile: config.caFile,
    insecureSkipTlsVerify: config.insecureSkipTlsVerify,
    timeoutMs: config.timeoutMs,
    maxConcurrency: config.maxConcurrentRequests,
    maxRequestsPerSecond: config.maxRequestsPerSecond,
    maxUrlLength: config.maxUrlLength,
    log: tools.log,
    outbound: tools.outbound,
  });
  const plant = createPlant(client, config);
  const resolver = createTagResolver(client, plant, config.maxTagsPerQuestion);
  const index = createTagIndex({
    loadPages: (signal) => pointPagesOf(client, plant, signal),
    loadAreas: (signal) => areaPagesOf(client, plant, signal),
    refreshMs: config.tagIndex ? config.tagIndexRefreshMinutes * MINUTE_MS : null,
    retryMs: indexRetryMs,
    log: tools.log,
    clock: tools.clock,
  });
  const history: NonNullable<DataSource['history']> = (query, signal) =>
    readHistory(client, resolver, query, config.maxValuesPerTag, signal);
  return {
    check: (signal) => checkWebApi(client, config, tools.clock, signal),
    read: (query, signal) => readValues(client, resolver, query, signal),
    history,
    query: createPiSelectQuery({ history, clock: tools.clock }),
    events: createEventReader(client, plant),
    summary: (query, signal) => readSummary(client, resolver, query, signal),
    search: (words, limit) => index.search(words, limit),
    searchTerms: (terms, limit) => index.searchTerms(terms, limit),
    findTag: (name) => resolver.findTag(name) ?? index.find(name),
    tagIndexStatus: () => index.status(),
    async close() {
      await index.close();
      await client.close();
    },
  };
}

/** A refused log-in is not tried every minute: a directory locks the account after a few wrong passwords. */
function indexRetryMs(error: unknown): number {
  const isRefused = error instanceof AppError && error.code === 'pi.unauthorized';
  return isRefused ? Infinity : MINUTE_MS;
}
