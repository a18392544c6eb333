import { AppError } from '#sdk';
import { ATTRIBUTE_FIELDS, toAttribute, toAttributes } from './attributes.ts';
import type { PiWebApiClient, PiWebApiClientOptions } from './client.ts';
import { toDataServer, toElement, toSystem } from './directory.ts';
import type { PiDataServer, PiSystem } from './directory.ts';
import {
  eventFramesPath,
  readElementPaths,
  readEventFrameValues,
  toEventFrames,
} from './event-frames.ts';
import { createManyReader } from './get-many.ts';
import type { ManyReader, PiOutcome, RequestOptions } from './get-many.ts';
import { isJsonObject, itemsOf, textField } from './json.ts';
import { lookupsOf } from './multiple.ts';
import type { PiLookup } from './multiple.ts';
import { listPages } from './pages.ts';
import {
  piBadAnswer,
  piInvalidQuestion,
  piNotFound,
  piOnlyReads,
  piWrongAddress,
} from './pi.errors.ts';
import { POINT_FIELDS, toPoint, toPoints } from './points.ts';
import { createReadLimits } from './read-limits.ts';
import { readRecorded } from './recorded.ts';
import { readInterpolated, readPlot } from './sampled.ts';
import { createSender, parseBaseUrl } from './send.ts';
import { prepareSets, runSets } from './stream-sets.ts';
import { readSummaries } from './summaries.ts';
import { pathWith, pathsWithList, selectFields } from './urls.ts';
import type { Query } from './urls.ts';

const DEFAULT_MAX_URL_LENGTH = 4_000;
/** The server allows no more in one page of points. */
const PAGE_SIZE = 1_000;
/** Short WebIDs, which stay the same when an object is renamed. */
const ID_ONLY = 'IDOnly';

