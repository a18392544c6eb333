export { apiTokenRoutes } from './api-tokens.routes.ts';
export { authRoutes } from './auth.routes.ts';
export { changeUser, unlockUser } from './change-user.ts';
export { checkUsername } from './check-username.ts';
export { type Accounts, type AccountsDeps, createAccounts } from './create-accounts.ts';
export { createUser } from './create-user.ts';
export { ensureFirstAdmin } from './ensure-first-admin.ts';
export { secondFactorRoutes } from './second-factor.routes.ts';
export { sessionRoutes } from './sessions.routes.ts';
export { setupRoutes } from './setup.routes.ts';
export { userRoutes } from './users.routes.ts';
export { type User, findUserByName } from './users.repository.ts';
export {
  type ImportedUser,
  insertImportedUsers,
  isImportableHash,
  listKnownUsers,
} from './imported-users.repository.ts';
export { usernameKey } from './username-key.ts';
export { endAllSessions, reencryptSecondFactors } from './reencrypt-second-factors.ts';
