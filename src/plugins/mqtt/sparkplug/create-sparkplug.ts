import type { Quality } from '#sdk';
import type { SaidValue } from '../said-value.ts';
import type { TagDescription, TagStore } from '../tag-store.ts';
import { decodePayload } from './decode-payload.ts';
import type { Metric, SparkplugPayload } from './decode-payload.ts';
import { metricValueOf, valueTypeOf } from './metric-value.ts';
import { parseSparkplugTopic } from './parse-topic.ts';
import type { SparkplugTopic } from './parse-topic.ts';

/** Sequence numbers are of one byte. */
const SEQ_COUNT = 256;
/** Properties that hold the unit and what the metric is, by the names that edge nodes give them, in lower case. */
const UNIT_KEYS = ['engunit', 'engunits', 'engineeringunit', 'engineeringunits', 'unit', 'units'];
const DESCRIPTION_KEYS = ['description', 'documentation', 'tooltip'];
/** The property `Quality` (Sparkplug 6.4.13): 192 is good, 500 stale, 0 bad. */
const QUALITY_KEY = 'quality';
const BD_SEQ = 'bdSeq';

/** What a birth said of a metric, for the data that follow and name it by its alias. */
type Born = {
  readonly name: string;
  readonly datatype: number | undefined;
  readonly unit: string | null;
  readonly description: string;
};

type EdgeNode = {
  /** By alias, for the node and all its devices. */
  readonly byAlias: Map<string, Born>;
  readonly byName: Map<string, Born>;
  /** Of the node's own metrics, and of each device's; the tags that are stale once it is gone. */
  readonly tags: Map<string, Set<string>>;
  /** The last sequence number; undefined before the first message. */
  seq: number | undefined;
  bdSeq: number | undefined;
  /** It was born, did not die, and no message is missing since. */
  isWhole: boolean;
  /** Nothing was ever heard of its birth: only metrics that say all themselves can be read. */
  isUnborn: boolean;
};

export interface SparkplugCounts {
  /** Messages that cannot be read at all. */
  readonly unreadable: number;
  /** Messages that were not believed, because one before them is missing or their birth was not seen. */
  readonly ignored: number;
}

export interface Sparkplug {
  take(topic: string, payload: Uint8Array): void;
  /** What was not taken, for the log. */
  counts(): SparkplugCounts;
}

/**
 * Follows the edge nodes of Sparkplug B: births say what there is, data what changed, deaths that nobody vouches for it
 * any more. Where a message is missing, everything of that node is stale until its next birth; Plantline does not ask for
 * one, since that would be writing.
 *
 * Tags are `group/node/metric` and `group/node/device/metric`.
 */