/** Opens nothing yet: the first call connects. */
export function createPiWebApiClient(options: PiWebApiClientOptions): PiWebApiClient {
  const { origin, path: basePath } = parseBaseUrl(options.baseUrl);
  const maxUrlLength = options.maxUrlLength ?? DEFAULT_MAX_URL_LENGTH;
  const sender = createSender(options);
  const many: ManyReader = createManyReader(sender, origin + basePath);
  const parts = { many, limits: createReadLimits(), maxUrlLength };
  let hasPointSearch = true;

  async function getAnswer(path: string, query: Query, request: RequestOptions = {}) {
    const asked = { method: 'GET', path: pathWith(path, query) } as const;
    return await sender.send({ ...asked, ...request });
  }

  async function get(path: string, query: Query, request?: RequestOptions): Promise<unknown> {
    return (await getAnswer(path, query, request)).content;
  }

  async function system(request?: RequestOptions): Promise<PiSystem> {
    return toSystem(await get('/system', {}, request).catch(whenNothingIsThere));
  }

  async function dataServers(request?: RequestOptions): Promise<readonly PiDataServer[]> {
    return await list('/dataservers', {}, toDataServer, request).catch(whenNothingIsThere);
  }

  async function list<T>(
    path: string,
    query: Query,
    convert: (object: unknown) => T | undefined,
    request?: RequestOptions,
  ): Promise<readonly T[]> {
    const items = itemsOf(await get(path, query, request));
    if (!items) throw piBadAnswer('a list is missing in it');
    return items.map((item) => required(convert(item)));
  }

  /** Looks paths up together, and one by one where the server has no such call. */
  async function multiple<T>(
    kind: 'points' | 'attributes',
    paths: readonly string[],
    fields: readonly string[],
    convert: (object: unknown) => T | undefined,
    request: RequestOptions = {},
  ): Promise<readonly PiLookup<T>[]> {
    if (paths.length === 0) return [];
    const selectedFields = `Items.Identifier;Items.Exception;${selectFields('Items.Object.', fields)}`;
    const chunks = pathsWithList(
      `/${kind}/multiple`,
      { name: 'path', values: paths },
      { webIdType: ID_ONLY, selectedFields },
      maxUrlLength,
    );
    const reads = many.prepare(chunks.map(({ path }) => path));
    const answers = await many.run(reads, request).catch(whenCallIsMissing);
    const found: PiLookup<T>[] = [];
    for (const [index, { values }] of chunks.entries()) {
      const answer = answers[index];
      if (answer?.ok) found.push(...lookupsOf(answer.content, values, convert, nameIn));
      else found.push(...(await oneByOne(kind, values, convert, request)));
    }
    return found;
  }

  async function oneByOne<T>(
    kind: 'points' | 'attributes',
    paths: readonly string[],
    convert: (object: unknown) => T | undefined,
    request: RequestOptions,
  ): Promise<readonly PiLookup<T>[]> {
    const urls = paths.map((path) => pathWith(`/${kind}`, { path, webIdType: ID_ONLY }));
    const answers = await many.run(many.prepare(urls), request).catch(whenCallIsMissing);
    // A server that answers 404 to everything must not make known tags unknown.
    if (!answers.some(({ ok }) => ok)) await dataServers(request);
    return paths.map((path, index) => {
      const answer = answers[index];
      const found = answer?.ok ? convert(answer.content) : undefined;
      if (found !== undefined) return { ok: true, found };
      const isMissing = answer === undefined || answer.ok || answer.error.code === 'pi.not_found';
      return { ok: false, error: isMissing ? piNotFound(nameIn(path)) : answer.error };
    });
  }

  return {
    get,
    getAnswer,
    async batch(requests, request = {}) {
      // As it is sent: what an object says of itself when it is written may differ from what it is.
      const body = JSON.stringify(requests);
      if (!isOnlyReading(JSON.parse(body))) throw piOnlyReads();
      const asked = { method: 'POST', path: '/batch', body } as const;
      const { content } = await sender.send({ ...asked, ...request });
      if (!isJsonObject(content)) throw piBadAnswer('it is not a batch answer');
      return content;
    },
    prepareReads: (paths) => many.prepare(paths),
    runReads: (reads, request = {}) => many.run(reads, request),

    system,
    dataServers,
    async dataServerByName(name, request) {
      const content = await get('/dataservers', { name }, request);
      // Some servers answer the overload by name with the list.
      const items = itemsOf(content);
      const isNamed = (item: unknown) =>
        toDataServer(item)?.name.toLowerCase() === name.toLowerCase();
      return required(toDataServer(items ? items.find(isNamed) : content), name);
    },
    assetServers: (request) => list('/assetservers', {}, toElement, request),
    assetDatabases: (webId, request) =>
      list(`/assetservers/${encodeURIComponent(webId)}/assetdatabases`, {}, toElement, request),

    pointPages(webId, { nameFilter, pageSize = PAGE_SIZE }, request) {
      const path = `/dataservers/${encodeURIComponent(webId)}/points`;
      const selectedFields = selectFields('Items.', POINT_FIELDS);
      const query = { nameFilter, maxCount: pageSize, webIdType: ID_ONLY, selectedFields };
      const getPage = async (startIndex: number) =>
        toPoints(await get(path, { ...query, startIndex }, request));
      return listPages(getPage);
    },
    async pointByPath(path, request) {
      return required(toPoint(await get('/points', { path, webIdType: ID_ONLY }, request)));
    },
    pointsMultiple: (paths, request) => multiple('points', paths, POINT_FIELDS, toPoint, request),
    async searchPoints(dataServerWebId, query, maxCount, request) {
      const selectedFields = selectFields('Items.', POINT_FIELDS);
      const fields = { maxCount, webIdType: ID_ONLY, selectedFields };
      if (hasPointSearch) {
        try {
          const asked = { dataServerWebId, query, ...fields };
          return toPoints(await get('/points/search', asked, request));
        } catch (error) {
          if (!isUnknownCall(error)) throw error;
          hasPointSearch = false;
        }
      }
      if (!/^[^:\s]+$/.test(query)) throw noPointSearch();
      const path = `/dataservers/${encodeURIComponent(dataServerWebId)}/points`;
      return toPoints(await get(path, { nameFilter: query, ...fields }, request));
    },

    async elementByPath(path, request) {
      const fields = { webIdType: ID_ONLY, selectedFields: 'WebId;Name;Path' };
      return required(toElement(await get('/elements', { path, ...fields }, request)));
    },
    attributesMultiple: (paths, request) =>
      multiple('attributes', paths, ATTRIBUTE_FIELDS, toAttribute, request),
    elementAttributePages(webId, { nameFilter }, request) {
      const path = `/elements/${encodeURIComponent(webId)}/attributes`;
      const selectedFields = selectFields('Items.', ATTRIBUTE_FIELDS);
      const query = { nameFilter, maxCount: PAGE_SIZE, webIdType: ID_ONLY, selectedFields };
      const getPage = async (startIndex: number) =>
        toAttributes(await get(path, { ...query, startIndex }, request));
      return listPages(getPage);
    },

    async eventFrames(databaseWebId, query, request) {
      return toEventFrames(await get(eventFramesPath(databaseWebId, query), {}, request));
    },
    eventFrameValues: (webIds, request = {}) => readEventFrameValues(webIds, many, request),
    elementPaths: (webIds, request = {}) => readElementPaths(webIds, parts, request),

    prepareSets: (sets) => prepareSets(sets, many, maxUrlLength),
    runSets: (prepared, request = {}) => runSets(prepared, many, request),
    async streamSetValue(webIds, query = {}, request = {}) {
      const sets = [{ kind: 'value', webIds, query }] as const;
      const [outcomes] = await runSets(prepareSets(sets, many, maxUrlLength), many, request);
      return outcomes ?? [];
    },
    async streamSetRecordedAtTimes(webIds, query, request = {}) {
      const sets = [{ kind: 'recordedattimes', webIds, query }] as const;
      const [outcomes] = await runSets(prepareSets(sets, many, maxUrlLength), many, request);
      return outcomes ?? [];
    },
    streamSetRecorded: (webIds, query, request = {}) => readRecorded(webIds, query, parts, request),
    streamSetInterpolated: (webIds, query, request = {}) =>
      readInterpolated(webIds, query, parts, request),
    streamSetPlot: (webIds, query, request = {}) => readPlot(webIds, query, parts, request),
    streamSetSummary: (webIds, query, request = {}) => readSummaries(webIds, query, parts, request),
    close: () => sender.close(),
  };
}

