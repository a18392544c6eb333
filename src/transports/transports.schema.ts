import { z } from 'zod';
import { SeenAt } from '../lib/http/list.schema.ts';

/** A way messages come and go, as it is now. */
export const TransportState = z
  .object({
    kind: z.string(),
    title: z.string(),
    isReady: z.boolean(),
    /** In words for a person. */
    detail: z.string(),
    /** `off`: nothing is set up. `stopped`: it was, and goes on only when somebody acts. */
    phase: z.enum(['off', 'linking', 'connecting', 'ready', 'paused', 'stopped']),
    /** Why, for programs and translations, such as `logged_out`. */
    reason: z.string().nullable(),
    /** An administrator must do something. */
    needsAdmin: z.boolean(),
    /** The number it writes from. */
    account: z.object({ phone: z.string().nullable(), id: z.string().nullable() }).nullable(),
    /** Connections lost in a row. */
    reconnects: z.number(),
    /** Somebody set it up, or it needs no setting up. */
    isSetUp: z.boolean(),
  })
  .meta({ id: 'TransportState' });
export type TransportState = z.output<typeof TransportState>;

const TransportConfig = z.record(z.string(), z.unknown());

/** A transport with what it is set up with: never a secret. */
export const TransportItem = z
  .object({
    kind: z.string(),
    title: z.string(),
    /** What who sets it up should know, such as that a client is not official. */
    notice: z.string().nullable(),
    active: z.boolean(),
    isSetUp: z.boolean(),
    /** Whether it is linked to a phone rather than set up by its config alone. */
    isLinked: z.boolean(),
    /** Without its secret fields. */
    config: TransportConfig,
    /** Paths of the secret fields that have a value. */
    secretsSet: z.array(z.string()).readonly(),
    /** Fields carry `title`, `description`, `default`; `secret: true` is write-only. */
    configSchema: TransportConfig,
    status: TransportState,
    /** Where its network is to call us; null when it does not, or while no public address is set. */
    webhookUrl: z.string().nullable(),
    /** Null while it was never set up. */
    updatedAt: z.string().nullable(),
  })
  .meta({ id: 'Transport' });
export type TransportItem = z.output<typeof TransportItem>;

export const TransportItems = z
  .object({ items: z.array(TransportItem).readonly() })
  .meta({ id: 'Transports' });

/**
 * The body that sets a transport up, or changes it: what is left out stays. A new `config` replaces the one before, but
 * for secrets that it leaves out, which are kept; an empty text or null removes one.
 */
export const TransportChange = z.strictObject({
  config: TransportConfig.optional(),
  active: z.boolean().optional(),
  updatedAt: SeenAt,
});
export type TransportChange = z.output<typeof TransportChange>;

export const TransportParams = z.object({ kind: z.string().min(1).max(100) });

/** How a test went. */
export const TransportTest = z
  .object({
    status: z.enum(['success', 'failed']),
    latencyMs: z.number(),
    steps: z.array(z.object({ name: z.string(), ok: z.boolean(), message: z.string() })).readonly(),
  })
  .meta({ id: 'TransportTest' });
export type TransportTest = z.output<typeof TransportTest>;

/** What was sent this month that may cost. */
export const MessageCharge = z
  .object({
    transport: z.string(),
    /** The network's own word, such as `utility` or `service`. */
    category: z.string(),
    isBillable: z.boolean(),
    messages: z.number(),
  })
  .meta({ id: 'MessageCharge' });
export type MessageCharge = z.output<typeof MessageCharge>;
