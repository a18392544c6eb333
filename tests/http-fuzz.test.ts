import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCESS } from '../src/lib/http/access.ts';
import { createLog } from '../src/lib/log.ts';
import {
  type AwkwardRequest,
  type JsonSchema,
  type Operation,
  SECRET,
  awkwardRequests,
} from './support/awkward-requests.ts';
import { ENGINES } from './support/databases.ts';
import { type RunningPlant, startPlantline } from './support/start-plantline.ts';
import { type StorePlace, storePlace } from './support/store-place.ts';

const ADMIN = 'walker';
const PASSWORD = 'tall chimney, blue sky';
const PROGRAM = 'program ';
/** Over all routes and engines, about. */
const WITHIN_MS = 24_000;
const ROUTE_WITHIN_MS = WITHIN_MS / ENGINES.length / Object.keys(ACCESS).length;
/** Requests of each route, however long they take. */
const LEAST = 12;
/** One caller is stopped after six thousand requests a minute. */
const PROGRAMS = 12;
const LEAK =
  /node_modules|\bat \S+ \(|\.[cm]?[jt]s:\d|SQLITE|syntax error|relation "|violates|\/work\/|\/tmp\//;
/** It would begin to take the session away from under the others. */
const ENDS_SESSION = 'POST /api/v1/auth/logout';
/** Calls that are a person's, and would be refused to a program before anything is looked at. */
const OF_A_PERSON = / \/api\/v1\/auth\//;

/** Things are taken away at the end: before that there is something to ask for. */
const LINES = Object.keys(ACCESS)
  .filter((line) => line !== ENDS_SESSION)
  .toSorted((a, b) => Number(a.startsWith('DELETE')) - Number(b.startsWith('DELETE')));

type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
};
type Listed = {
  readonly id: string | number;
  readonly username?: string;
  readonly name?: string | null;
};
type Line = { readonly level: string; readonly msg: string };

