import type { PiAttribute } from './attributes.ts';
import type { PiDataServer, PiElement, PiSystem } from './directory.ts';
import type { EventFrameQuery, PiEventFramePage, PiNamedValue } from './event-frames.ts';
import type { PiOutcome, PreparedReads, RequestOptions } from './get-many.ts';
import type { JsonObject } from './json.ts';
import type { PiLookup } from './multiple.ts';
import type { PiPoint } from './points.ts';
import type { RecordedQuery } from './recorded.ts';
import type { InterpolatedQuery, PlotQuery } from './sampled.ts';
import type { PiAnswer, PiConnectionOptions } from './send.ts';
import type { PiSeries } from './series.ts';
import type { PiStreamOutcome, PreparedSets, StreamSet } from './stream-sets.ts';
import type { PiSummaries, SummaryQuery } from './summaries.ts';
import type { Query } from './urls.ts';

export type PiWebApiClientOptions = PiConnectionOptions & {
  /** Characters of path and query; longer questions become one batch request. Default 4,000. */
  readonly maxUrlLength?: number | undefined;
};

/**
 * A client of one PI Web API server. It only reads.
 *
 * Every call takes `{ signal, timeoutMs }` and throws an `AppError` with a code `pi.*` (see `pi.errors.ts`); none names a
 * host or a credential. Calls on several tags give one outcome a tag, in the order asked.
 */
export interface PiWebApiClient {
  /** Any GET below the base URL. */
  get(path: string, query: Query, options?: RequestOptions): Promise<unknown>;
  /** The same with status and headers. */
  getAnswer(path: string, query: Query, options?: RequestOptions): Promise<PiAnswer>;
  /**
   * `POST /batch` with a body as PI Web API documents it; the answer's parts by id.
   *
   * @throws AppError `pi.only_reads` for a part with another method than GET, before anything is sent
   */
  batch(requests: JsonObject, options?: RequestOptions): Promise<JsonObject>;
  /** Several GETs as one request; see `ManyReader`. */
  prepareReads(paths: readonly string[]): PreparedReads;
  runReads(reads: PreparedReads, options?: RequestOptions): Promise<readonly PiOutcome[]>;

  /** @throws AppError `pi.wrong_address` where there is no PI Web API at all */
  system(options?: RequestOptions): Promise<PiSystem>;
  /** @throws AppError `pi.wrong_address` where there is no PI Web API at all */
  dataServers(options?: RequestOptions): Promise<readonly PiDataServer[]>;
  dataServerByName(name: string, options?: RequestOptions): Promise<PiDataServer>;
  assetServers(options?: RequestOptions): Promise<readonly PiElement[]>;
  assetDatabases(assetServerWebId: string, options?: RequestOptions): Promise<readonly PiElement[]>;

  /**
   * All points of a data server whose name matches (`*` and `?`), page by page, to the very end: a page that is shorter
   * than asked is not taken for the last, because servers may be set to smaller pages.
   */
  pointPages(
    dataServerWebId: string,
    query: { readonly nameFilter?: string; readonly pageSize?: number },
    options?: RequestOptions,
  ): AsyncIterable<readonly PiPoint[]>;
  pointByPath(path: string, options?: RequestOptions): Promise<PiPoint>;
  /** Points by `\\SERVER\TAG`. Many paths are one request. */
  pointsMultiple(
    paths: readonly string[],
    options?: RequestOptions,
  ): Promise<readonly PiLookup<PiPoint>[]>;
  /**
   * Points by a search query (`Tag:=sin* PointType:=Float32`), 1,000 at most. A server before 2019 has no search: there a
   * plain name with wildcards is looked up as a name filter, and anything else is refused.
   */
  searchPoints(
    dataServerWebId: string,
    query: string,
    maxCount: number,
    options?: RequestOptions,
  ): Promise<readonly PiPoint[]>;

  elementByPath(path: string, options?: RequestOptions): Promise<PiElement>;
  /** Attributes by `\\AFSERVER\Database\Element|Attribute`. Many paths are one request. */
  attributesMultiple(
    paths: readonly string[],
    options?: RequestOptions,
  ): Promise<readonly PiLookup<PiAttribute>[]>;
  elementAttributePages(
    elementWebId: string,
    query: { readonly nameFilter?: string },
    options?: RequestOptions,
  ): AsyncIterable<readonly PiAttribute[]>;

  /** Event frames of an AF database that overlap a range, newest beginning first, one page. */
  eventFrames(
    databaseWebId: string,
    query: EventFrameQuery,
    options?: RequestOptions,
  ): Promise<PiEventFramePage>;
  /** What event frames know besides: their attributes, in one request; undefined for one that cannot be read. */
  eventFrameValues(
    webIds: readonly string[],
    options?: RequestOptions,
  ): Promise<readonly (readonly PiNamedValue[] | undefined)[]>;
  /** Paths of elements by their WebIDs, in one request; one that cannot be read is missing. */
  elementPaths(
    webIds: readonly string[],
    options?: RequestOptions,
  ): Promise<ReadonlyMap<string, string>>;

  /** Stream sets with their URLs made, for questions that are asked again and again. */
  prepareSets(sets: readonly StreamSet[]): PreparedSets;
  runSets(
    prepared: PreparedSets,
    options?: RequestOptions,
  ): Promise<readonly (readonly PiStreamOutcome[])[]>;
  /** One value a stream, now or at a PI time. */
  streamSetValue(
    webIds: readonly string[],
    query?: { readonly time?: string },
    options?: RequestOptions,
  ): Promise<readonly PiStreamOutcome[]>;
  /** The archived value of each stream at each time. */
  streamSetRecordedAtTimes(
    webIds: readonly string[],
    query: { readonly time: readonly string[]; readonly retrievalMode?: string },
    options?: RequestOptions,
  ): Promise<readonly PiStreamOutcome[]>;
  streamSetRecorded(
    webIds: readonly string[],
    query: RecordedQuery,
    options?: RequestOptions,
  ): Promise<readonly PiSeries[]>;
  streamSetInterpolated(
    webIds: readonly string[],
    query: InterpolatedQuery,
    options?: RequestOptions,
  ): Promise<readonly PiSeries[]>;
  streamSetPlot(
    webIds: readonly string[],
    query: PlotQuery,
    options?: RequestOptions,
  ): Promise<readonly PiSeries[]>;
  streamSetSummary(
    webIds: readonly string[],
    query: SummaryQuery,
    options?: RequestOptions,
  ): Promise<readonly PiSummaries[]>;
  close(): Promise<void>;
}
