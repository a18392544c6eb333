import { z } from 'zod';

/** As somebody types it to log in: whatever is kept must be found. */
const TypedName = z.string().min(1).max(200);
/** Longer ones are refused in words of their own; this only bounds what is looked at. */
export const TypedPassword = z.string().min(1).max(4096);

export const RoleName = z.enum(['admin', 'user', 'viewer']);
export type RoleName = z.output<typeof RoleName>;

/** A name for a new user. The log shows programs and Plantline's own commands by the names that are left out. */
export const Username = z
  .string()
  .trim()
  .min(1, 'Give a name.')
  .max(100, 'A name has at most 100 characters.')
  .regex(/^\P{C}*$/u, 'A name has no control characters.')
  .refine(
    (name) => !/^(?:token:.*|cli|anonymous)$/iu.test(name),
    'This name is kept for Plantline itself; choose another.',
  );

export const FullName = z.string().trim().max(200);

export const LoginBody = z.object({
  username: TypedName,
  password: TypedPassword,
  code: z.string().trim().min(1).max(64).optional().meta({
    description: 'Of the second factor, where one is on: six digits, or a recovery code.',
  }),
});
export type LoginBody = z.output<typeof LoginBody>;

/** Who is signed in; `id` is null for the command line and for programs, which are no users of the store. */
export const CurrentUser = z
  .object({
    id: z.string().nullable(),
    username: z.string(),
    fullName: z.string().nullable(),
    role: RoleName,
    hasSecondFactor: z.boolean(),
  })
  .meta({ id: 'CurrentUser' });
export type CurrentUser = z.output<typeof CurrentUser>;

/** Who is signed in, and the site's IANA zone: times are shown in it, as replies show them. */
export const SignedIn = z.object({ user: CurrentUser, timeZone: z.string() });
export type SignedIn = z.output<typeof SignedIn>;

export const LoggedIn = SignedIn.extend({
  /** Whether this log-in ended the session that the user had elsewhere. */
  hasReplacedSession: z.boolean(),
});
export type LoggedIn = z.output<typeof LoggedIn>;

export const PasswordChange = z.strictObject({
  currentPassword: TypedPassword,
  newPassword: TypedPassword,
});
export type PasswordChange = z.output<typeof PasswordChange>;

export const SetupNeeded = z.object({ needed: z.literal(true) });
export type SetupNeeded = z.output<typeof SetupNeeded>;

/** The first admin. */
export const SetupBody = z.strictObject({
  username: Username,
  password: TypedPassword,
  fullName: FullName.nullish(),
});
export type SetupBody = z.output<typeof SetupBody>;

/** What an authenticator app is given; it counts for nothing until a code of it was confirmed. */
export const SecondFactorBegun = z.object({
  secret: z.string().meta({ description: 'Base32, for typing it in.' }),
  otpauthUrl: z.string().meta({ description: 'For a QR code.' }),
});
export type SecondFactorBegun = z.output<typeof SecondFactorBegun>;

export const SecondFactorConfirmation = z.strictObject({ code: z.string().trim().min(1).max(64) });
export type SecondFactorConfirmation = z.output<typeof SecondFactorConfirmation>;

export const RecoveryCodes = z.object({
  recoveryCodes: z.array(z.string()).readonly().meta({
    description: 'Shown this once. Each opens one log-in in place of a code.',
  }),
});
export type RecoveryCodes = z.output<typeof RecoveryCodes>;

/** Asked for before a second factor is set up or turned off: an open browser must not be enough. */
export const PresentPassword = z.strictObject({ currentPassword: TypedPassword });
export type PresentPassword = z.output<typeof PresentPassword>;
