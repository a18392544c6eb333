import { z } from 'zod';
import {
  AppError,
  defineDataSource,
  type DataSource,
  type Reading,
  type TagInfo,
  type ValueOutcome,
} from '#sdk';

export interface ScriptedSource {
  readonly kind: string;
  /** How many times it was asked for current values. */
  reads: number;
  /** When set, every question fails with it. */
  failure: AppError | undefined;
  /** When set, every question waits for it first. */
  gate: Promise<void> | undefined;
  readonly values: Map<string, number>;
  readonly plugin: ReturnType<typeof makePlugin>;
}

/** A data source whose values, failures and delays a test chooses. It knows just the tags in `values`. */
export function scriptedSource(
  kind: string,
  values: Readonly<Record<string, number>>,
): ScriptedSource {
  const source: ScriptedSource = {
    kind,
    reads: 0,
    failure: undefined,
    gate: undefined,
    values: new Map(Object.entries(values)),
    plugin: makePlugin(kind, () => source),
  };
  return source;
}

function makePlugin(kind: string, script: () => ScriptedSource) {
  return defineDataSource({
    kind,
    title: `Scripted ${kind}`,
    capabilities: ['search', 'read'],
    config: z.object({}),
    connect: async () => connection(script()),
  });
}

function connection(script: ScriptedSource): DataSource {
  function infoOf(name: string): TagInfo | undefined {
    const known = [...script.values.keys()].find((tag) => tag.toLowerCase() === name.toLowerCase());
    if (known === undefined) return undefined;
    return {
      name: known,
      description: `Test signal ${known}`,
      unit: 'MW',
      valueType: 'number',
      step: false,
      displayDigits: 1,
      future: false,
    };
  }
  function outcomeOf(name: string): ValueOutcome {
    const tag = infoOf(name);
    if (!tag) {
      return { ok: false, name, error: new AppError('not_found', 'test.no_tag', 'No such tag.') };
    }
    const reading: Reading = {
      value: script.values.get(tag.name) ?? 0,
      unit: tag.unit,
      timestamp: new Date().toISOString(),
      quality: 'good',
    };
    return { ok: true, tag, reading };
  }
  return {
    check: async () => [{ name: 'read', ok: true, message: 'It is scripted.' }],
    async read({ tags }, signal) {
      script.reads += 1;
      if (script.gate) await Promise.race([script.gate, aborted(signal)]);
      if (script.failure) throw script.failure;
      return tags.map(outcomeOf);
    },
    findTag: infoOf,
    search: (words, limit) =>
      [...script.values.keys()]
        .filter((tag) => tag.toLowerCase().includes(words.toLowerCase()))
        .slice(0, limit)
        .flatMap((tag) => infoOf(tag) ?? []),
    tagIndexStatus: () => ({ tags: script.values.size, complete: true, refreshedAt: null }),
    close: async () => {},
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener(
      'abort',
      () => reject(new AppError('timeout', 'test.timeout', 'It took too long.')),
      { once: true },
    );
  });
}
