import type { FastifyRequest } from 'fastify';
import type { Role } from './access.ts';
import { authRequired } from './http.errors.ts';

/** Who sent a request. */
export type SignedInUser = {
  /** `users.id`; null for the command line, which signs with the data folder's key, and for programs. */
  readonly id: string | null;
  /** `token:<name>` for a program. */
  readonly username: string;
  readonly fullName: string | null;
  readonly role: Role;
  /** `sessions.id`, when a browser's session is what tells who it is. */
  readonly sessionId?: string;
};

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before the handler of every route that is not open to `anyone`. Read it by `signedInUser`. */
    user: SignedInUser | null;
  }
}

/** The user of a request; throws `auth.required` on a route that is open to anyone and was called so. */
export function signedInUser(request: FastifyRequest): SignedInUser {
  if (!request.user) throw authRequired();
  return request.user;
}
