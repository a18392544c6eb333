import { z } from 'zod';
import { VariableDefinition, VariableName } from '../data-sources/query-variable.schema.ts';
import { Instant, ListQuery, SeenAt } from '../lib/http/list.schema.ts';
import { AnswerName, NAME_REASONS } from './answer-name.schema.ts';

export const TRIGGER_TYPES = ['value', 'history', 'summary', 'trend', 'query', 'text'] as const;
export const TriggerType = z.enum(TRIGGER_TYPES);
export type TriggerType = z.infer<typeof TriggerType>;

export const STATISTICS = [
  'average',
  'minimum',
  'maximum',
  'range',
  'total',
  'count',
  'percentGood',
] as const;

/** A text in one language for everybody, or one per language. */
export const LocalText = z.union([
  z.string().max(4000),
  z
    .strictObject({ en: z.string().max(4000).optional(), id: z.string().max(4000).optional() })
    .refine(
      (texts) => (texts.en ?? texts.id) !== undefined,
      'Write the text in one language at least.',
    ),
]);
export type LocalText = z.infer<typeof LocalText>;

const TagName = z.string().trim().min(1).max(400);
const RangeText = z.string().trim().min(1).max(100);
/** `15m`, `1h`, `1d`, `1mo`: checked when the trigger is saved, since it needs the grammar of spans. */
const SpanText = z.string().trim().min(1).max(20);

const common = {
  /** What the admin says the answer is, shown beside the name. */
  description: LocalText.optional(),
  /** A short name for one line of a group's reply (`Net load`); the trigger's name when absent. */
  label: z.string().trim().min(1).max(24).optional(),
  template: LocalText.optional(),
};

const tagged = {
  ...common,
  tag: TagName.optional(),
  /** Names of tags; `*` and `?` are wildcards. */
  tags: z.array(TagName).max(200).optional(),
  /** Paths of AF elements, all of whose attributes are meant. */
  elements: z.array(TagName).max(50).optional(),
  /** Short names by tag, for people who do not speak tag. */
  labels: z.record(z.string(), z.string().trim().min(1).max(40)).optional(),
  /** Instead of the tag's own display digits: decimals, or significant digits when negative. */
  digits: z.int().min(-15).max(10).optional(),
};

type Tagged = {
  tag?: string | undefined;
  tags?: string[] | undefined;
  elements?: string[] | undefined;
};

const NO_TAG = 'Name at least one tag or element.';
const namesSomething = ({ tag, tags = [], elements = [] }: Tagged) =>
  tag !== undefined || tags.length + elements.length > 0;

/** `tag` and `tags` become one list, in the order given and without repetition. */
function foldTags<T extends Tagged>({ tag, tags, elements, ...rest }: T) {
  const all = new Set([...(tag === undefined ? [] : [tag]), ...(tags ?? [])]);
  return { ...rest, tags: [...all], elements: elements ?? [] };
}

export const ValueConfig = z
  .strictObject({ type: z.literal('value'), ...tagged })
  .refine(namesSomething, NO_TAG)
  .transform(foldTags);

/** The newest `last` values, or those of `range`; without either, the newest ten. */
export const HistoryConfig = z
  .strictObject({
    type: z.literal('history'),
    ...tagged,
    last: z.int().min(1).max(1000).optional(),
    range: RangeText.optional(),
    /** `recorded`: as archived. `sampled`: a value every `interval`. */
    mode: z.enum(['recorded', 'sampled']).default('recorded'),
    interval: SpanText.optional(),
  })
  .refine(namesSomething, NO_TAG)
  .refine(({ last, range }) => last === undefined || range === undefined, {
    error: 'Give "last" or "range", not both.',
    path: ['last'],
  })
  .refine(({ mode, interval }) => (mode === 'sampled') === (interval !== undefined), {
    error: 'An "interval" goes with mode "sampled", and only with it.',
    path: ['interval'],
  })
  .transform(foldTags);

export const SummaryConfig = z
  .strictObject({
    type: z.literal('summary'),
    ...tagged,
    statistics: z
      .array(z.enum(STATISTICS))
      .min(1)
      .default(['average', 'minimum', 'maximum'])
      .transform((statistics) => [...new Set(statistics)]),
    range: RangeText.default('24h'),
    bucket: SpanText.optional(),
    weighting: z.enum(['time', 'event']).default('time'),
  })
  .refine(namesSomething, NO_TAG)
  .transform(foldTags);

const TrendLimit = z.strictObject({
  /** Whose limit it is; may be left out where the trigger names one tag. */
  tag: TagName.optional(),
  value: z.number(),
  label: z.string().trim().min(1).max(40).optional(),
});

