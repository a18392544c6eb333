import { z } from 'zod';
import { Instant, ListQuery, SeenAt } from '../lib/http/list.schema.ts';
import { FullName, RoleName, TypedPassword, Username } from './accounts.schema.ts';

/** Somebody who may use the admin page, as the API shows it. */
export const User = z
  .object({
    id: z.string(),
    username: z.string(),
    fullName: z.string().nullable(),
    email: z.string().nullable(),
    role: RoleName,
    isActive: z.boolean(),
    hasSecondFactor: z.boolean(),
    lastLogin: Instant.nullable(),
    /** Until when the latest lock for wrong passwords lasts; null when nothing is locked. */
    lockedUntil: Instant.nullable(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'User' });
export type User = z.output<typeof User>;

export const UserQuery = ListQuery.extend({
  role: RoleName.optional(),
  isActive: z.stringbool().optional(),
});

const Email = z.email('Write an address such as sari@example.com.').max(254);

export const NewUser = z.strictObject({
  username: Username,
  password: TypedPassword,
  role: RoleName,
  fullName: FullName.nullish(),
  email: Email.nullish(),
});
export type NewUser = z.output<typeof NewUser>;

/** What is left out stays. A password, a disabling and another role take effect on the user's next request. */
export const UserChange = z.strictObject({
  username: Username.optional(),
  fullName: FullName.nullish(),
  email: Email.nullish(),
  role: RoleName.optional(),
  isActive: z.boolean().optional(),
  password: TypedPassword.optional(),
  updatedAt: SeenAt,
});
export type UserChange = z.output<typeof UserChange>;
