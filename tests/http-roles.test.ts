import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Db, openDatabase } from '../src/db/index.ts';
import { ACCESS, type Access, isAtLeast, ROLES, type Role } from '../src/lib/http/access.ts';
import { ENGINES } from './support/databases.ts';
import { type RunningPlant, startPlantline } from './support/start-plantline.ts';
import { type StorePlace, storePlace } from './support/store-place.ts';

type Caller = {
  readonly name: string;
  /** Undefined for who may nothing. */
  readonly role: Role | undefined;
  readonly headers: Readonly<Record<string, string>>;
};

type Route = { readonly method: string; readonly url: string; readonly needed: Access };

const PASSWORD = 'tall chimney, blue sky';
/** Refusals that mean "you may not", whatever else was wrong. */
const REFUSED = /^auth\.(?:required|forbidden|(?:api_)?token_refused|session_\w+)$/;
/** Ends what the caller carries, so it is called last. */
const ENDS_SESSION = 'POST /api/v1/auth/logout';
/** Refuses by a status of its own while the Cloud API is not configured. */
const WEBHOOK = '/webhooks/whatsapp';
/** What only a person has: a program is told to log in. */
const OF_A_PERSON = /^(?:POST|DELETE) \/api\/v1\/auth\//;
/** What a call of any kind may change: it was made at some time. */
const OWN_TRACES = new Set(['last_good_readings', 'source_troubles', 'sessions', 'api_tokens']);
/** Sources are checked in the background meanwhile, and what that finds is written down. */
const HEALTH = {
  connection_status: null,
  last_tested_at: null,
  test_status: null,
  test_error_message: null,
  expires_at: null,
};