export const TrendConfig = z
  .strictObject({
    type: z.literal('trend'),
    ...tagged,
    range: RangeText.default('8h'),
    /** Lines across the picture, such as an alarm's. */
    limits: z.array(TrendLimit).max(20).optional(),
    /** Whether the picture also shows the same hours of the days before. */
    compareWithBefore: z.boolean().default(false),
  })
  .refine(namesSomething, NO_TAG)
  .transform(foldTags);

const VariableValue = z.union([z.string().max(400), z.number(), z.boolean(), z.null()]);

/** What a variable of a query may be; as a bare value, it is the default. */
const Variable = z.union([
  VariableValue.transform((value): VariableDefinition => ({ default: value })),
  VariableDefinition,
]);

/** The text of a query for a source that speaks one, or the preset it comes from. */
export const QueryConfig = z
  .strictObject({
    type: z.literal('query'),
    ...common,
    query: z.string().trim().min(1).max(20_000).optional(),
    presetId: z.string().min(1).max(100).optional(),
    /** By name. What is said of one that the preset has too goes before what the preset says. */
    variables: z.record(VariableName, Variable).default({}),
    /** Fills the parameters `start` and `end`, unless the question brings a range of its own. */
    range: RangeText.optional(),
    maxRows: z.int().min(1).max(1000).default(200),
  })
  .refine(({ query, presetId }) => (query === undefined) !== (presetId === undefined), {
    error: 'Give the query\'s text in "query", or a preset in "presetId".',
    path: ['query'],
  });

export const TextConfig = z.strictObject({
  type: z.literal('text'),
  description: common.description,
  label: common.label,
  text: LocalText,
});

/** What a trigger asks, by its type: one shape for saving and for running. */
export const TriggerConfig = z.discriminatedUnion('type', [
  ValueConfig,
  HistoryConfig,
  SummaryConfig,
  TrendConfig,
  QueryConfig,
  TextConfig,
]);
export type TriggerConfig = z.output<typeof TriggerConfig>;
export type ValueConfig = z.output<typeof ValueConfig>;
export type HistoryConfig = z.output<typeof HistoryConfig>;
export type SummaryConfig = z.output<typeof SummaryConfig>;
export type TrendConfig = z.output<typeof TrendConfig>;
export type QueryConfig = z.output<typeof QueryConfig>;
export type TextConfig = z.output<typeof TextConfig>;

/** The body that makes a trigger. `config` is checked against its type by `parseTriggerConfig`. */
export const NewTrigger = z.strictObject({
  name: AnswerName,
  type: TriggerType,
  dataSourceId: z.string().min(1).max(100).nullish(),
  config: z.record(z.string(), z.unknown()),
  active: z.boolean().default(true),
});
export type NewTrigger = z.output<typeof NewTrigger>;

/** The body that changes a trigger: what is left out stays. A new `config` replaces the whole one before. */
export const TriggerChange = z.strictObject({
  ...NewTrigger.partial().shape,
  active: z.boolean().optional(),
  updatedAt: SeenAt,
});
export type TriggerChange = z.output<typeof TriggerChange>;

/** A trigger as the API shows it. */
export const Trigger = z
  .object({
    id: z.string(),
    name: z.string(),
    type: z.string(),
    config: z.record(z.string(), z.unknown()),
    dataSourceId: z.string().nullable(),
    active: z.boolean(),
    /** How often it was asked, alone or in a group. */
    usageCount: z.number(),
    lastUsed: Instant.nullable(),
    /** `answered`, or the code of the error that was told. */
    lastOutcome: z.string().nullable(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Trigger' });
export type Trigger = z.output<typeof Trigger>;

export const TriggerQuery = ListQuery.extend({
  type: TriggerType.optional(),
  dataSourceId: z.string().max(100).optional(),
  active: z.stringbool().optional(),
  names: z
    .stringbool()
    .optional()
    .meta({ description: 'true: `q` is looked for in the names only, not in what is asked.' }),
});

export const NameQuery = z.strictObject({
  name: z.string().max(400),
  /** The trigger or group that is being edited: its own name is free for it. */
  exceptId: z.string().max(100).optional(),
});

/** Whether a name can be given, before it is. */
export const NameVerdict = z
  .object({
    ok: z.boolean(),
    /** In words for whoever is typing it; null when it can. */
    problem: z.string().nullable(),
    reason: z.enum(NAME_REASONS).nullable(),
    takenBy: z
      .object({ kind: z.enum(['trigger', 'group']), id: z.string(), name: z.string() })
      .nullable(),
  })
  .meta({ id: 'NameVerdict' });
