import { AppError } from '#sdk';
import type { ManyReader, PiOutcome, PreparedReads, RequestOptions } from './get-many.ts';
import { isJsonObject, itemsOf } from './json.ts';
import type { JsonObject } from './json.ts';
import { piBadAnswer } from './pi.errors.ts';
import { statusError } from './status-error.ts';
import { pathWith, pathsWithList, selectFields } from './urls.ts';
import type { Query } from './urls.ts';
import { inOrderAsked } from './web-id.ts';

/** A timed value as received; `Value` may be anything, and nothing of it has been checked. */
export type PiTimedValue = {
  readonly Timestamp?: unknown;
  readonly Value?: unknown;
  readonly UnitsAbbreviation?: unknown;
  readonly Good?: unknown;
  readonly Questionable?: unknown;
  readonly Substituted?: unknown;
  readonly Errors?: unknown;
};

/** An item of a stream set: `Value` for a single value, `Items` for several. */
export type PiStream = JsonObject & {
  readonly WebId?: unknown;
  readonly Value?: unknown;
  readonly Items?: unknown;
  readonly UnitsAbbreviation?: unknown;
};

/** One stream's part of a stream set: a failing stream never hides the others. */
export type PiStreamOutcome =
  | { readonly ok: true; readonly stream: PiStream }
  | { readonly ok: false; readonly error: AppError };

export type StreamSetKind =
  | 'value'
  | 'recorded'
  | 'recordedattimes'
  | 'interpolated'
  | 'interpolatedattimes'
  | 'plot'
  | 'summary';

export type StreamSet = {
  readonly kind: StreamSetKind;
  readonly webIds: readonly string[];
  readonly query: Query;
};

/** Stream sets whose URLs and batch body are made, to be asked for as one request as often as wanted. */
export type PreparedSets = {
  readonly sets: readonly StreamSet[];
  readonly chunks: readonly { readonly set: number; readonly webIds: readonly string[] }[];
  readonly reads: PreparedReads;
};

const TIMED = ['Timestamp', 'Value', 'Good', 'Questionable', 'Substituted', 'Errors'];
const SERIES_ALONE = `WebException;UnitsAbbreviation;${selectFields('Items.', [...TIMED, 'WebException'])}`;

/** What is asked for, of a set and of a single stream: enough to trust a value, and no links. */
const SET_FIELDS: Readonly<Record<StreamSetKind, string>> = {
  value: 'WebException;Items.WebId;Items.Value;Items.Errors;Items.WebException',
  recorded: seriesFields(),
  recordedattimes: seriesFields(),
  interpolated: seriesFields(),
  interpolatedattimes: seriesFields(),
  plot: seriesFields(),
  summary: 'WebException;Items.WebId;Items.Items;Items.Errors;Items.WebException',
};

export function prepareSets(
  sets: readonly StreamSet[],
  many: ManyReader,
  maxUrlLength: number,
): PreparedSets {
  const paths: string[] = [];
  const chunks: { set: number; webIds: readonly string[] }[] = [];
  sets.forEach(({ kind, webIds, query }, set) => {
    // IDOnly WebIDs come back as they were asked for, whatever type this server writes by default.
    const isIdOnly = webIds.every((webId) => webId.startsWith('I1'));
    const asked = {
      ...query,
      webIdType: isIdOnly ? 'IDOnly' : undefined,
      selectedFields: SET_FIELDS[kind],
    };
    const list = { name: 'webId', values: webIds };
    for (const chunk of pathsWithList(`/streamsets/${kind}`, list, asked, maxUrlLength)) {
      paths.push(chunk.path);
      chunks.push({ set, webIds: chunk.values });
    }
  });
  return { sets, chunks, reads: many.prepare(paths) };
}

/**
 * Asks for prepared stream sets, in one request however many streams they hold.
 * When the server refuses a whole set because of one stream in it, its streams are asked for one by one in a second
 * request (a batch).
 *
 * @returns for each set, an outcome for each of its WebIDs in order
 * @throws AppError when the request failed for a reason that is not about the streams
 */
