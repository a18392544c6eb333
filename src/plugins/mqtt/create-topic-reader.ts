import type { JSONValue } from 'json-p3';
import type { MqttConfig } from './mqtt.schema.ts';
import { createPayloadReader } from './read-payload.ts';
import type { PayloadReader } from './read-payload.ts';
import type { TagDescription, TagStore } from './tag-store.ts';
import { tagNameOf } from './tag-name-of.ts';
import { createTopicMatcher, matchedPartOf } from './topic-filter.ts';

/** Topics whose mappings are remembered; beyond, they are worked out again. */
const MAX_REMEMBERED = 100_000;

type Mapping = {
  readonly matches: (topic: string) => boolean;
  readonly template: string;
  readonly read: PayloadReader;
  readonly described: TagDescription;
};

/**
 * Puts what the messages of mapped topics say into the store.
 *
 * @param toMs reads a local time of the site
 * @throws AppError `mqtt.bad_path`
 */
export function createTopicReader(
  { topics }: MqttConfig,
  store: TagStore,
  toMs: (text: string) => number | undefined,
): (topic: string, payload: Buffer) => void {
  const mappings = topics.map((mapped): Mapping => ({
    matches: createTopicMatcher(matchedPartOf(mapped.filter)),
    template: mapped.tag,
    read: createPayloadReader(mapped, toMs),
    described: {
      description: mapped.description,
      unit: mapped.unit ?? null,
      valueType: mapped.valueType === 'auto' ? 'other' : mapped.valueType,
      step: mapped.step,
      displayDigits: mapped.displayDigits ?? null,
      staleAfterMs:
        mapped.staleAfterSeconds === undefined ? undefined : mapped.staleAfterSeconds * 1_000,
    },
  }));
  const remembered = new Map<
    string,
    readonly { readonly name: string; readonly mapping: Mapping }[]
  >();

  function mappingsOf(topic: string) {
    const known = remembered.get(topic);
    if (known) return known;
    const found = mappings.flatMap((mapping) => {
      const name = mapping.matches(topic) ? tagNameOf(mapping.template, topic) : undefined;
      return name === undefined ? [] : [{ name, mapping }];
    });
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(topic, found);
    return found;
  }

  return (topic, payload) => {
    const found = mappingsOf(topic);
    if (found.length === 0) return;
    const text = payload.toString('utf8');
    let parsed: { readonly json: JSONValue | undefined } | undefined;
    const asJson = (): JSONValue | undefined => {
      parsed ??= { json: parseJson(text) };
      return parsed.json;
    };
    for (const { name, mapping } of found) {
      const said = mapping.read(text, asJson);
      store.put(name, said, describe(mapping.described, said.value, store, name));
    }
  };
}

function parseJson(text: string): JSONValue | undefined {
  try {
    return JSON.parse(text) as JSONValue;
  } catch {
    return undefined;
  }
}

/** What a tag holds shows in its values, where the settings do not say it; one without a value tells nothing new. */
function describe(
  described: TagDescription,
  value: number | string | boolean | null,
  store: TagStore,
  name: string,
): TagDescription {
  if (described.valueType !== 'other') {
    return { ...described, step: described.step || described.valueType !== 'number' };
  }
  const known = value === null ? store.find(name)?.info.valueType : undefined;
  const valueType = value === null ? (known ?? 'other') : typeOf(value);
  return { ...described, valueType, step: described.step || valueType !== 'number' };
}

function typeOf(value: number | string | boolean): TagDescription['valueType'] {
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}