function required<T>(found: T | undefined, name?: string): T {
  if (found !== undefined) return found;
  throw name === undefined ? piBadAnswer('what was asked for is missing in it') : piNotFound(name);
}

/** Calls that every PI Web API has. */
function whenNothingIsThere(error: unknown): never {
  throw error instanceof AppError && error.code === 'pi.not_found' ? piWrongAddress(error) : error;
}

function noPointSearch(): AppError {
  return piInvalidQuestion(
    'This PI Web API is too old for point searches. Search by a name, with * and ? where needed.',
  );
}

/** What a person calls the object of a path: a point's name, or an attribute's element and name. */
function nameIn(path: string): string {
  const parts = path.replace(/^\\+/, '').split('\\');
  return parts.slice(path.includes('|') ? 2 : 1).join('\\');
}

/** Whether each part of a batch is a GET, and says so once: servers take `method` for `Method` too. */
function isOnlyReading(requests: unknown): boolean {
  if (!isJsonObject(requests)) return false;
  return Object.values(requests).every((request) => {
    if (!isJsonObject(request)) return false;
    const methods = Object.keys(request).filter((name) => name.toLowerCase() === 'method');
    return methods.length === 1 && textField(request, methods[0] ?? '').toUpperCase() === 'GET';
  });
}

/** How servers before the version with a call answer it. */
function isUnknownCall(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  return error.code === 'pi.not_found' || [405, 501].includes(Number(error.details['status']));
}

function whenCallIsMissing(error: unknown): readonly PiOutcome[] {
  const isRefused = error instanceof AppError && error.code === 'pi.refused';
  if (isRefused || isUnknownCall(error)) return [];
  throw error;
}
