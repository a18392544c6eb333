export { type AuthRoutesDeps, authRoutes } from './accounts.routes.ts';
export { ensureFirstAdmin } from './ensure-first-admin.ts';
export { hashPassword, isPasswordOf } from './hash-password.ts';
export { deleteSessionOf } from './sessions.repository.ts';
export {
  type Login,
  type LoginAttempt,
  type SessionUser,
  type Sessions,
  createSessions,
} from './sessions.ts';
export {
  type NewUser,
  type User,
  type UserChange,
  countUsers,
  deleteUser,
  findCredentials,
  findUser,
  insertUser,
  listUsers,
  setPasswordHash,
  unlockUser,
  updateUser,
} from './users.repository.ts';