export async function runSets(
  prepared: PreparedSets,
  many: ManyReader,
  options: RequestOptions,
): Promise<readonly (readonly PiStreamOutcome[])[]> {
  const answers = await runReads(prepared.reads, many, options);
  const outcomes: PiStreamOutcome[][] = prepared.sets.map(() => []);
  const alone: { set: number; place: number; webId: string }[] = [];
  prepared.chunks.forEach(({ set, webIds }, index) => {
    const answer = answers[index];
    const streams = outcomes[set] ?? [];
    if (answer?.ok) {
      streams.push(...outcomesOf(webIds, answer.content));
      return;
    }
    const error = answer?.error ?? piBadAnswer('a part of it is missing');
    for (const webId of webIds) {
      if (webIds.length > 1 && isAboutStreams(error)) {
        alone.push({ set, place: streams.length, webId });
      }
      streams.push({ ok: false, error });
    }
  });
  if (alone.length === 0) return outcomes;

  const paths = alone.map(({ set, webId }) => singlePath(prepared.sets[set], webId));
  const singles = await runReads(many.prepare(paths), many, options);
  alone.forEach(({ set, place }, index) => {
    const kind = prepared.sets[set]?.kind;
    const single = singles[index];
    const streams = outcomes[set];
    if (single && streams) streams[place] = singleOutcome(kind, single);
  });
  return outcomes;
}

/** An error of all reads together is one of each where it may be the streams' own. */
async function runReads(
  reads: PreparedReads,
  many: ManyReader,
  options: RequestOptions,
): Promise<readonly PiOutcome[]> {
  try {
    return await many.run(reads, options);
  } catch (error) {
    if (!(error instanceof AppError) || !isAboutStreams(error)) throw error;
    return reads.paths.map(() => ({ ok: false, error }));
  }
}

function outcomesOf(webIds: readonly string[], content: unknown): readonly PiStreamOutcome[] {
  const items = itemsOf(content);
  const broken = isJsonObject(content) ? streamError(content) : undefined;
  if (!items) {
    const error = broken ?? piBadAnswer('a list of streams is missing in it');
    return webIds.map(() => ({ ok: false, error }));
  }
  return inOrderAsked(webIds, items).map((stream) => {
    if (!stream) {
      return { ok: false, error: broken ?? piBadAnswer('a tag asked for is missing in it') };
    }
    const error = streamError(stream);
    return error ? { ok: false, error } : { ok: true, stream };
  });
}

function streamError(stream: JsonObject): AppError | undefined {
  const errors = stream['Errors'];
  const hasErrors = Array.isArray(errors) && errors.length > 0;
  return brokenTransfer(stream) ?? (hasErrors ? statusError(409, stream) : undefined);
}

/** The `WebException` that a broken transfer leaves at the end of what did arrive (topic Error handling). */
export function brokenTransfer(object: JsonObject): AppError | undefined {
  const exception = object['WebException'];
  if (!isJsonObject(exception)) return undefined;
  const status = exception['StatusCode'];
  return statusError(typeof status === 'number' ? status : 500, exception);
}

function singlePath(set: StreamSet | undefined, webId: string): string {
  if (!set) return '';
  const selectedFields = set.kind === 'value' || set.kind === 'summary' ? undefined : SERIES_ALONE;
  return pathWith(`/streams/${encodeURIComponent(webId)}/${set.kind}`, {
    ...set.query,
    selectedFields,
  });
}

/** A single stream's value is not wrapped in an item; its series have the item's shape already. */
function singleOutcome(kind: StreamSetKind | undefined, single: PiOutcome): PiStreamOutcome {
  if (!single.ok) return single;
  const { content } = single;
  if (!isJsonObject(content)) return { ok: false, error: piBadAnswer('a value is missing in it') };
  // The `Errors` of a single value belong to the value; whoever reads it decides what they mean.
  const isValue = kind === 'value';
  const error = isValue ? brokenTransfer(content) : streamError(content);
  if (error) return { ok: false, error };
  return { ok: true, stream: isValue ? { Value: content } : content };
}

/** Whether an error may be one stream's fault, so that the others are worth asking for alone. */
function isAboutStreams(error: AppError): boolean {
  if (['pi.not_found', 'pi.refused', 'pi.forbidden'].includes(error.code)) return true;
  const { status } = error.details;
  return error.code === 'pi.server_error' && (status === 500 || status === 501);
}

function seriesFields(): string {
  return `WebException;Items.WebId;Items.UnitsAbbreviation;${selectFields('Items.Items.', [...TIMED, 'WebException'])};Items.Errors;Items.WebException`;
}
