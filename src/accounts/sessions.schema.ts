import { z } from 'zod';
import { Instant, ListQuery } from '../lib/http/list.schema.ts';
import { RoleName } from './accounts.schema.ts';

/** Somebody signed in at a browser, as the API shows it. */
export const Session = z
  .object({
    id: z.string(),
    userId: z.string(),
    username: z.string(),
    role: RoleName,
    ipAddress: z.string().nullable(),
    userAgent: z.string().nullable(),
    createdAt: Instant,
    /** When it ends unless it is used before. */
    expiresAt: Instant,
    /** Whether it is the one that asks. */
    isCurrent: z.boolean(),
  })
  .meta({ id: 'Session' });
export type Session = z.output<typeof Session>;

export const SessionQuery = ListQuery;