describe.each(ENGINES)('who may call what on %s', (engine) => {
  let place: StorePlace;
  let plant: RunningPlant;
  let db: Db;
  const callers: Caller[] = [];
  let routes: Route[];

  beforeAll(async () => {
    place = await storePlace(engine);
    plant = await startPlantline({
      ...place,
      env: { PLANTLINE_ADMIN_USERNAME: 'admin-walker', PLANTLINE_ADMIN_PASSWORD: PASSWORD },
    });
    db = await openDatabase(plant.config.databaseUrl);
    routes = Object.entries(ACCESS)
      .map(([line, needed]) => {
        const [method = '', url = ''] = line.split(' ');
        return { method, url, needed };
      })
      .filter(({ method, url }) => plant.app.http.hasRoute({ method, url }));
    const admin = { cookie: await logIn('admin-walker') };
    for (const role of ['viewer', 'user'] as const) {
      const body = { username: `${role}-walker`, password: PASSWORD, role };
      expect((await call('POST', '/api/v1/users', admin, body)).status).toBe(201);
      const headers = { cookie: await logIn(`${role}-walker`) };
      callers.push({ name: `${role} session`, role, headers });
    }
    callers.push({ name: 'admin session', role: 'admin', headers: admin });
    for (const role of ROLES) {
      const body = { name: `${role} program`, role, expiresInDays: 1 };
      const made = await call('POST', '/api/v1/api-tokens', admin, body);
      const { token } = (await made.json()) as { token: string };
      const authorization = `Bearer ${token}`;
      callers.push({ name: `${role} token`, role, headers: { authorization } });
    }
    const [head = '', payload = '', signature = ''] = admin.cookie.split('.');
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    const swapped = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
    callers.push(
      { name: 'nobody', role: undefined, headers: {} },
      {
        name: 'unsigned session',
        role: undefined,
        headers: { cookie: `plantline_session=${none}.${payload}.` },
      },
      {
        name: 'session with another signature',
        role: undefined,
        headers: { cookie: `${head}.${payload}.${swapped}` },
      },
      {
        name: 'invented token',
        role: undefined,
        headers: { authorization: `Bearer plt_${'x'.repeat(43)}` },
      },
      {
        name: 'session sent as a token',
        role: undefined,
        headers: { authorization: `Bearer ${admin.cookie.split('=')[1]}` },
      },
    );
  }, 60_000);
  afterAll(async () => {
    await db.close();
    await plant.stop();
    await place.drop();
  });

  async function logIn(username: string): Promise<string> {
    const body = { username, password: PASSWORD };
    const response = await call('POST', '/api/v1/auth/login', {}, body);
    expect(response.status).toBe(200);
    return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  }

  async function call(method: string, url: string, headers: object, body?: object) {
    return await fetch(`${plant.app.address()}${url}`, {
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      redirect: 'manual',
    });
  }

  /** As somebody who tries it out: on a thing that is not there, with a body that says nothing. */
  async function tryOut({ method, url }: Route, { headers }: Caller) {
    const path = url.replaceAll(/:\w+/g, 'nothing-of-this-name').replace('*', 'x');
    const response = await call(method, path, headers, method === 'GET' ? undefined : {});
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
    if (isStream) await response.body?.cancel();
    const text = isStream ? '' : await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    const { error } = (isJson && text ? JSON.parse(text) : {}) as { error?: { code?: string } };
    return { status: response.status, code: error?.code ?? '' };
  }

  async function contents(): Promise<Record<string, unknown>> {
    const { rows } = await (
      engine === 'sqlite'
        ? sql<{ name: string }>`SELECT name FROM sqlite_master WHERE type = 'table'`
        : sql<{ name: string }>`
            SELECT table_name AS name FROM information_schema.tables
            WHERE table_schema = current_schema()`
    ).execute(db.read);
    const names = rows.map(({ name }) => name).filter((name) => !OWN_TRACES.has(name));
    const tables = names.map(async (name) => {
      const all = await sql`SELECT * FROM ${sql.table(name)}`.execute(db.read);
      const rows = all.rows.map((row) => ({ ...(row as object), ...HEALTH }));
      return [name, rows.map((row) => JSON.stringify(row)).toSorted()] as const;
    });
    return Object.fromEntries(await Promise.all(tables));
  }

  const isMay = ({ needed }: Route, { role }: Caller): boolean =>
    needed === 'anyone' || (role !== undefined && isAtLeast(role, needed));

  test('who may not is refused with 401 or 403 on every route, and nothing is changed', async () => {
    const before = await contents();
    const wrong: string[] = [];
    let calls = 0;
    for (const route of routes) {
      for (const caller of callers.filter((each) => !isMay(route, each))) {
        const { status, code } = await tryOut(route, caller);
        const expected = caller.role === undefined ? 401 : 403;
        calls += 1;
        if (status === expected && REFUSED.test(code)) continue;
        wrong.push(`${caller.name}: ${route.method} ${route.url} answered ${status} ${code}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await contents()).toEqual(before);
    expect(calls).toBeGreaterThan(routes.length * 3);
  }, 120_000);

  test('who is not signed in gets nothing either by HEAD or by writing an address otherwise', async () => {
    const open: string[] = [];
    for (const { method, url } of routes.filter(({ needed }) => needed !== 'anyone')) {
      const path = url.replaceAll(/:\w+/g, 'x').replace('*', 'x');
      const [, first = '', rest = ''] = /^\/(\w)(.*)$/.exec(path) ?? [];
      const encoded = `%${first.charCodeAt(0).toString(16)}`;
      for (const other of [
        `${path}/`,
        `/${path}`,
        `/./x/..${path}`,
        `/${encoded}${rest}`,
        path.toUpperCase(),
        `${path};a=b`,
        `${path}?a=b`,
      ]) {
        for (const how of method === 'GET' ? ['GET', 'HEAD'] : [method]) {
          const response = await call(how, other, {}, method === 'GET' ? undefined : {});
          await response.body?.cancel();
          if (response.status < 400) open.push(`${how} ${other} answered ${response.status}`);
        }
      }
    }
    expect(open).toEqual([]);
  }, 120_000);

  test('who may is let in on every route', async () => {
    const wrong: string[] = [];
    const inOrder = routes.toSorted((a, b) => Number(isEnd(a)) - Number(isEnd(b)));
    for (const route of inOrder) {
      for (const caller of callers.filter((each) => isMay(route, each))) {
        const { status, code } = await tryOut(route, caller);
        const line = `${route.method} ${route.url}`;
        if (caller.headers['authorization'] && OF_A_PERSON.test(line)) continue;
        const isRefused = REFUSED.test(code) || ((status === 401 || status === 403) && code === '');
        if (isRefused && route.url !== WEBHOOK) {
          wrong.push(`${caller.name}: ${route.method} ${route.url} answered ${status} ${code}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  const isEnd = ({ method, url }: Route): boolean => `${method} ${url}` === ENDS_SESSION;
});

test('the table of the documentation names every line of the access table', async () => {
  const { readFile } = await import('node:fs/promises');
  const page = await readFile('docs/roles.md', 'utf8');
  for (const line of Object.keys(ACCESS)) {
    const [method = '', url = ''] = line.split(' ');
    expect(page).toContain(`| ${method} | \`${url}\` |`);
  }
});
