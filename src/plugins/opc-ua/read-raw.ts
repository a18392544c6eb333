import type { DataValue } from 'node-opcua-client';
import { AppError } from '#sdk';
import type { Reading } from '#sdk';
import { forbidden, noHistory, notFound, refused } from './opc-ua.errors.ts';
import type { OpcUaTag } from './opc-ua-tag.ts';
import type { OpenSession } from './open-session.ts';
import { toReading } from './to-reading.ts';

/** Values of one request; servers have their own limit, and hand over the rest by a continuation point. */
const PAGE = 10_000;
/** As far back as anything was recorded by a computer. */
const BEGINNING_MS = 0;
const NO_HISTORY =
  /^Bad(HistoryOperation(Unsupported|Invalid)|ServiceUnsupported|NotSupported|NotImplemented|UserAccessDenied_?History)$/;
const EMPTY = /^(GoodNoData|BadNoData|BadNoDataAvailable|BadBoundNotFound)$/;

export type RawSpan = { readonly startMs: number; readonly endMs: number; readonly most: number };
export type RawValues = {
  /** Oldest first. */
  readonly readings: readonly Reading[];
  /** There are older ones within the span. */
  readonly isTruncated: boolean;
};

/**
 * The newest values within a span, as recorded, both ends included: read backwards from its end, so that what is left out
 * are the oldest.
 *
 * @throws AppError `opcua.no_history`, `opcua.not_found`, `opcua.forbidden`
 */
export async function readNewest(
  open: OpenSession,
  tag: OpcUaTag,
  { startMs, endMs, most }: RawSpan,
  now: Date,
): Promise<RawValues> {
  // The end that is read towards is not part of what is asked for (OPC 10000-11, 6.4.3.2).
  const values = await readBackwards(open, tag, endMs, startMs - 1, most + 1);
  const readings = values
    .flatMap((value) => {
      const reading = toReading(value, tag, now);
      if (reading instanceof AppError) throw reading;
      const ms = Date.parse(reading.timestamp);
      return ms >= startMs && ms <= endMs ? [{ ms, reading }] : [];
    })
    // Stable, so that values of the same instant stay as they came, oldest first.
    .toReversed()
    .toSorted((a, b) => a.ms - b.ms)
    .map(({ reading }) => reading);
  return { readings: readings.slice(-most), isTruncated: readings.length > most };
}

/** The newest value at or before an instant and the first after it: what is known of the signal there. */
export async function readAround(
  open: OpenSession,
  tag: OpcUaTag,
  atMs: number,
  now: Date,
): Promise<readonly Reading[]> {
  const [before, after] = await Promise.all([
    readNewest(open, tag, { startMs: BEGINNING_MS, endMs: atMs, most: 1 }, now),
    readFirstAfter(open, tag, atMs, now),
  ]);
  return [...before.readings, ...(after ? [after] : [])];
}

/** The newest value before an instant; undefined when there is none. */
export async function readHeld(
  open: OpenSession,
  tag: OpcUaTag,
  beforeMs: number,
  now: Date,
): Promise<Reading | undefined> {
  const span = { startMs: BEGINNING_MS, endMs: beforeMs, most: 1 };
  return (await readNewest(open, tag, span, now)).readings[0];
}

/** The first value after an instant, up to now. */
export async function readFirstAfter(
  open: OpenSession,
  tag: OpcUaTag,
  afterMs: number,
  now: Date,
): Promise<Reading | undefined> {
  if (afterMs >= now.getTime()) return undefined;
  const { values } = await request(open, tag, afterMs + 1, now.getTime(), 1);
  const [first] = values;
  if (!first) return undefined;
  const reading = toReading(first, tag, now);
  if (reading instanceof AppError) throw reading;
  return Date.parse(reading.timestamp) > afterMs ? reading : undefined;
}

async function readBackwards(
  open: OpenSession,
  tag: OpcUaTag,
  fromMs: number,
  toMs: number,
  most: number,
): Promise<readonly DataValue[]> {
  const found: DataValue[] = [];
  let next: Buffer | undefined;
  do {
    const wanted = Math.min(PAGE, most - found.length);
    const { values, continuationPoint } = await request(open, tag, fromMs, toMs, wanted, next);
    found.push(...values);
    next = continuationPoint;
  } while (next && found.length < most);
  // What the server keeps for the rest is not needed any more.
  if (next) await request(open, tag, fromMs, toMs, 1, next, true).catch(() => undefined);
  return found;
}

type Page = {
  readonly values: readonly DataValue[];
  readonly continuationPoint?: Buffer | undefined;
};

async function request(
  { session, library }: OpenSession,
  { nodeId, tag }: OpcUaTag,
  startMs: number,
  endMs: number,
  count: number,
  continuationPoint?: Buffer,
  releaseContinuationPoints = false,
): Promise<Page> {
  const response = await session.historyRead(
    new library.HistoryReadRequest({
      historyReadDetails: new library.ReadRawModifiedDetails({
        isReadModified: false,
        startTime: new Date(startMs),
        endTime: new Date(endMs),
        numValuesPerNode: count,
        returnBounds: false,
      }),
      nodesToRead: [{ nodeId, dataEncoding: {}, ...(continuationPoint && { continuationPoint }) }],
      releaseContinuationPoints,
      timestampsToReturn: library.TimestampsToReturn.Both,
    }),
  );
  const [result] = response.results ?? [];
  const status = result?.statusCode.name ?? 'BadNoData';
  if (NO_HISTORY.test(status)) throw noHistory(tag.name);
  if (status.startsWith('BadNodeId')) throw notFound(tag.name);
  if (/^Bad(UserAccessDenied|NotReadable)$/.test(status)) throw forbidden(tag.name);
  if (EMPTY.test(status)) return { values: [] };
  if (status.startsWith('Bad')) throw refused(status);
  const { historyData } = result ?? {};
  const values = historyData instanceof library.HistoryData ? (historyData.dataValues ?? []) : [];
  const next = result?.continuationPoint;
  return { values, continuationPoint: next && next.length > 0 ? next : undefined };
}
