import protobuf from 'protobufjs/light.js';
import { SPARKPLUG_PAYLOAD } from './payload-definition.ts';

/** A metric as it came; what it holds depends on its data type, which only the birth may tell. */
export interface Metric {
  readonly name?: string;
  readonly alias?: string;
  /** Ms since 1970 UTC. */
  readonly timestampMs?: number;
  readonly datatype?: number;
  readonly isHistorical: boolean;
  readonly isNull: boolean;
  readonly description?: string;
  readonly properties: ReadonlyMap<string, number | string | boolean>;
  readonly value: MetricValue;
}

/** Which field the value came in, and what it holds: whole numbers without sign. */
export type MetricValue =
  | { readonly kind: 'int' | 'long'; readonly value: bigint }
  | { readonly kind: 'float' | 'double'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'other' };

export interface SparkplugPayload {
  readonly timestampMs?: number;
  readonly seq?: number;
  readonly metrics: readonly Metric[];
}

const payloadType = protobuf.Root.fromJSON(SPARKPLUG_PAYLOAD).lookupType('Payload');
const LATEST_MS = Date.UTC(2200, 0, 1);

/** @throws Error for bytes that are no such payload */
export function decodePayload(bytes: Uint8Array): SparkplugPayload {
  const decoded = payloadType.toObject(payloadType.decode(bytes), {
    longs: String,
    arrays: true,
  }) as Raw;
  const timestampMs = msOf(decoded.timestamp);
  return {
    ...(timestampMs !== undefined && { timestampMs }),
    ...(decoded.seq !== undefined && { seq: Number(decoded.seq) }),
    metrics: decoded.metrics.map(toMetric),
  };
}

/** As protobufjs hands it over: numbers of 64 bits as text, absent fields absent. */
type Raw = {
  readonly timestamp?: string;
  readonly seq?: string;
  readonly metrics: readonly RawMetric[];
};
type RawValue = {
  readonly intValue?: number;
  readonly longValue?: string;
  readonly floatValue?: number;
  readonly doubleValue?: number;
  readonly booleanValue?: boolean;
  readonly stringValue?: string;
  readonly isNull?: boolean;
};
type RawMetric = RawValue & {
  readonly name?: string;
  readonly alias?: string;
  readonly timestamp?: string;
  readonly datatype?: number;
  readonly isHistorical?: boolean;
  readonly metadata?: { readonly description?: string };
  readonly properties?: {
    readonly keys: readonly string[];
    readonly values: readonly RawValue[];
  };
};

function toMetric(raw: RawMetric): Metric {
  const timestampMs = msOf(raw.timestamp);
  const { name, alias, datatype } = raw;
  const description = raw.metadata?.description;
  return {
    ...(name !== undefined && name !== '' && { name }),
    ...(alias !== undefined && { alias }),
    ...(timestampMs !== undefined && { timestampMs }),
    ...(datatype !== undefined && { datatype }),
    ...(description !== undefined && { description }),
    isHistorical: raw.isHistorical === true,
    isNull: raw.isNull === true,
    properties: propertiesOf(raw),
    value: valueOf(raw),
  };
}

function valueOf(raw: RawValue): MetricValue {
  if (raw.intValue !== undefined) return { kind: 'int', value: BigInt(raw.intValue) };
  if (raw.longValue !== undefined) return { kind: 'long', value: BigInt(raw.longValue) };
  if (raw.floatValue !== undefined) return { kind: 'float', value: raw.floatValue };
  if (raw.doubleValue !== undefined) return { kind: 'double', value: raw.doubleValue };
  if (raw.booleanValue !== undefined) return { kind: 'boolean', value: raw.booleanValue };
  if (raw.stringValue !== undefined) return { kind: 'string', value: raw.stringValue };
  return { kind: 'other' };
}

function propertiesOf({ properties }: RawMetric): Metric['properties'] {
  const found = new Map<string, number | string | boolean>();
  for (const [place, key] of properties?.keys.entries() ?? []) {
    const raw = properties?.values[place];
    const said = raw && raw.isNull !== true ? valueOf(raw) : undefined;
    if (!said || said.kind === 'other') continue;
    found.set(key, typeof said.value === 'bigint' ? Number(said.value) : said.value);
  }
  return found;
}

function msOf(text: string | undefined): number | undefined {
  const ms = text === undefined ? NaN : Number(text);
  return ms > 0 && ms < LATEST_MS ? ms : undefined;
}
