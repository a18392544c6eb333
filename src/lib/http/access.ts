/** What a user may do; each role may do everything the ones before it may. */
export const ROLES = ['viewer', 'user', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** The least that a caller must be: `anyone` needs no session. */
export type Access = 'anyone' | Role;

/**
 * Who may call which route: `METHOD /url` as registered, to the least role.
 *
 * It is the only place that decides it. A route that is not here stops the server from starting, so none can be
 * forgotten; `HEAD` goes with its `GET`.
 */
export const ACCESS: Readonly<Record<string, Access>> = {
  'GET /': 'anyone',
  'GET /healthz': 'anyone',
  'GET /readyz': 'anyone',
  'GET /api/openapi.json': 'viewer',
  'POST /api/v1/auth/login': 'anyone',
  'POST /api/v1/auth/logout': 'viewer',
  'GET /api/v1/auth/me': 'viewer',
  'POST /api/v1/auth/password': 'viewer',
  'POST /api/v1/simulator/messages': 'user',
};

/** The least role for a registered route, or undefined when the table has no line for it. */
export function accessOf(method: string, url: string): Access | undefined {
  return ACCESS[`${method === 'HEAD' ? 'GET' : method} ${url}`];
}

export function isAtLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
