import type { Clock, ParameterValue } from '#sdk';
import { compilePaging } from './answer/next-page.ts';
import { createRowReader } from './answer/to-rows.ts';
import type { Row, RowReader, RowSource } from './answer/to-rows.ts';
import { answerTooLarge } from './http-json.errors.ts';
import type { EndpointConfig, HttpJsonConfig } from './http-json.schema.ts';
import { compileRequest } from './request/compile-request.ts';
import type { ApiClient } from './wire/api-client.ts';

/** What an endpoint answered, all pages together. */
export type Fetched = {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** There is more than the rows here. */
  readonly truncated: boolean;
  readonly fetchedAtMs: number;
  readonly sizeBytes: number;
};

/** One address of the API that can be asked. */
export interface Endpoint {
  readonly config: EndpointConfig;
  /** Of its request, each once. */
  readonly variables: readonly string[];
  readonly columns: RowReader['columns'];
  /**
   * @param values of its variables; those that are absent have their defaults
   * @param maxRows at most this many rows are read, and one more to know whether there are
   */
  fetch(
    values: Readonly<Record<string, ParameterValue>>,
    maxRows: number,
    signal: AbortSignal,
  ): Promise<Fetched>;
}

/** @throws AppError `http_json.config` */
export function openEndpoint(
  config: EndpointConfig,
  source: HttpJsonConfig,
  {
    client,
    clock,
    timeZone,
  }: {
    readonly client: ApiClient;
    readonly clock: Clock;
    readonly timeZone: string;
  },
): Endpoint {
  const request = compileRequest(config, source.baseUrl, timeZone);
  const reader = createRowReader(config, timeZone);
  const startPaging = compilePaging(config, source.baseUrl);
  const { name, defaults = {} } = config;

  return {
    config,
    variables: request.variables,
    columns: reader.columns,
    async fetch(values, maxRows, signal) {
      const wanted = Math.min(maxRows, source.maxRows);
      const pager = startPaging();
      const found: RowSource[] = [];
      let sizeBytes = 0;
      let hasMore = false;
      let next: ReturnType<typeof pager.next> = pager.first(
        // One more than wanted, so that it is known whether there are more.
        request.build({ limit: wanted + 1, ...defaults, ...values }),
      );
      for (let pages = 0; next; pages += 1) {
        hasMore = pages === source.maxPages || found.length > wanted;
        if (hasMore) break;
        const leftBytes = source.maxAnswerBytes - sizeBytes;
        if (leftBytes <= 0) throw answerTooLarge(source.maxAnswerBytes);
        const answer = await client.ask(name, next, leftBytes, signal);
        sizeBytes += answer.sizeBytes;
        const { sources, count } = reader.sources(answer.content);
        for (const one of sources) found.push(one);
        next = pager.next({ ...answer, rowCount: count });
      }
      const { columns, rows } = reader.table(found);
      return {
        columns,
        rows: rows.slice(0, wanted),
        truncated: hasMore || rows.length > wanted,
        fetchedAtMs: clock().getTime(),
        sizeBytes,
      };
    },
  };
}
