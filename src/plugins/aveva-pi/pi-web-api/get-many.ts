import { AppError } from '#sdk';
import { isJsonObject } from './json.ts';
import { piBadAnswer } from './pi.errors.ts';
import type { PiSender } from './send.ts';
import { statusError } from './status-error.ts';

/** What became of one of several reads: its content, or its own error. */
export type PiOutcome =
  | { readonly ok: true; readonly content: unknown }
  | { readonly ok: false; readonly error: AppError };

/** Reads that are sent together, with their batch body made once. */
export type PreparedReads = {
  readonly paths: readonly string[];
  /** One text for each batch request; empty for a single path. */
  readonly batchBodies: readonly string[];
};

export type RequestOptions = {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
};

/** Besides 403 and 404: what servers, or proxies before them, say that take no `POST /batch` at all. */
const BATCH_REFUSED = new Set([405, 501]);

/** A proxy that was being changed must not cost batches for ever. */
const REFUSAL_KEPT_MS = 10 * 60_000;

/** Parts of one batch request; more go out as several batches at the same time. */
const MAX_BATCH_PARTS = 100;

/** Sends several reads as one request. */
export interface ManyReader {
  prepare(paths: readonly string[]): PreparedReads;
  /**
   * One outcome a path, in order. A single path is a plain GET, several are one `POST /batch`; where the server refuses
   * batches, they are plain GETs at the same time, and that is remembered.
   * @throws AppError when the whole request failed
   */
  run(reads: PreparedReads, options: RequestOptions): Promise<readonly PiOutcome[]>;
}

export function createManyReader(sender: PiSender, baseUrl: string): ManyReader {
  let refusedUntil = 0;

  async function getOne(path: string, options: RequestOptions): Promise<PiOutcome> {
    const answer = await sender.send({ method: 'GET', path, ...options });
    return { ok: true, content: answer.content };
  }

  async function getEach(
    paths: readonly string[],
    options: RequestOptions,
  ): Promise<readonly PiOutcome[]> {
    const settled = await Promise.allSettled(paths.map((path) => getOne(path, options)));
    const outcomes = settled.map(settledOutcome);
    const [first] = outcomes;
    if (first && !first.ok && outcomes.every((outcome) => !outcome.ok)) throw first.error;
    return outcomes;
  }

  async function postBatch(body: string, options: RequestOptions): Promise<readonly PiOutcome[]> {
    const request = { method: 'POST', path: '/batch', body } as const;
    const { content } = await sender.send({ ...request, ...options });
    return batchOutcomes(content);
  }

  return {
    prepare(paths) {
      return { paths, batchBodies: paths.length > 1 ? batchBodies(paths, baseUrl) : [] };
    },
    async run({ paths, batchBodies }, options) {
      const [only] = paths;
      if (only === undefined) return [];
      if (paths.length === 1) return [await getOne(only, options)];
      if (performance.now() < refusedUntil) return await getEach(paths, options);
      try {
        const parts = await Promise.all(batchBodies.map((body) => postBatch(body, options)));
        const outcomes = parts.flat();
        if (outcomes.length !== paths.length) throw piBadAnswer('its batch answer lacks a part');
        return outcomes;
      } catch (error) {
        if (!isBatchRefusal(error)) throw error;
        const outcomes = await getEach(paths, options);
        // Only when the plain requests get through was it the batch that was refused.
        refusedUntil = performance.now() + REFUSAL_KEPT_MS;
        return outcomes;
      }
    },
  };
}

/** Resources have to be absolute; the server ignores their host and port (topic Batch). */
function batchBodies(paths: readonly string[], baseUrl: string): readonly string[] {
  const bodies: string[] = [];
  for (let first = 0; first < paths.length; first += MAX_BATCH_PARTS) {
    const requests = paths
      .slice(first, first + MAX_BATCH_PARTS)
      .map((path, index) => [String(index + 1), { Method: 'GET', Resource: baseUrl + path }]);
    bodies.push(JSON.stringify(Object.fromEntries(requests)));
  }
  return bodies;
}

/** The parts were numbered from 1. */
function batchOutcomes(content: unknown): readonly PiOutcome[] {
  if (!isJsonObject(content)) throw piBadAnswer('it is not a batch answer');
  const outcomes: PiOutcome[] = [];
  for (let id = 1; ; id += 1) {
    const part = content[String(id)];
    if (!isJsonObject(part) || typeof part['Status'] !== 'number') return outcomes;
    const status = part['Status'];
    outcomes.push(
      status >= 200 && status < 300
        ? { ok: true, content: part['Content'] }
        : { ok: false, error: statusError(status, part['Content']) },
    );
  }
}

function isBatchRefusal(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  if (error.code === 'pi.forbidden' || error.code === 'pi.not_found') return true;
  return BATCH_REFUSED.has(Number(error.details['status']));
}

function settledOutcome(settled: PromiseSettledResult<PiOutcome>): PiOutcome {
  if (settled.status === 'fulfilled') return settled.value;
  const reason: unknown = settled.reason;
  if (reason instanceof AppError) return { ok: false, error: reason };
  throw reason;
}
