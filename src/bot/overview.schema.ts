import { z } from 'zod';
import { TransportState } from '../transports/transports.schema.ts';
import { Instant } from '../lib/http/list.schema.ts';

export const ATTENTION_KINDS = [
  'contacts_pending',
  'outbox_failed',
  'source_failing',
  'source_untested',
  'no_sources',
  'no_triggers',
  'audit_broken',
  'transport_trouble',
  'webhooks_stuck',
] as const;

const OverviewSource = z.object({
  id: z.string(),
  name: z.string(),
  plugin: z.string(),
  connectionStatus: z.enum(['connected', 'disconnected', 'error', 'unknown']),
  /** The first moment since which no question was answered; null while it answers. */
  failingSince: Instant.nullable(),
  /** How many tags its index knows; null when it has none. */
  tags: z.number().nullable(),
});

/** Something somebody should look at. */
export const Attention = z.object({
  kind: z.enum(ATTENTION_KINDS),
  count: z.number(),
  /** One plain English sentence. */
  text: z.string(),
});
export type Attention = z.output<typeof Attention>;

/** Whether everything is well: what the home page shows. */
export const Overview = z
  .object({
    sources: z.array(OverviewSource).readonly(),
    transports: z.array(TransportState).readonly(),
    outbox: z.object({
      pending: z.number(),
      /** Given up in the last seven days. */
      failed: z.number(),
      oldestPendingAt: Instant.nullable(),
    }),
    /** Since midnight in the site's time zone. */
    today: z.object({
      messages: z.number(),
      answered: z.number(),
      /** Answered with an apology: something broke, or no source that was asked had an answer. */
      failed: z.number(),
      spam: z.number(),
      /** Of the time from a message's arrival to the writing of its answer; null without answers. */
      p50Ms: z.number().nullable(),
      p95Ms: z.number().nullable(),
      /** Every hour of the day until now, those without messages too. */
      byHour: z
        .array(z.object({ hour: Instant, messages: z.number(), p50Ms: z.number().nullable() }))
        .readonly(),
    }),
    attention: z.array(Attention).readonly(),
    version: z.string(),
    startedAt: Instant,
  })
  .meta({ id: 'Overview' });
export type Overview = z.output<typeof Overview>;
