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
  'GET /*': 'anyone',
  'GET /healthz': 'anyone',
  'GET /readyz': 'anyone',
  'GET /metrics': 'viewer',
  'GET /api/openapi.json': 'viewer',
  'GET /api/docs': 'viewer',
  'GET /api/docs/json': 'viewer',
  'GET /api/docs/yaml': 'viewer',
  'GET /api/docs/static/*': 'viewer',
  'GET /api/docs/static/index.html': 'viewer',
  'GET /api/docs/static/swagger-initializer.js': 'viewer',
  'GET /webhooks/whatsapp': 'anyone',
  'POST /webhooks/whatsapp': 'anyone',
  'POST /mcp': 'viewer',
  'GET /mcp': 'viewer',
  'DELETE /mcp': 'viewer',

  'GET /api/v1/setup': 'anyone',
  'POST /api/v1/setup': 'anyone',
  'POST /api/v1/demo-plant': 'admin',

  'POST /api/v1/auth/login': 'anyone',
  'POST /api/v1/auth/logout': 'viewer',
  'GET /api/v1/auth/me': 'viewer',
  'POST /api/v1/auth/password': 'viewer',
  'POST /api/v1/auth/second-factor': 'viewer',
  'POST /api/v1/auth/second-factor/confirm': 'viewer',
  'DELETE /api/v1/auth/second-factor': 'viewer',

  ...readBy('viewer', 'overview', 'events', 'plugins', 'media/:id'),
  ...readBy('viewer', 'data-sources', 'data-sources/:id', 'data-sources/:id/tags'),
  ...readBy('viewer', 'data-sources/:id/schema', 'data-sources/:id/values'),
  ...readBy('viewer', 'data-sources/:id/history'),
  ...changedBy('user', 'data-sources'),
  'POST /api/v1/data-sources/:id/test': 'user',

  ...readBy('viewer', 'triggers', 'triggers/:id', 'triggers/name-check'),
  ...changedBy('user', 'triggers'),
  'POST /api/v1/triggers/preview': 'viewer',
  'POST /api/v1/triggers/:id/run': 'viewer',
  ...readBy('viewer', 'trigger-groups', 'trigger-groups/:id'),
  ...changedBy('user', 'trigger-groups'),
  'POST /api/v1/trigger-groups/:id/run': 'viewer',
  ...readBy('viewer', 'ai-triggers', 'ai-triggers/:id', 'query-presets', 'query-presets/:id'),
  ...changedBy('user', 'ai-triggers'),
  ...readBy('viewer', 'tag-aliases', 'tag-aliases/:id'),
  ...changedBy('user', 'tag-aliases'),
  ...changedBy('user', 'query-presets'),
  'GET /api/v1/query-presets/recipes': 'viewer',
  'POST /api/v1/query-presets/recipes': 'user',

  ...readBy('viewer', 'contacts', 'contacts/:id', 'messages', 'messages/:id'),
  ...readBy('viewer', 'ai-answers', 'ai-answers/:id'),
  ...changedBy('user', 'contacts'),
  ...readBy('viewer', 'outgoing-messages', 'outgoing-messages/:id'),
  'POST /api/v1/outgoing-messages': 'user',
  'POST /api/v1/media': 'user',
  'POST /api/v1/outgoing-messages/:id/retry': 'user',
  'POST /api/v1/outgoing-messages/:id/cancel': 'user',
  'POST /api/v1/simulator/messages': 'user',
  'GET /api/v1/whatsapp/status': 'user',
  'GET /api/v1/whatsapp/qr': 'admin',
  'POST /api/v1/whatsapp/connect': 'admin',
  'POST /api/v1/whatsapp/disconnect': 'admin',
  'GET /api/v1/transports': 'admin',
  'PATCH /api/v1/transports/:kind': 'admin',
  'POST /api/v1/transports/:kind/test': 'admin',

  ...readBy('admin', 'settings', 'settings/:id', 'users', 'users/:id', 'sessions', 'api-tokens'),
  ...changedBy('admin', 'settings'),
  ...changedBy('admin', 'users'),
  'POST /api/v1/users/:id/unlock': 'admin',
  'DELETE /api/v1/users/:id/second-factor': 'admin',
  'DELETE /api/v1/sessions/:id': 'admin',
  'POST /api/v1/api-tokens': 'admin',
  'DELETE /api/v1/api-tokens/:id': 'admin',
  ...readBy('admin', 'ai-models', 'ai-models/:id', 'ai-models/kinds', 'ai-models/usage'),
  ...changedBy('admin', 'ai-models'),
  'POST /api/v1/ai-models/:id/test': 'admin',
  ...readBy('admin', 'audit-logs', 'audit-logs/:id'),
  'POST /api/v1/audit-logs/verify': 'admin',
  ...readBy('admin', 'imports', 'imports/:id', 'imports/:id/report'),
  'POST /api/v1/imports': 'admin',
  'POST /api/v1/imports/:id/content': 'admin',
  'POST /api/v1/imports/:id/run': 'admin',
  'DELETE /api/v1/imports/:id': 'admin',
};

/** The least role for a registered route, or undefined when the table has no line for it. */
export function accessOf(method: string, url: string): Access | undefined {
  const line = `${method === 'HEAD' ? 'GET' : method} ${url}`;
  return Object.hasOwn(ACCESS, line) ? ACCESS[line] : undefined;
}

export function isAtLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** Whether a role may read a collection of the API, such as `data-sources`. One that has no list is for admins. */
export function mayRead(role: Role, collection: string): boolean {
  const needed = accessOf('GET', `/api/v1/${collection}`) ?? 'admin';
  return needed === 'anyone' || isAtLeast(role, needed);
}

function readBy(role: Role, ...paths: readonly string[]): Record<string, Access> {
  return Object.fromEntries(paths.map((path) => [`GET /api/v1/${path}`, role]));
}

/** The three changes of a list: a new one, another state of one, and one less. */
function changedBy(role: Role, list: string): Record<string, Access> {
  return {
    [`POST /api/v1/${list}`]: role,
    [`PATCH /api/v1/${list}/:id`]: role,
    [`DELETE /api/v1/${list}/:id`]: role,
  };
}
