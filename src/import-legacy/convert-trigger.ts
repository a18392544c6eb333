import { AppError } from '#sdk';
import { type TriggerType, checkTrigger, parseInterval } from '../triggers/index.ts';
import { legacyInstant } from './legacy-instant.ts';
import type { LegacyRow } from './open-legacy-file.ts';
import type { SourcePlan, TargetSource } from './plan-sources.ts';
import { type GatewayUrl, readGatewayUrl } from './read-gateway-url.ts';
import { readJson, textOf } from './read-json.ts';
import { readPiQuery } from './read-pi-query.ts';

/** A trigger as it will be here, before names are made unique. */
export type DraftTrigger = {
  readonly kind: 'trigger';
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly dataSourceId: string | null;
  readonly active: boolean;
  readonly createdAt: Date;
  readonly notes: readonly string[];
};

/** A trigger that only named others, which is a group here. */
export type DraftComposite = {
  readonly kind: 'composite';
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly memberNames: readonly string[];
  readonly createdAt: Date;
  readonly notes: readonly string[];
};

export type RefusedTrigger = {
  readonly kind: 'refused';
  readonly id: string;
  readonly name: string;
  readonly notes: readonly string[];
};

export type ConvertTriggerDeps = {
  readonly sources: Pick<SourcePlan, 'find' | 'gatewayAt'>;
  /** Why a query may not be sent to a source of this plugin; undefined when it may. */
  readonly refusalOf: (plugin: string, query: string) => string | undefined;
  readonly now: Date;
  readonly timeZone: string;
};

type Fields = Readonly<Record<string, unknown>>;
type Asked = {
  readonly type: TriggerType;
  readonly config: Fields;
  readonly dataSourceId: string | null;
  readonly isUsable: boolean;
  readonly notes: readonly string[];
};

const DEFAULT_INTERVAL = '1h';
const DEFAULT_COUNT = 10;
const MOST_VALUES = 1000;
const LABEL_CHARACTERS = 24;
const DESCRIPTION_CHARACTERS = 4000;

/**
 * What a trigger of the predecessor's is here. Its three shapes of config are read alike: the query is `query`, else
 * `api_url`; the description `description`, else `desc`; the column `active` counts, not the field.
 */
