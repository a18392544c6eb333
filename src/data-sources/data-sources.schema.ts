import { z } from 'zod';
import { Instant, ListQuery, SeenAt } from '../lib/http/list.schema.ts';

/** Values of tags read with one request at most. */
const TAGS_MAX = 50;

const SourceName = z.string().trim().min(1).max(100);
/** Fields as the plugin's `configSchema` has them; they are checked against it. */
const SourceConfig = z.record(z.string(), z.unknown());

/** The body that makes a data source. */
export const NewDataSource = z.strictObject({
  name: SourceName,
  /** A `kind` of `GET /plugins`. */
  plugin: z.string().min(1).max(100),
  config: SourceConfig,
  active: z.boolean().default(true),
});
export type NewDataSource = z.output<typeof NewDataSource>;

/**
 * The body that changes a data source: what is left out stays. A new `config` replaces the one before, but for secrets
 * that it leaves out, which are kept; an empty text or null removes one.
 */
export const DataSourceChange = z.strictObject({
  name: SourceName.optional(),
  config: SourceConfig.optional(),
  active: z.boolean().optional(),
  updatedAt: SeenAt,
});
export type DataSourceChange = z.output<typeof DataSourceChange>;

/** A data source as the API shows it: never a secret. */
export const DataSource = z
  .object({
    id: z.string(),
    name: z.string(),
    plugin: z.string(),
    active: z.boolean(),
    /** Without its secret fields. */
    config: SourceConfig,
    /** Paths of the secret fields that have a value, such as `password`. */
    secretsSet: z.array(z.string()).readonly(),
    connectionStatus: z.enum(['connected', 'disconnected', 'error', 'unknown']),
    lastTestedAt: Instant.nullable(),
    testStatus: z.enum(['success', 'failed', 'pending']).nullable(),
    /** The step that failed, in words; null after a success. */
    testErrorMessage: z.string().nullable(),
    /** Null while it is not open: switched off. `failingSince` is null while it answers. */
    health: z.object({ failingSince: Instant.nullable() }).nullable(),
    /** Null where there is none. */
    tagIndex: z
      .object({ tags: z.number(), complete: z.boolean(), refreshedAt: z.string().nullable() })
      .nullable(),
    /** Triggers that ask it, which name no source any more once it is deleted. */
    triggerCount: z.number(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'DataSource' });
export type DataSource = z.output<typeof DataSource>;

export const DataSourceQuery = ListQuery.extend({
  plugin: z.string().max(100).optional(),
  active: z.stringbool().optional(),
});

/** How a connection test went: its steps up to the first that failed. */
export const SourceTest = z
  .object({
    status: z.enum(['success', 'failed']),
    latencyMs: z.number(),
    steps: z
      .array(
        z.object({
          name: z.string(),
          ok: z.boolean(),
          message: z.string(),
          /** It works, and somebody should still do what the message says. */
          warning: z.literal(true).optional(),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'SourceTest' });
export type SourceTest = z.output<typeof SourceTest>;

/** What a source knows of a tag besides its values. */
export const TagInfo = z
  .object({
    name: z.string(),
    description: z.string(),
    unit: z.string().nullable(),
    valueType: z.enum(['number', 'digital', 'string', 'boolean', 'timestamp', 'other']),
    /** True when a value holds until the next one. */
    step: z.boolean(),
    /** `n ≥ 0`: decimals; `n < 0`: `-n` significant digits. */
    displayDigits: z.number().nullable(),
    /** True for points that hold forecasts. */
    future: z.boolean(),
  })
  .meta({ id: 'TagInfo' });
export type TagInfo = z.output<typeof TagInfo>;

/** One value of one tag. `value` is null exactly when `quality` is `bad`. */
export const Reading = z
  .object({
    value: z.union([z.number(), z.string(), z.boolean()]).nullable(),
    unit: z.string().nullable(),
    /** As the source stamped it: up to seven fraction digits. */
    timestamp: z.string(),
    quality: z.enum(['good', 'questionable', 'substituted', 'bad']),
    state: z.object({ name: z.string(), code: z.number(), isSystem: z.boolean() }).optional(),
  })
  .meta({ id: 'Reading' });
export type Reading = z.output<typeof Reading>;

export const TagQuery = z.strictObject({
  /** Words of the name and the description; without any, the first tags by name. */
  q: z.string().max(200).default(''),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const FoundTags = z
  .object({
    items: z.array(TagInfo).readonly(),
    /** What was searched: tags known so far, and whether these are all. */
    indexed: z.object({ tags: z.number(), complete: z.boolean() }),
  })
  .meta({ id: 'FoundTags' });
export type FoundTags = z.output<typeof FoundTags>;

const TagName = z.string().min(1).max(400);

export const ValuesQuery = z.strictObject({
  /** Repeated for each tag: `?tags=A&tags=B`. */
  tags: z.union([TagName, z.array(TagName).min(1).max(TAGS_MAX)]),
});

/** One tag's present value, or why there is none. */
const TagValue = z.object({
  /** As it was asked. */
  name: z.string(),
  ok: z.boolean(),
  tag: TagInfo.optional(),
  reading: Reading.optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
});

export const TagValues = z
  .object({ items: z.array(TagValue).readonly() })
  .meta({ id: 'TagValues' });
export type TagValues = z.output<typeof TagValues>;

export const HistoryQuery = z.strictObject({
  tag: TagName,
  /** As in the chat: `8h`, `yesterday`, `since 06:00`, `1 nov - 3 nov`, `*-1d to *`. */
  range: z.string().min(1).max(80).default('8h'),
});

/** Enough values of a range to draw it, oldest first. */
export const TagHistory = z
  .object({
    tag: TagInfo,
    range: z.object({ start: z.string(), end: z.string() }),
    readings: z.array(Reading).readonly(),
    /** True when the earlier end of the range is missing. */
    truncated: z.boolean(),
    /** The last value before the range, when nothing was recorded within it: what still held. */
    held: Reading.optional(),
  })
  .meta({ id: 'TagHistory' });
export type TagHistory = z.output<typeof TagHistory>;

/** The tables of a source that is asked by queries. */
export const SourceTables = z
  .object({
    tables: z
      .array(
        z.object({
          name: z.string(),
          columns: z
            .array(
              z.object({
                name: z.string(),
                /** As the source calls it. */
                type: z.string(),
                nullable: z.boolean(),
                comment: z.string().optional(),
                /** Part of the primary key. */
                isKey: z.boolean().optional(),
                /** The column that its values are found in. */
                references: z.object({ table: z.string(), column: z.string() }).optional(),
              }),
            )
            .readonly(),
          comment: z.string().optional(),
          /** A few rows as they are, as wide as the columns. */
          sample: z
            .array(z.array(z.union([z.string(), z.number(), z.boolean()]).nullable()).readonly())
            .readonly()
            .optional(),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'SourceTables' });
export type SourceTables = z.output<typeof SourceTables>;

/** A kind of data source, with the JSON Schema its form is drawn from. */
const Plugin = z
  .object({
    kind: z.string(),
    title: z.string(),
    /** Of the package it comes in; absent for what Plantline ships. */
    version: z.string().optional(),
    /** Fields carry `title`, `description`, `examples`, `default`; `secret: true` is write-only; `deprecated` is hidden. */
    configSchema: z.record(z.string(), z.unknown()),
    /** What a source of this kind can be asked, if its settings allow. */
    capabilities: z
      .array(
        z.enum(['search', 'read', 'history', 'summary', 'query', 'events', 'browse', 'subscribe']),
      )
      .readonly(),
  })
  .meta({ id: 'Plugin' });

export const Plugins = z.object({ items: z.array(Plugin).readonly() }).meta({ id: 'Plugins' });
export type Plugins = z.output<typeof Plugins>;
