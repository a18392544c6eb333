import { afterEach, describe, expect, test } from 'vitest';
import { AppError } from '#sdk';
import type { DataSource } from '#sdk';
import { startAnsweringServer } from '../../../tests/support/answering-server.ts';
import type { Answer, ReceivedRequest } from '../../../tests/support/answering-server.ts';
import { askTable, openHttpJson } from '../../../tests/support/open-http-json.ts';

const SECRET = 's3cret & more';
const PAGES = { name: 'rows', path: '/rows', rows: '$.rows', paging: 'link', nextPath: '$.next' };

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

/** A token server and an API that takes its tokens, three pages long. */
async function startOauthApi({
  lifeSeconds = 3600,
  tokenAnswer,
}: {
  readonly lifeSeconds?: number;
  readonly tokenAnswer?: (request: ReceivedRequest) => Answer;
} = {}) {
  let issued = 0;
  const valid = new Set<string>();
  const server = await startAnsweringServer((request): Answer => {
    if (request.path === '/token') {
      if (tokenAnswer) return tokenAnswer(request);
      issued += 1;
      valid.add(`t${issued}`);
      return {
        json: { access_token: `t${issued}`, token_type: 'Bearer', expires_in: lifeSeconds },
      };
    }
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    if (!valid.has(token)) return { status: 401, json: {} };
    const page = Number(request.query.get('page') ?? 1);
    const next = page < 3 ? `/rows?page=${page + 1}` : null;
    return { json: { rows: [{ page, token }], next } };
  });
  opened.push(() => server.close());
  const tokens = () => server.requests.filter(({ path }) => path === '/token');
  return { server, tokens, revoke: () => valid.clear() };
}

async function open(origin: string, config: Record<string, unknown> = {}, clock?: () => Date) {
  const source = await openHttpJson(
    {
      baseUrl: origin,
      tokenUrl: `${origin}/token`,
      clientId: 'plantline',
      clientSecret: SECRET,
      scope: 'read',
      endpoints: [PAGES],
      maxRequestsPerSecond: 1_000,
      ...config,
    },
    clock && { clock },
  );
  opened.push(() => source.close());
  return source;
}

async function failure(source: DataSource): Promise<AppError> {
  const error = await askTable(source, 'rows').catch((thrown: unknown) => thrown);
  if (error instanceof AppError) return error;
  throw new Error('it did not fail as it should', { cause: error });
}

describe('client credentials (OAuth 2.0)', () => {
  test('one token serves every request until shortly before it ends', async () => {
    let nowMs = Date.UTC(2026, 2, 1);
    const { server, tokens } = await startOauthApi({ lifeSeconds: 600 });
    const source = await open(server.origin, {}, () => new Date(nowMs));
    await askTable(source, 'rows');
    await askTable(source, 'rows');
    expect(tokens()).toHaveLength(1);
    expect(new URLSearchParams(tokens()[0]?.body)).toEqual(
      new URLSearchParams({
        grant_type: 'client_credentials',
        scope: 'read',
        client_id: 'plantline',
        client_secret: SECRET,
      }),
    );
    nowMs += 539_000;
    await askTable(source, 'rows');
    expect(tokens()).toHaveLength(1);
    nowMs += 2_000;
    await askTable(source, 'rows');
    expect(tokens()).toHaveLength(2);
  });

  test('fifty questions at once fetch one token, and one more when all of them are refused', async () => {
    const { server, tokens, revoke } = await startOauthApi();
    const source = await open(server.origin, { maxConcurrentRequests: 50 });
    const askAll = () => Promise.all(Array.from({ length: 50 }, () => askTable(source, 'rows')));
    await askAll();
    expect(tokens()).toHaveLength(1);
    revoke();
    const answers = await askAll();
    expect(tokens()).toHaveLength(2);
    expect(answers.every(({ rows }) => rows.length === 3)).toBe(true);
  });

  test('a token that ends between two pages is renewed there, and no row is lost or doubled', async () => {
    const { server, tokens, revoke } = await startOauthApi();
    const source = await open(server.origin);
    const { requests } = server;
    const push = requests.push.bind(requests);
    requests.push = (...added) => {
      if (added.some(({ url }) => url === '/rows?page=2') && tokens().length === 1) revoke();
      return push(...added);
    };
    const { rows } = await askTable(source, 'rows');
    expect(rows).toEqual([
      [1, 't1'],
      [2, 't2'],
      [3, 't2'],
    ]);
  });

  test('a token that is refused although it is new is not fetched again and again', async () => {
    const { server, tokens, revoke } = await startOauthApi();
    const source = await open(server.origin);
    const { requests } = server;
    const push = requests.push.bind(requests);
    requests.push = (...added) => {
      revoke();
      return push(...added);
    };
    expect((await failure(source)).code).toBe('http_json.unauthorized');
    expect(tokens()).toHaveLength(2);
  });

  test('the secret goes as HTTP Basic where the server wants it so', async () => {
    const { server, tokens } = await startOauthApi();
    await askTable(await open(server.origin, { clientCredentialsPlace: 'header' }), 'rows');
    expect(tokens()[0]?.body).not.toContain('secret');
    const basic = tokens()[0]?.headers.authorization?.replace('Basic ', '') ?? '';
    expect(Buffer.from(basic, 'base64').toString()).toBe('plantline:s3cret+%26+more');
  });

  test.each([
    [
      'a wrong secret',
      { status: 401, json: { error: 'invalid_client' } },
      'http_json.token_refused',
    ],
    [
      'a redirect, which the secret does not follow',
      { status: 307, headers: { location: '/elsewhere' } },
      'http_json.token_refused',
    ],
    ['a page', { text: '<html>' }, 'http_json.token_unusable'],
    [
      'a token of another kind',
      { json: { access_token: 'x', token_type: 'mac' } },
      'http_json.token_unusable',
    ],
    [
      'a token that is two headers',
      { json: { access_token: 'x\r\nX-A: b' } },
      'http_json.token_unusable',
    ],
    ['a failing server', { status: 500 }, 'http_json.token_server_failed'],
  ] satisfies [string, Answer, string][])(
    '%s is said to be of the token server',
    async (_what, answer, code) => {
      const { server } = await startOauthApi({ tokenAnswer: () => answer });
      const error = await failure(await open(server.origin));
      expect(error.code).toBe(code);
      expect(error.message + JSON.stringify(error.details)).not.toContain('s3cret');
      const [reach, tls, login] = await (
        await open(server.origin)
      ).check(AbortSignal.timeout(5_000));
      expect([reach?.name, tls?.name, login?.name]).toEqual(['reach', 'tls', 'login']);
      expect([reach?.ok, login?.ok]).toEqual([true, false]);
    },
  );

  test('a token server that hangs ends with the time limit, and is named', async () => {
    const { server } = await startOauthApi({ tokenAnswer: () => 'hang' });
    const error = await failure(await open(server.origin, { timeoutMs: 200 }));
    expect(error).toMatchObject({ kind: 'timeout', code: 'http_json.token_server_slow' });
  });

  test('a token server that is not there, or must not be asked, is told apart from the API', async () => {
    const { server } = await startOauthApi();
    const gone = await failure(await open(server.origin, { tokenUrl: 'http://127.0.0.1:1/token' }));
    expect(gone).toMatchObject({ kind: 'upstream', code: 'http_json.token_server_failed' });
    expect(gone.message).toContain('The token server cannot be reached');
    const cloud = await failure(
      await open(server.origin, {
        tokenUrl: 'http://169.254.169.254/metadata/identity/oauth2/token',
      }),
    );
    expect(cloud.code).toBe('http_json.token_server_failed');
    expect(cloud.cause).toMatchObject({ code: 'outbound.address_refused' });
  });
});