export function convertTrigger(
  row: LegacyRow,
  deps: ConvertTriggerDeps,
): DraftTrigger | DraftComposite | RefusedTrigger {
  const id = textOf(row['id']) ?? '';
  const name = textOf(row['name']) ?? '';
  const config = readJson(row['config']);
  if (!config) return refused(id, name, 'Its settings cannot be read.');
  const type = (textOf(row['type']) ?? textOf(config['type']) ?? 'QUERY').toUpperCase();
  const createdAt = legacyInstant(row['created_at']) ?? deps.now;
  const description = (textOf(config['description']) ?? textOf(config['desc']))?.slice(
    0,
    DESCRIPTION_CHARACTERS,
  );
  const aside = leftAside(config);
  if (type === 'COMPOSITE') {
    const memberNames = textsOf(config['composite_triggers']);
    return { kind: 'composite', id, name, description, memberNames, createdAt, notes: aside };
  }
  const asked =
    type === 'QUERY' || type === 'API'
      ? ask(row, config, type, deps)
      : plainText(description ?? name, type);
  if (typeof asked === 'string') return refused(id, name, asked);
  const label = labelOf(config, name);
  try {
    const stored = checkTrigger(
      {
        // Names are made fit and unique later, together with those of groups.
        name: 'x',
        type: asked.type,
        config: {
          ...asked.config,
          ...(description !== undefined && asked.type !== 'text' && { description }),
          ...(label !== undefined && { label }),
        },
      },
      deps.now,
      deps.timeZone,
    );
    return {
      kind: 'trigger',
      id,
      name,
      type: stored.type,
      config: stored.config,
      dataSourceId: asked.dataSourceId,
      active: row['active'] === 1 && asked.isUsable,
      createdAt,
      notes: [...asked.notes, ...aside],
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refused(id, name, error.message);
  }
}

function ask(
  row: LegacyRow,
  config: Fields,
  type: string,
  deps: ConvertTriggerDeps,
): Asked | string {
  const query = textOf(config['query']) ?? textOf(config['api_url']) ?? textOf(config['directUrl']);
  if (query === undefined) return 'It asks nothing: its query is empty.';
  const source = deps.sources.find(textOf(row['data_source_id']));
  if (/^https?:\/\//iu.test(query)) {
    const url = readGatewayUrl(query);
    if (!url)
      return 'It asks an address that is no plant gateway. Make a data source of the kind http-json for it.';
    return askUrl(url, source, type, deps);
  }
  const isPi = readPiQuery(query) !== undefined && source?.kind !== 'sql';
  if (isPi || source?.kind === 'gateway') return askPi(query, source, config);
  return askSql(query, source, deps);
}

function askPi(query: string, source: TargetSource | undefined, config: Fields): Asked | string {
  const pi = readPiQuery(query);
  if (!pi)
    return 'The predecessor itself could not ask this of a PI gateway: it is no SELECT … FROM Point.';
  const gateway = source?.kind === 'gateway' ? source : undefined;
  const tag = pi.tag ?? gateway?.defaultTag;
  if (tag === undefined) return 'It names no tag, and its connection has none either.';
  gateway?.addTag(tag);
  const notes = [
    ...(gateway?.defaultTag && gateway.defaultTag.toLowerCase() !== tag.toLowerCase()
      ? [
          `Answers with ${tag} now, as its query says; the predecessor showed ${gateway.defaultTag}, the tag of its connection.`,
        ]
      : []),
    ...(pi.ignored === undefined
      ? []
      : [`Left out, since the predecessor never applied it: ${pi.ignored}`]),
    ...(gateway ? [] : [SOURCE_GONE]),
  ];
  const where = { dataSourceId: gateway?.id ?? null, isUsable: gateway !== undefined };
  const count = pi.count ?? DEFAULT_COUNT;
  if (count === 1) return { type: 'value', config: { tag }, ...where, notes };
  const { interval, note } = intervalOf(config['interval']);
  return {
    type: 'history',
    config: { tag, last: Math.min(count, MOST_VALUES), mode: 'sampled', interval },
    ...where,
    notes: [
      ...notes,
      ...note,
      ...(count > MOST_VALUES ? [`Shows ${MOST_VALUES} values instead of ${count}.`] : []),
    ],
  };
}

const SOURCE_GONE =
  'Its connection is gone or was refused: choose a data source for it and switch it on.';

/** A request that was kept as a whole, and sent as it was. */
function askUrl(
  url: GatewayUrl,
  source: TargetSource | undefined,
  type: string,
  { sources, now, timeZone }: ConvertTriggerDeps,
): Asked | string {
  const gateway = sources.gatewayAt(url.base);
  const tag = url.tag ?? (source?.kind === 'gateway' ? source.defaultTag : undefined);
  if (tag === undefined) return 'It names no tag, and its connection has none either.';
  gateway.addTag(tag);
  const where = { dataSourceId: gateway.id, isUsable: true };
  const value: Asked = { type: 'value', config: { tag }, ...where, notes: [] };
  // Of what such a trigger got, it showed one value with two decimals.
  if (type === 'API') return { ...value, config: { tag, digits: 2 } };
  if (url.count === 1 || url.start === undefined) return value;
  const { interval, note } = intervalOf(url.interval);
  const config = { tag, mode: 'sampled', interval };
  if (url.count !== undefined) {
    return {
      type: 'history',
      config: { ...config, last: Math.min(url.count, MOST_VALUES) },
      ...where,
      notes: note,
    };
  }
  const range = url.end === undefined || url.end === '*' ? url.start : `${url.start} - ${url.end}`;
  try {
    checkTrigger({ name: 'x', type: 'history', config: { ...config, range } }, now, timeZone);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return `Its range of time, ${range}, cannot be asked here. Make this trigger by hand.`;
  }
  return { type: 'history', config: { ...config, range }, ...where, notes: note };
}

function askSql(
  text: string,
  source: TargetSource | undefined,
  { refusalOf }: ConvertTriggerDeps,
): Asked {
  const query = text.replace(/[\s;]+$/u, '');
  const database = source?.kind === 'sql' ? source : undefined;
  const refusal = database && refusalOf(database.plugin, query);
  const notes = [
    ...(database ? [] : [SOURCE_GONE]),
    ...(refusal === undefined
      ? []
      : [`Is switched off, since Plantline does not send such a query: ${refusal}`]),
  ];
  return {
    type: 'query',
    config: { query },
    dataSourceId: database?.id ?? null,
    isUsable: database !== undefined && refusal === undefined,
    notes,
  };
}

/** Of a type it did not know, the predecessor answered the description. */
function plainText(text: string, type: string): Asked {
  return {
    type: 'text',
    config: { text: text === '' ? type : text },
    dataSourceId: null,
    isUsable: true,
    notes: [`Its type ${type.slice(0, 20)} was none: it answers with its description, as before.`],
  };
}

function intervalOf(given: unknown): {
  readonly interval: string;
  readonly note: readonly string[];
} {
  const text = textOf(given);
  if (text === undefined) return { interval: DEFAULT_INTERVAL, note: [] };
  try {
    parseInterval(text);
    return { interval: text, note: [] };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return {
      interval: DEFAULT_INTERVAL,
      note: [
        `Its interval "${text.slice(0, 20)}" is none: an hour is taken, as the predecessor did.`,
      ],
    };
  }
}

/** What stood before its answers names it in the line of a group. */
function labelOf(config: Fields, name: string): string | undefined {
  const prefix = textOf(config['responsePrefix'])?.replace(/[\s:]+$/u, '');
  const isShort = prefix !== undefined && prefix !== '' && [...prefix].length <= LABEL_CHARACTERS;
  return isShort && prefix.toLowerCase() !== name.toLowerCase() ? prefix : undefined;
}

/** What a trigger had and has no more. */
function leftAside(config: Fields): readonly string[] {
  const aliases = textsOf(config['aliases']);
  const prefix = textOf(config['responsePrefix']);
  const units = textOf(config['units']);
  return [
    ...(aliases.length > 0
      ? [
          `Its aliases (${aliases.join(', ').slice(0, 200)}) were left out: they did not work any more, and names that are nearly right are offered now.`,
        ]
      : []),
    ...(prefix !== undefined && [...prefix].length > LABEL_CHARACTERS
      ? [
          `The text before its answers was too long for a label and was left out: ${prefix.slice(0, 100)}`,
        ]
      : []),
    ...(units === undefined
      ? []
      : [
          `Its unit "${units.slice(0, 20)}" was never shown; enter it at the tag in the data source.`,
        ]),
  ];
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.flatMap((each) => textOf(each) ?? []) : [];
}

function refused(id: string, name: string, note: string): RefusedTrigger {
  return { kind: 'refused', id, name, notes: [note] };
}