describe.each(ENGINES)('whatever is sent on %s', (engine) => {
  let place: StorePlace;
  let plant: RunningPlant;
  let document: Document;
  let cookie: string;
  let programs: string[];
  const lines: string[] = [];

  beforeAll(async () => {
    place = await storePlace(engine);
    plant = await startPlantline({
      ...place,
      log: createLog('info', { write: (line) => lines.push(line) }),
      env: { PLANTLINE_ADMIN_USERNAME: ADMIN, PLANTLINE_ADMIN_PASSWORD: PASSWORD },
    });
    document = plant.app.http.swagger() as unknown as Document;
    cookie = await logIn();
    programs = [];
    for (let index = 0; index < PROGRAMS; index++) {
      const made = await send('POST', '/api/v1/api-tokens', {
        name: `${PROGRAM}${index}`,
        role: 'admin',
        expiresInDays: 1,
      });
      programs.push(`Bearer ${made.json<{ token: string }>().token}`);
    }
    const config = { baseUrl: 'http://127.0.0.1:9/piwebapi', user: 'u', password: SECRET };
    await send('POST', '/api/v1/data-sources', { name: 'gone', plugin: 'aveva-pi', config });
    await plant.ask('u1 load');
  }, 60_000);
  afterAll(async () => {
    await plant.stop();
    await place.drop();
  });

  async function logIn(): Promise<string> {
    const response = await plant.app.http.inject({
      method: 'POST',
      url: '/api/v1/auth/login',
      payload: { username: ADMIN, password: PASSWORD },
    });
    expect(response.statusCode).toBe(200);
    return `plantline_session=${response.cookies[0]?.value}`;
  }

  async function send(method: 'GET' | 'POST', url: string, payload?: object) {
    return await plant.app.http.inject({
      method,
      url,
      headers: { cookie },
      ...(payload && { payload }),
    });
  }

  const lists = () =>
    Object.keys(ACCESS).flatMap((line) => {
      const [, url] = /^GET (\/api\/v1\/[\w-]+)$/.exec(line) ?? [];
      const isList = url !== undefined && ACCESS[`GET ${url}/:id`] !== undefined;
      return isList && plant.app.http.hasRoute({ method: 'GET', url }) ? [url] : [];
    });

  /** Some things of the kind a route is about, but for whom and what this test itself comes with. */
  async function idsFor(path: string): Promise<string[]> {
    const [list] = /^\/api\/v1\/[\w-]+/.exec(path) ?? [];
    if (list === undefined || !path.includes('/:id') || !lists().includes(list)) return [];
    const { items } = (await send('GET', `${list}?limit=20`)).json<{ items: Listed[] }>();
    const others = items.filter(
      ({ username, name }) => username !== ADMIN && !name?.startsWith(PROGRAM),
    );
    return others.map(({ id }) => String(id));
  }

  let turn = 0;
  async function answer(line: string, request: AwkwardRequest) {
    const [method = ''] = line.split(' ');
    const { url, contentType, payload } = request;
    const hasBody = method !== 'GET' && payload !== undefined;
    const authorization = programs[(turn += 1) % PROGRAMS] ?? '';
    const response = await plant.app.http.inject({
      method: method as 'GET',
      url,
      headers: {
        ...(OF_A_PERSON.test(line) ? { cookie } : { authorization }),
        ...(hasBody && contentType !== undefined && { 'content-type': contentType }),
      },
      ...(hasBody && { payload }),
      payloadAsStream: line.endsWith('/events'),
      remoteAddress: '10.9.8.7',
    });
    const { statusCode, headers } = response;
    if (!line.endsWith('/events')) return { statusCode, headers, body: response.body };
    if (statusCode >= 400) return { statusCode, headers, body: await text(response.stream()) };
    // It never ends by itself.
    response.stream().destroy();
    return { statusCode, headers, body: '' };
  }

  /** What is wrong with an answer; undefined when it is as it should be. */
  function faultOf(response: Awaited<ReturnType<typeof answer>>): string | undefined {
    const { statusCode, headers, body } = response;
    if (body.includes(SECRET)) return 'a secret is answered';
    if (statusCode < 400) return undefined;
    if (!String(headers['content-type']).startsWith('application/json')) return 'no JSON';
    const { error, ...more } = JSON.parse(body) as { error?: Record<string, unknown> };
    if (Object.keys(more).length > 0 || !error) return 'not the one form of errors';
    if (Object.keys(error).toSorted().join() !== 'code,details,message,requestId') {
      return 'not the one form of errors';
    }
    if (!/^[a-z_]+\.[a-z0-9_]+$/.test(String(error['code']))) return 'no code';
    if (String(error['message']).length < 10) return 'no message';
    if (statusCode === 500 || String(error['code']).startsWith('internal.'))
      return 'a failure of ours';
    return LEAK.test(body) ? 'the inside is shown' : undefined;
  }

  test.each(LINES)('%s answers with sense and keeps its inside to itself', async (line) => {
    const [method = '', path = ''] = line.split(' ');
    if (!plant.app.http.hasRoute({ method, url: path })) return;
    const described = path.replaceAll(/:(\w+)/g, '{$1}');
    const operation = document.paths[described]?.[method.toLowerCase()] ?? {};
    const requests = awkwardRequests(
      path,
      operation,
      document.components.schemas,
      await idsFor(path),
    );
    const startedAt = performance.now();
    let sent = 0;
    const property = fc.asyncProperty(requests, async (request) => {
      if (sent >= LEAST && performance.now() - startedAt > ROUTE_WITHIN_MS) return;
      sent += 1;
      const response = await answer(line, request);
      const fault = faultOf(response);
      if (fault) throw new Error(`${fault}: ${response.statusCode} ${response.body.slice(0, 600)}`);
    });
    await fc.assert(property, { numRuns: 1_000, endOnFailure: true });
  });

  test('after all that every list is still shown, in every order', async () => {
    for (const url of lists()) {
      const response = await send('GET', `${url}?limit=200`);
      expect([url, response.statusCode]).toEqual([url, 200]);
      const csv = await send('GET', `${url}?format=csv`);
      expect([url, csv.statusCode]).toEqual([url, 200]);
    }
  });

  test('the admin can still log in, and the audit log holds', async () => {
    cookie = await logIn();
    const verdict = await send('POST', '/api/v1/audit-logs/verify', {});
    expect(verdict.json()).toMatchObject({ ok: true });
  });

  test('the log tells no secret, and of no failure that is ours', () => {
    const log = lines.join('');
    expect(log).not.toContain(SECRET);
    expect(log).not.toContain(PASSWORD);
    expect(log).not.toContain(cookie.split('=')[1]);
    for (const program of programs) expect(log).not.toContain(program.slice('Bearer plt_'.length));
    const failed = lines
      .map((line) => JSON.parse(line) as Line)
      .filter(({ level, msg }) => level === 'error' && msg === 'A request failed');
    expect(failed).toEqual([]);
  });
});
