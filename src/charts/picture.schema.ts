import { z } from 'zod';

/** What is drawn as a picture: as data alone, so that it can wait in the outbox and be drawn in a browser too. */

/** `[instant in milliseconds, value]`; a null value is a gap: nothing good is known from there to the next. */
const ChartPoint = z.tuple([z.number(), z.number().nullable()]);
export type ChartPoint = z.infer<typeof ChartPoint>;

const ChartLimit = z.object({ value: z.number(), label: z.string().optional() });

export const ChartSeries = z.object({
  /** As the legend says it. */
  label: z.string(),
  unit: z.string().nullable(),
  /** `digital`: its values are places in `states`, drawn as bands. `step`: a value holds until the next. */
  form: z.enum(['line', 'step', 'digital']),
  states: z.array(z.string()).optional(),
  /** Decimals of its values as they are written. */
  decimals: z.int().min(0).max(10),
  points: z.array(ChartPoint),
  /** The same tag over the period before, its instants moved on to this one. */
  before: z.array(ChartPoint).optional(),
  limits: z.array(ChartLimit).optional(),
  /** For the legend: undefined is not known, and not shown. */
  last: z.number().nullable().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  /** Time-weighted, by the source: never of the plotted points. */
  average: z.number().optional(),
});
export type ChartSeries = z.infer<typeof ChartSeries>;

export const TrendPicture = z.object({
  kind: z.literal('trend'),
  title: z.string(),
  subtitle: z.string().optional(),
  language: z.enum(['en', 'id']),
  /** IANA zone of the times on the axis; its abbreviation is written beside them. */
  timeZone: z.string(),
  /** Milliseconds. */
  start: z.number(),
  end: z.number(),
  /** When the `before` of its series was, in milliseconds. */
  before: z.object({ start: z.number(), end: z.number() }).optional(),
  series: z.array(ChartSeries).min(1),
});
export type TrendPicture = z.infer<typeof TrendPicture>;

export const TablePicture = z.object({
  kind: z.literal('table'),
  title: z.string(),
  subtitle: z.string().optional(),
  columns: z.array(z.object({ name: z.string(), isNumber: z.boolean() })).min(1),
  /** As they are to be read. */
  rows: z.array(z.array(z.string())),
  /** Below the table, such as how many rows there are in all. */
  note: z.string().optional(),
});
export type TablePicture = z.infer<typeof TablePicture>;

export const Picture = z.discriminatedUnion('kind', [TrendPicture, TablePicture]);
export type Picture = z.infer<typeof Picture>;
