import type { FastifyRequest } from 'fastify';

/** Who does something, and from where: for the audit log. */
export type Actor = {
  /** `users.id`; null for what is no user of the store: the command line, an API token, a contact, Plantline itself. */
  readonly userId: string | null;
  /** As the log shows it, and goes on to when the user is gone. */
  readonly name: string;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
};

/** Who sent a request; `anonymous` where nobody needs to be signed in. */
export function actorOf(request: FastifyRequest): Actor {
  return {
    userId: request.user?.id ?? null,
    name: request.user?.username ?? 'anonymous',
    ipAddress: request.ip,
    userAgent: request.headers['user-agent'] ?? null,
  };
}

/** Somebody or something that does not come by HTTP, such as `cli`. */
export function localActor(name: string): Actor {
  return { userId: null, name, ipAddress: null, userAgent: null };
}
