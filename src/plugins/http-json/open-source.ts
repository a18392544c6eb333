import type { DataSource, DataSourceTools, Table, TableInfo, TableQuery } from '#sdk';
import { createAnswerCache } from './answer-cache.ts';
import { isTimeZone } from './answer/cell.ts';
import { checkSource } from './check-source.ts';
import { badSetting, unknownEndpoint, variableUnknown } from './http-json.errors.ts';
import type { HttpJsonConfig } from './http-json.schema.ts';
import { openEndpoint } from './open-endpoint.ts';
import type { Endpoint } from './open-endpoint.ts';
import { parseQuestion } from './request/parse-question.ts';
import { createTagList } from './tags/tag-list.ts';
import { createTagReader } from './tags/tag-reader.ts';
import { createApiClient } from './wire/api-client.ts';

/** Opens a source; nothing is asked of its API yet. @throws AppError `http_json.config` */
export function openSource(config: HttpJsonConfig, tools: DataSourceTools): DataSource {
  const { clock } = tools;
  const timeZone = config.timeZone.trim() || tools.timeZone;
  if (!isTimeZone(timeZone)) {
    throw badSetting('Time zone', 'It is not a name such as Asia/Jakarta. Correct it.');
  }
  const client = createApiClient(config, tools);
  const endpoints = openEndpoints(config, (one) =>
    openEndpoint(one, config, { client, clock, timeZone }),
  );
  const cache = createAnswerCache(clock);
  const tags = createTagList(config.tags ?? [], endpoints);
  const reader = createTagReader(tags, config, { cache, clock, timeZone });

  async function query(
    { text, parameters, maxRows }: TableQuery,
    signal: AbortSignal,
  ): Promise<Table> {
    const { endpoint: name, assigned, used } = parseQuestion(text, parameters);
    const endpoint = endpoints.get(name.toLowerCase());
    if (!endpoint) throw unknownEndpoint(name, namesOf(endpoints));
    const { variables } = endpoint;
    const takes = (variable: string): boolean => variables.includes(variable);
    // What an answer was asked with must have been asked: nothing that was given is ever left out unsaid.
    const stray =
      Object.keys(assigned).find((variable) => !takes(variable)) ??
      Object.keys(parameters).find(
        (variable) => !takes(variable) && !used.includes(variable) && variable !== 'limit',
      );
    if (stray !== undefined) throw variableUnknown(stray, endpoint.config.name);
    const given = Object.entries(parameters).filter(([variable]) => takes(variable));
    const values = { ...Object.fromEntries(given), ...assigned };
    const fetched = await cache.fetch(endpoint, values, maxRows, signal);
    const { columns, rows, truncated } = fetched;
    return { columns, rows, truncated };
  }

  return {
    check: (signal) =>
      checkSource({ client, config, clock, endpoints: [...endpoints.values()], tags, signal }),
    query,
    browse: async () => [...endpoints.values()].map(tableInfo),
    ...(tags.all.length > 0 && {
      read: reader.read,
      search: tags.search,
      findTag: (name: string) => tags.find(name)?.info,
      tagIndexStatus: tags.status,
    }),
    ...(tags.all.some(({ history }) => history) && {
      history: reader.history,
      summary: reader.summary,
    }),
    close: () => client.close(),
  };
}

function openEndpoints(
  { endpoints }: HttpJsonConfig,
  open: (config: HttpJsonConfig['endpoints'][number]) => Endpoint,
): ReadonlyMap<string, Endpoint> {
  const opened = new Map(endpoints.map((one) => [one.name.toLowerCase(), open(one)]));
  if (opened.size < endpoints.length) {
    throw badSetting('Endpoints', 'Two of them have the same name.');
  }
  return opened;
}

function namesOf(endpoints: ReadonlyMap<string, Endpoint>): readonly string[] {
  return [...endpoints.values()].map(({ config }) => config.name);
}

function tableInfo({ config, columns, variables }: Endpoint): TableInfo {
  const asks = variables.length === 0 ? [] : [`asked with ${variables.join(', ')}`];
  const comment = [config.description?.trim() ?? '', ...asks].filter(Boolean).join('; ');
  const known = columns.map(({ name, type }) => ({ name, type, nullable: true }));
  // Without columns of its own it has those that the answer has.
  const every = { name: '*', type: 'auto', nullable: true, comment: 'every plain field' };
  return {
    name: config.name,
    ...(comment === '' ? {} : { comment }),
    columns: known.length > 0 ? known : [every],
  };
}
