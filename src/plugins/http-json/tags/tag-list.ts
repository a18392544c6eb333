import type { TagIndexStatus, TagInfo } from '#sdk';
import type { Column } from '../answer/compile-columns.ts';
import { badSetting } from '../http-json.errors.ts';
import type { TagConfig } from '../http-json.schema.ts';
import type { Endpoint } from '../open-endpoint.ts';

/** A tag as its configuration describes it, its columns found. */
export interface Tag {
  readonly info: TagInfo;
  readonly config: TagConfig;
  /** Where its present value comes from. */
  readonly current: Series;
  /** Where its history comes from, if anywhere. */
  readonly history: Series | undefined;
}

/** Columns of an endpoint that are a signal over time. */
export type Series = {
  readonly endpoint: Endpoint;
  readonly value: number;
  readonly time: number | undefined;
  readonly quality: number | undefined;
  readonly where: readonly { readonly column: number; readonly text: string }[];
};

/** The tags of a source, from memory. */
export interface TagList {
  readonly all: readonly Tag[];
  find(name: string): Tag | undefined;
  /** Those that a pattern with `*` and `?` means, by name. */
  match(pattern: string): readonly Tag[];
  search(words: string, limit: number): readonly TagInfo[];
  status(): TagIndexStatus;
}

/** @throws AppError `http_json.config` for a tag whose endpoint or column there is not */
export function createTagList(
  configs: readonly TagConfig[],
  endpoints: ReadonlyMap<string, Endpoint>,
): TagList {
  const tags = configs.map((config) => compileTag(config, endpoints));
  const all = tags.toSorted((a, b) => a.info.name.localeCompare(b.info.name, 'en'));
  const byName = new Map(all.map((tag) => [tag.info.name.toLowerCase(), tag]));
  if (byName.size < all.length) throw badSetting('Tags', 'Two of them have the same name.');
  const texts = all.map(({ info }) => `${info.name} ${info.description}`.toLowerCase());
  return {
    all,
    find: (name) => byName.get(name.trim().toLowerCase()),
    match(pattern) {
      const wanted = pattern.trim().toLowerCase();
      return all.filter(({ info }) => isMatch(info.name.toLowerCase(), wanted));
    },
    search(words, limit) {
      const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
      return all
        .filter((_, index) => wanted.every((word) => texts[index]?.includes(word)))
        .slice(0, limit)
        .map(({ info }) => info);
    },
    status: () => ({ tags: all.length, complete: true, refreshedAt: null }),
  };
}

/** Letter by letter, going back to the last star only, so that no pattern takes long. */
function isMatch(name: string, pattern: string): boolean {
  let at = 0;
  let place = 0;
  let star = -1;
  let starAt = 0;
  while (at < name.length) {
    if (pattern[place] === '*') {
      star = place;
      starAt = at;
      place += 1;
    } else if (pattern[place] === '?' || pattern[place] === name[at]) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      place = star + 1;
      starAt += 1;
      at = starAt;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(place));
}

function compileTag(config: TagConfig, endpoints: ReadonlyMap<string, Endpoint>): Tag {
  const at = `Tag "${config.name}"`;
  const current = seriesOf(config, config.endpoint, endpoints, at);
  const takesStart = current.endpoint.variables.includes('start');
  const named = config.historyEndpoint?.trim();
  const history = named ? seriesOf(config, named, endpoints, at) : takesStart ? current : undefined;
  if (history && !history.endpoint.variables.includes('start')) {
    throw badSetting(at, 'The endpoint of its history has no {start} in its request.');
  }
  if (history && history.time === undefined) {
    throw badSetting(at, 'A history needs the column of the time.');
  }
  const column = current.endpoint.columns[current.value];
  return { info: infoOf(config, column), config, current, history };
}

function seriesOf(
  config: TagConfig,
  endpointName: string,
  endpoints: ReadonlyMap<string, Endpoint>,
  at: string,
): Series {
  const endpoint = endpoints.get(endpointName.trim().toLowerCase());
  if (!endpoint) throw badSetting(at, `There is no endpoint "${endpointName}".`);
  const indexOf = (name: string): number => {
    const wanted = name.trim().toLowerCase();
    const index = endpoint.columns.findIndex((column) => column.name.toLowerCase() === wanted);
    if (index >= 0) return index;
    throw badSetting(at, `The endpoint "${endpoint.config.name}" has no column "${name}".`);
  };
  const unknown = Object.keys(config.with ?? {}).find((name) => !endpoint.variables.includes(name));
  if (unknown !== undefined && !config.historyEndpoint) {
    throw badSetting(at, `The endpoint "${endpoint.config.name}" has no {${unknown}}.`);
  }
  return {
    endpoint,
    value: indexOf(config.value),
    time: config.time?.trim() ? indexOf(config.time) : undefined,
    quality: config.quality?.trim() ? indexOf(config.quality) : undefined,
    where: Object.entries(config.where ?? {}).map(([name, text]) => ({
      column: indexOf(name),
      text: text.trim(),
    })),
  };
}

function infoOf(config: TagConfig, column: Column | undefined): TagInfo {
  return {
    name: config.name.trim(),
    description: config.description ?? '',
    unit: config.unit?.trim() || null,
    valueType: valueTypeOf(column),
    step: config.step,
    displayDigits: config.displayDigits ?? null,
    future: config.forecast,
  };
}

function valueTypeOf(column: Column | undefined): TagInfo['valueType'] {
  switch (column?.type) {
    case 'text':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'instant':
    case 'epoch':
    case 'epoch ms':
      return 'timestamp';
    default:
      return 'number';
  }
}
