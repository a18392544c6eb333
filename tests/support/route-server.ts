import type { FastifyPluginAsync, InjectOptions } from 'fastify';
import { onTestFinished } from 'vitest';
import {
  type AnswerList,
  type Audit,
  type Change,
  createAnswerList,
  createAudit,
  createChange,
} from '../../src/audit/index.ts';
import type { Db, Engine } from '../../src/db/index.ts';
import { createHttpServer } from '../../src/lib/http/index.ts';
import { authRequired } from '../../src/lib/http/http.errors.ts';
import { freshDatabase } from './databases.ts';

export type RouteDeps = {
  readonly db: Db;
  readonly audit: Audit;
  readonly change: Change;
  readonly answerList: AnswerList;
  readonly clock: () => Date;
};

type Role = 'admin' | 'user' | 'viewer';

/** Answers of a route: the status, the body parsed, and the reply itself. */
export type RouteAnswer = {
  readonly status: number;
  readonly body: unknown;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
};

/** Routes under `/api/v1` on a fresh store, called as whoever a test says: signing in is not what it tests. */
export async function routeServer(
  engine: Engine,
  routes: (deps: RouteDeps) => FastifyPluginAsync | readonly FastifyPluginAsync[],
) {
  let now = new Date('2026-11-27T05:00:00.000Z');
  const clock = () => now;
  const db = await freshDatabase(engine);
  const audit = createAudit(Buffer.alloc(32, 1));
  const change = createChange({ db, audit, clock });
  const answerList = createAnswerList({ change });
  const app = await createHttpServer({
    log: { debug() {}, info() {}, warn() {}, error() {} },
    authenticator: {
      async bySession(token) {
        if (!['admin', 'user', 'viewer'].includes(token)) throw authRequired();
        return { id: null, username: `${token}-tester`, fullName: null, role: token as Role };
      },
      async byBearer() {
        throw authRequired();
      },
    },
  });
  const plugins = [routes({ db, audit, change, answerList, clock })].flat();
  for (const plugin of plugins) await app.register(plugin, { prefix: '/api/v1' });
  onTestFinished(() => app.close());

  async function call(
    method: NonNullable<InjectOptions['method']>,
    path: string,
    payload?: object,
    role: Role | 'nobody' = 'admin',
  ): Promise<RouteAnswer> {
    const response = await app.inject({
      method,
      url: `/api/v1${path}`,
      ...(payload && { payload }),
      ...(role !== 'nobody' && { cookies: { plantline_session: role } }),
    });
    const isJson = String(response.headers['content-type']).startsWith('application/json');
    return {
      status: response.statusCode,
      body: isJson && response.body !== '' ? response.json() : undefined,
      text: response.body,
      headers: response.headers,
    };
  }

  return {
    app,
    db,
    call,
    /** What the audit log says was done, oldest first. */
    async audited() {
      const rows = await db.read.selectFrom('audit_logs').selectAll().orderBy('seq').execute();
      return rows.map(({ action, actor, details }) => ({ action, actor, details }));
    },
    pass: (ms: number) => void (now = new Date(now.getTime() + ms)),
  };
}