export function createSparkplug(store: TagStore, clock: () => Date): Sparkplug {
  const nodes = new Map<string, EdgeNode>();
  let unreadable = 0;
  let ignored = 0;

  function nodeOf({ group, node }: SparkplugTopic): EdgeNode {
    const id = `${group}/${node}`;
    const known = nodes.get(id) ?? newNode();
    nodes.set(id, known);
    return known;
  }

  function markStale(node: EdgeNode, device?: string): void {
    for (const [owner, tags] of node.tags) {
      if (device === undefined || owner === device) store.markStale(tags);
    }
  }

  function birth(topic: SparkplugTopic, node: EdgeNode, payload: SparkplugPayload): void {
    if (topic.device === undefined) {
      // The node starts over; its devices are born again after it.
      markStale(node);
      node.byAlias.clear();
      node.byName.clear();
      node.tags.clear();
      node.seq = payload.seq ?? 0;
      node.bdSeq = bdSeqOf(payload);
      node.isWhole = true;
      node.isUnborn = false;
    } else if (!follows(node, payload)) {
      return;
    } else {
      markStale(node, topic.device);
      node.tags.delete(topic.device);
    }
    for (const metric of payload.metrics) {
      if (metric.name === undefined || metric.name === BD_SEQ) continue;
      const born: Born = {
        name: metric.name,
        datatype: metric.datatype,
        unit: propertyOf(metric, UNIT_KEYS) ?? null,
        description: metric.description ?? propertyOf(metric, DESCRIPTION_KEYS) ?? '',
      };
      node.byName.set(keyOf(topic.device, metric.name), born);
      if (metric.alias !== undefined) node.byAlias.set(metric.alias, born);
      put(topic, node, metric, born, payload);
    }
  }

  function data(topic: SparkplugTopic, node: EdgeNode, payload: SparkplugPayload): void {
    if (!follows(node, payload)) return;
    for (const metric of payload.metrics) {
      const born = bornOf(topic, node, metric);
      if (born) put(topic, node, metric, born, payload);
      else ignored += 1;
    }
  }

  /** Whether a message comes right after the last one of its node; if not, the node waits for its next birth. */
  function follows(node: EdgeNode, { seq }: SparkplugPayload): boolean {
    if (node.isUnborn) {
      const isNext = node.seq === undefined || seq === (node.seq + 1) % SEQ_COUNT;
      // What was read before still stands: without aliases, nothing is taken for something else.
      if (!isNext) markStale(node);
      node.seq = seq;
      return true;
    }
    const isNext = node.isWhole && node.seq !== undefined && seq === (node.seq + 1) % SEQ_COUNT;
    if (!isNext) {
      if (node.isWhole) markStale(node);
      node.isWhole = false;
      ignored += 1;
      return false;
    }
    node.seq = seq;
    return true;
  }

  function death(topic: SparkplugTopic, node: EdgeNode, payload: SparkplugPayload): void {
    if (topic.device !== undefined) {
      if (follows(node, payload) || !node.isWhole) markStale(node, topic.device);
      return;
    }
    const bdSeq = bdSeqOf(payload);
    // The will of an earlier connection of the node, which arrives after its new birth.
    if (node.bdSeq !== undefined && bdSeq !== undefined && bdSeq !== node.bdSeq) {
      ignored += 1;
      return;
    }
    markStale(node);
    node.isWhole = false;
  }

  function put(
    topic: SparkplugTopic,
    node: EdgeNode,
    metric: Metric,
    born: Born,
    payload: SparkplugPayload,
  ): void {
    const datatype = metric.datatype ?? born.datatype;
    const valueType = valueTypeOf(datatype, metric.value);
    if (valueType === 'other') return;
    const name = [topic.group, topic.node, topic.device, born.name]
      .filter((part) => part !== undefined)
      .join('/');
    const owner = topic.device ?? '';
    const tags = node.tags.get(owner) ?? new Set<string>();
    node.tags.set(owner, tags.add(name));
    const atMs = metric.timestampMs ?? payload.timestampMs ?? clock().getTime();
    const said = saidOf(metric, datatype, new Date(atMs).toISOString());
    // A metric of the past, sent later by a node that was offline, is not what is now.
    if (metric.isHistorical && !isNewer(name, atMs)) return;
    const description: TagDescription = {
      description: born.description,
      unit: propertyOf(metric, UNIT_KEYS) ?? born.unit,
      valueType,
      step: valueType !== 'number' && valueType !== 'timestamp',
      displayDigits: null,
    };
    store.put(name, said, description);
  }

  function isNewer(name: string, ms: number): boolean {
    const known = store.find(name);
    return !known || Date.parse(known.reading.timestamp) < ms;
  }

  return {
    take(topic, bytes) {
      const parsed = parseSparkplugTopic(topic);
      if (!parsed) return;
      try {
        const payload = decodePayload(bytes);
        const node = nodeOf(parsed);
        if (parsed.type.endsWith('BIRTH')) birth(parsed, node, payload);
        else if (parsed.type.endsWith('DATA')) data(parsed, node, payload);
        else death(parsed, node, payload);
      } catch {
        unreadable += 1;
      }
    },
    counts: () => ({ unreadable, ignored }),
  };
}

function newNode(): EdgeNode {
  return {
    byAlias: new Map(),
    byName: new Map(),
    tags: new Map(),
    seq: undefined,
    bdSeq: undefined,
    isWhole: false,
    isUnborn: true,
  };
}

function keyOf(device: string | undefined, name: string): string {
  return `${device ?? ''}\n${name}`;
}

/** What is known of a metric of data: from its birth, or from itself where it says its name and its type. */
function bornOf(topic: SparkplugTopic, node: EdgeNode, metric: Metric): Born | undefined {
  const born =
    metric.name === undefined
      ? metric.alias && node.byAlias.get(metric.alias)
      : node.byName.get(keyOf(topic.device, metric.name));
  if (born) return born;
  if (metric.name === undefined || !node.isUnborn) return undefined;
  const { name, datatype } = metric;
  return { name, datatype, unit: null, description: metric.description ?? '' };
}

function saidOf(metric: Metric, datatype: number | undefined, timestamp: string): SaidValue {
  const bad = (reason: string): SaidValue => ({ value: null, timestamp, quality: 'bad', reason });
  if (metric.isNull) return bad('No Data');
  const value = metricValueOf(metric.value, datatype);
  if (value === undefined) return bad('No Data');
  if (typeof value === 'number' && !Number.isFinite(value)) return bad('Not a number');
  const quality = qualityOf(metric);
  return quality.quality === 'bad' ? bad(quality.reason) : { value, timestamp, quality: 'good' };
}

function qualityOf({ properties }: Metric): { readonly quality: Quality; readonly reason: string } {
  const [, code] = [...properties].find(([key]) => key.toLowerCase() === QUALITY_KEY) ?? [];
  if (typeof code !== 'number' || code === 192) return { quality: 'good', reason: '' };
  return { quality: 'bad', reason: code === 500 ? 'Stale' : `Bad (${code})` };
}

function propertyOf({ properties }: Metric, keys: readonly string[]): string | undefined {
  for (const [key, value] of properties) {
    const isMeant = keys.includes(key.toLowerCase().replaceAll(/[ _]/g, ''));
    if (isMeant && typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return undefined;
}

function bdSeqOf({ metrics }: SparkplugPayload): number | undefined {
  const metric = metrics.find(({ name }) => name === BD_SEQ);
  const { value } = metric ?? {};
  return value?.kind === 'int' || value?.kind === 'long' ? Number(value.value) : undefined;
}
