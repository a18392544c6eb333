import { z } from 'zod';
import { Instant, ListQuery } from '../lib/http/list.schema.ts';
import { RoleName } from './accounts.schema.ts';

/** What a program logs in with, as the API shows it: never the token itself. */
export const ApiToken = z
  .object({
    id: z.string(),
    name: z.string(),
    role: RoleName,
    /** The name of the user who made it; null when no user did, or the user is gone. */
    createdBy: z.string().nullable(),
    createdAt: Instant,
    expiresAt: Instant,
    lastUsedAt: Instant.nullable(),
  })
  .meta({ id: 'ApiToken' });
export type ApiToken = z.output<typeof ApiToken>;

export const ApiTokenQuery = ListQuery;

const LONGEST_DAYS = 3_650;

export const NewApiToken = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, 'Give a name.')
    .max(100, 'A name has at most 100 characters.')
    .regex(/^\P{C}*$/u, 'A name has no control characters.'),
  role: RoleName,
  expiresInDays: z.int().min(1).max(LONGEST_DAYS),
});
export type NewApiToken = z.output<typeof NewApiToken>;

/** A token that was just made, with the text that nobody can be shown again. */
export const MadeApiToken = z
  .object({
    ...ApiToken.shape,
    token: z.string().meta({ description: 'Shown this once: `Authorization: Bearer <token>`.' }),
  })
  .meta({ id: 'MadeApiToken' });
export type MadeApiToken = z.output<typeof MadeApiToken>;
