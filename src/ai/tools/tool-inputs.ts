import { z } from 'zod';

/*
 * What each tool is asked: the contract between whoever plans (the built-in understanding, a model, another
 * assistant) and whoever reads. Descriptions are for a model; instants carry an offset, so that none is ambiguous.
 */

const TagName = z.string().trim().min(1).max(200);
const Instant = z.iso.datetime({ offset: true });
const Source = TagName.optional().describe(
  'Name of the data source; only needed when several have a tag of this name.',
);
const Start = Instant.describe('First instant of the range, ISO 8601 with offset.');
const End = Instant.describe('End of the range, ISO 8601 with offset.');

export const STATISTIC_NAMES = [
  'average',
  'minimum',
  'maximum',
  'range',
  'total',
  'count',
  'percentGood',
] as const;
const StatisticName = z.enum(STATISTIC_NAMES);

/** One of them, or a lower and an upper limit together for a band. */
export const Condition = z
  .strictObject({
    above: z.number().optional().describe('More than this; not at it.'),
    atLeast: z.number().optional().describe('This or more.'),
    below: z.number().optional().describe('Less than this; not at it.'),
    atMost: z.number().optional().describe('This or less: "not above 540" is atMost 540.'),
    /** A digital state or a text, in any case. */
    equals: z.string().trim().min(1).max(100).optional(),
  })
  .refine((condition) => Object.values(condition).some((limit) => limit !== undefined), {
    message: 'Give above, atLeast, below, atMost or equals.',
  })
  .refine(
    ({ above, atLeast, below, atMost }) =>
      !(above !== undefined && atLeast !== undefined) &&
      !(below !== undefined && atMost !== undefined),
    {
      message: 'Give above or atLeast, and below or atMost, not both.',
    },
  )
  .refine(isPossible, { message: 'The lower limit must be less than the upper.' })
  .describe(
    'When it holds: above or atLeast, and/or below or atMost, a number in the tag’s own unit; or equal to a state.',
  );
export type Condition = z.infer<typeof Condition>;

/** Only from a number to itself may both limits be the same. */
function isPossible({
  above,
  atLeast,
  below,
  atMost,
}: Readonly<
  Partial<Record<'above' | 'atLeast' | 'below' | 'atMost', number | undefined>>
>): boolean {
  if (atLeast !== undefined && atMost !== undefined) return atLeast <= atMost;
  return (above ?? atLeast ?? -Infinity) < (below ?? atMost ?? Infinity);
}

export const TOOL_INPUTS = {
  find_tags: z.strictObject({
    words: z.string().trim().min(1).max(400),
    limit: z.int().min(1).max(20).default(8),
  }),
  current_values: z.strictObject({ tags: z.array(TagName).min(1).max(60), source: Source }),
  value_at: z.strictObject({ tags: z.array(TagName).min(1).max(30), source: Source, at: Instant }),
  history: z.strictObject({
    tags: z.array(TagName).min(1).max(4),
    source: Source,
    start: Start.optional(),
    end: End.optional(),
    /** The newest so many; without a range, whatever their time. */
    last: z.int().min(1).max(1000).optional(),
  }),
  statistics: z.strictObject({
    tags: z.array(TagName).min(1).max(12),
    source: Source,
    statistics: z.array(StatisticName).min(1).max(7),
    start: Start,
    end: End,
    bucket: z
      .string()
      .regex(/^\d{1,4}(m|h|d|w|mo)$/)
      .optional()
      .describe('Length of each bucket: 15m, 1h, 1d. Without it, one over the whole range.'),
  }),
  /** The same statistic (or the present value) of several tags or periods, and how they differ from the first. */
  compare: z.strictObject({
    what: z.union([z.literal('value'), StatisticName]),
    source: Source,
    items: z
      .array(z.strictObject({ tag: TagName, start: Start.optional(), end: End.optional() }))
      .min(2)
      .max(8),
  }),
  trend: z.strictObject({
    tags: z.array(TagName).min(1).max(6),
    source: Source,
    start: Start,
    end: End,
    compareWithBefore: z.boolean().default(false),
  }),
  run_trigger: z.strictObject({
    name: z.string().trim().min(1).max(200).describe('Name of a trigger or a group.'),
    arguments: z
      .string()
      .max(400)
      .default('')
      .describe('As in a chat: a range, a count, or name=value.'),
  }),
  run_preset: z.strictObject({
    preset: z.string().trim().min(1).max(200),
    source: TagName,
    variables: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  }),
  /** Rows of one SELECT; only for people whom an admin allowed it. */
  query: z.strictObject({ source: TagName, sql: z.string().min(1).max(20_000) }),
  events: z.strictObject({
    start: Start,
    end: End,
    /** Must all be in its name, category, template or element. */
    words: z.string().trim().max(200).default(''),
    limit: z.int().min(1).max(100).default(20),
    source: Source,
  }),
  /** How long a digital tag was in each state, and how often it came into it. */
  state_history: z.strictObject({
    tag: TagName,
    source: Source,
    start: Start,
    end: End,
    /** Only this state, in any case. */
    state: z.string().trim().min(1).max(100).optional(),
  }),
  /** Which of these tags are in a state now. */
  tags_in_state: z.strictObject({
    tags: z.array(TagName).min(1).max(60),
    source: Source,
    state: z.string().trim().min(1).max(100).optional(),
    condition: Condition.optional(),
  }),
  /** How long, how often and when a condition held. */
  time_in_condition: z.strictObject({
    tag: TagName,
    source: Source,
    condition: Condition,
    start: Start,
    end: End,
  }),
  /** When a condition last began to hold, and until when. */
  last_time: z.strictObject({
    tag: TagName,
    source: Source,
    condition: Condition,
    before: Instant.optional(),
  }),
  top: z.strictObject({
    tags: z.array(TagName).min(2).max(60),
    source: Source,
    by: z.union([z.literal('value'), StatisticName]),
    order: z.enum(['highest', 'lowest']).default('highest'),
    limit: z.int().min(1).max(20).default(5),
    start: Start.optional(),
    end: End.optional(),
  }),
  /** What else happened around an instant: events, digital changes, biggest movers. It tells no cause. */
  what_changed: z.strictObject({
    tag: TagName,
    source: Source,
    at: Instant,
    minutesBefore: z.int().min(1).max(240).default(30),
    minutesAfter: z.int().min(0).max(240).default(10),
  }),
} as const;

export type ToolName = keyof typeof TOOL_INPUTS;
/** What a planner writes: fields with a default may be left out. */
export type ToolInput<Name extends ToolName> = z.input<(typeof TOOL_INPUTS)[Name]>;