describe('the other log-ins', () => {
  async function sentWith(config: Record<string, unknown>) {
    const server = await startAnsweringServer(() => ({ json: [] }));
    opened.push(() => server.close());
    const endpoints = [{ name: 'rows', path: '/rows', query: { a: '1' } }];
    const source = await openHttpJson({ baseUrl: server.origin, endpoints, ...config });
    opened.push(() => source.close());
    await askTable(source, 'rows');
    const [request] = server.requests;
    if (!request) throw new Error('nothing was sent');
    return request;
  }

  test('by what is filled in', async () => {
    const basic = await sentWith({ user: 'budi', password: 'kata sandi' });
    expect(basic.headers.authorization).toBe(`Basic ${btoa('budi:kata sandi')}`);
    expect((await sentWith({ token: 'abc' })).headers.authorization).toBe('Bearer abc');
    expect((await sentWith({ apiKey: 'abc' })).headers['apikey']).toBe('abc');
    expect((await sentWith({})).headers.authorization).toBeUndefined();
  });

  test('an API key may stand in the address, and beside another log-in', async () => {
    const query = { apiKey: 'a b', apiKeyName: 'appid', apiKeyPlace: 'query' };
    expect((await sentWith(query)).url).toBe('/rows?a=1&appid=a%20b');
    const both = await sentWith({
      token: 't',
      apiKey: 'k',
      apiKeyName: 'Ocp-Apim-Subscription-Key',
    });
    expect(both.headers.authorization).toBe('Bearer t');
    expect(both.headers['ocp-apim-subscription-key']).toBe('k');
  });

  test('headers, and secret ones', async () => {
    const { headers } = await sentWith({
      headers: { 'User-Agent': 'PLTU Tanjung Sari' },
      secretHeaders: 'X-One: 1 | X-Two: a:b',
    });
    expect(headers['user-agent']).toBe('PLTU Tanjung Sari');
    expect([headers['x-one'], headers['x-two']]).toEqual(['1', 'a:b']);
  });

  test('one that is chosen and not filled in is said when the source is opened', async () => {
    const config = { baseUrl: 'http://127.0.0.1:1', endpoints: [PAGES] };
    for (const authentication of ['bearer', 'api-key', 'oauth2']) {
      const error = await openHttpJson({ ...config, authentication }).catch((e: unknown) => e);
      expect(error).toMatchObject({ code: 'http_json.config' });
    }
  });
});
