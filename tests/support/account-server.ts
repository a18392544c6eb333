import type { FastifyPluginAsync, InjectOptions } from 'fastify';
import { onTestFinished } from 'vitest';
import {
  apiTokenRoutes,
  authRoutes,
  createAccounts,
  secondFactorRoutes,
  sessionRoutes,
  setupRoutes,
  userRoutes,
} from '../../src/accounts/index.ts';
import { hashPassword } from '../../src/accounts/hash-password.ts';
import { insertUser } from '../../src/accounts/users.repository.ts';
import { createAnswerList, createAudit, createChange } from '../../src/audit/index.ts';
import type { Engine, Role } from '../../src/db/index.ts';
import { createHttpServer } from '../../src/lib/http/index.ts';
import { createLog } from '../../src/lib/log.ts';
import { freshDatabase } from './databases.ts';

export const PASSWORD = 'correct horse battery';
const PASSWORD_HASH = await hashPassword(PASSWORD);

type CallOptions = {
  readonly payload?: object | undefined;
  /** The value of the session's cookie. */
  readonly as?: string | undefined;
  readonly bearer?: string | undefined;
  readonly from?: string | undefined;
};

/** The routes of accounts behind the real door, on a fresh store; nobody is there but who a test puts there. */
export async function accountServer(
  engine: Engine,
  {
    isHttps = false,
    routes = [],
  }: { isHttps?: boolean; routes?: readonly FastifyPluginAsync[] } = {},
) {
  let now = new Date('2026-11-27T05:00:00.000Z');
  const clock = () => now;
  const db = await freshDatabase(engine);
  const audit = createAudit(Buffer.alloc(32, 5));
  const change = createChange({ db, audit, clock });
  const answerList = createAnswerList({ change });
  const secretKey = Buffer.alloc(32, 9);
  const lines: string[] = [];
  const log = createLog('trace', { write: (line) => void lines.push(line) });
  const accounts = createAccounts({
    db,
    audit,
    change,
    answerList,
    clock,
    secretKey,
    isHttps,
    timeZone: 'Asia/Jakarta',
  });
  const { authenticator } = accounts;
  const app = await createHttpServer({ log, clock, authenticator });
  const plugins = [
    setupRoutes,
    authRoutes,
    secondFactorRoutes,
    userRoutes,
    sessionRoutes,
    apiTokenRoutes,
  ];
  for (const plugin of [...plugins.map((one) => one(accounts)), ...routes]) {
    await app.register(plugin, { prefix: '/api/v1' });
  }
  onTestFinished(() => app.close());

  async function call(
    method: NonNullable<InjectOptions['method']>,
    path: string,
    { payload, as, bearer, from = '10.0.0.5' }: CallOptions = {},
  ) {
    const response = await app.inject({
      method,
      url: `/api/v1${path}`,
      remoteAddress: from,
      headers: { 'user-agent': 'test', ...(bearer && { authorization: `Bearer ${bearer}` }) },
      ...(payload && { payload }),
      ...(as !== undefined && { cookies: { plantline_session: as } }),
    });
    const isJson = String(response.headers['content-type']).startsWith('application/json');
    const body = isJson && response.body !== '' ? response.json() : undefined;
    return {
      status: response.statusCode,
      /** Of an error answer. */
      code: body?.error?.code as string | undefined,
      body,
      text: response.body,
      headers: response.headers,
      cookie: response.cookies.find(({ name }) => name === 'plantline_session'),
      token: response.cookies.find(({ name }) => name === 'plantline_session')?.value ?? '',
    };
  }

  async function addUser(username: string, role: Role = 'user', passwordHash = PASSWORD_HASH) {
    return await db.write((tx) => insertUser(tx, { username, passwordHash, role }, clock()));
  }

  return {
    app,
    db,
    accounts,
    secretKey,
    clock,
    call,
    addUser,
    /** Everything that was logged, at the finest level. */
    logged: () => lines.join(''),
    forgetLog: () => void (lines.length = 0),
    login: (username = 'sari', password = PASSWORD, from?: string, code?: string) =>
      call('POST', '/auth/login', { payload: { username, password, code }, from }),
    me: (as: string) => call('GET', '/auth/me', { as }),
    /** A new user who is logged in: the cookie's value. */
    async signedIn(username: string, role: Role) {
      await addUser(username, role);
      const payload = { username, password: PASSWORD };
      return (await call('POST', '/auth/login', { payload })).token;
    },
    async audited() {
      const rows = await db.read.selectFrom('audit_logs').selectAll().orderBy('seq').execute();
      return rows.map(({ action, actor, details, user_id }) => ({
        action,
        actor,
        details,
        userId: user_id,
      }));
    },
    pass: (ms: number) => void (now = new Date(now.getTime() + ms)),
  };
}
