import { z } from 'zod';

export const LoginBody = z.object({
  username: z.string().min(1).max(200),
  password: z.string().min(1).max(4096),
});

export const PasswordChange = z.object({
  currentPassword: z.string().min(1).max(4096),
  newPassword: z.string().min(1).max(4096),
});

const RoleName = z.enum(['admin', 'user', 'viewer']);

/** Who is signed in; `id` is null for the command line, which is no user of the store. */
export const CurrentUser = z
  .object({
    id: z.string().nullable(),
    username: z.string(),
    fullName: z.string().nullable(),
    role: RoleName,
  })
  .meta({ id: 'CurrentUser' });

export const LoggedIn = z.object({
  user: CurrentUser,
  /** Whether this log-in ended the session that the user had elsewhere. */
  hasReplacedSession: z.boolean(),
});
