import { z } from 'zod';
import { DayOrInstant, Instant, ListQuery } from '../lib/http/list.schema.ts';

/** An entry of the audit log as the API shows it. */
export const AuditLog = z
  .object({
    id: z.string(),
    /** Its place in the chain; null for entries that another program wrote. */
    seq: z.number().nullable(),
    /** `feature.happened`, such as `triggers.created`. */
    action: z.string(),
    /** The name of who did it, as it was then. */
    actor: z.string().nullable(),
    userId: z.string().nullable(),
    /** What was done, never a secret. */
    details: z.unknown(),
    ipAddress: z.string().nullable(),
    userAgent: z.string().nullable(),
    timestamp: Instant,
    hash: z.string().nullable(),
    previousHash: z.string().nullable(),
  })
  .meta({ id: 'AuditLog' });
export type AuditLog = z.output<typeof AuditLog>;

export const AuditQuery = ListQuery.extend({
  action: z.string().max(100).optional().meta({
    description: 'One action, or all of a feature: `triggers.` with the dot.',
  }),
  userId: z.string().max(100).optional(),
  from: DayOrInstant.optional(),
  /** The last day that is meant, or the first instant that is not. */
  to: DayOrInstant.optional(),
});
export type AuditQuery = z.output<typeof AuditQuery>;

/** Whether the chain of the log holds, computed anew. */
export const AuditVerdict = z
  .object({
    ok: z.boolean(),
    checked: z.number(),
    /** The first entry that does not hold: it was changed, or one before it is missing. */
    firstBroken: z.object({ seq: z.number(), reason: z.enum(['missing', 'changed']) }).nullable(),
    /** The newest entry. Noted elsewhere, it proves later that nothing was cut off the end. */
    head: z.object({ seq: z.number(), hash: z.string() }).nullable(),
    /** Entries that belong to no chain: another program wrote them. */
    unchained: z.number(),
  })
  .meta({ id: 'AuditVerdict' });
export type AuditVerdict = z.output<typeof AuditVerdict>;
