import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { AppError } from '#sdk';
import { startAnsweringServer } from '../../../tests/support/answering-server.ts';
import type { Answer, ReceivedRequest } from '../../../tests/support/answering-server.ts';
import { askTable, openHttpJson } from '../../../tests/support/open-http-json.ts';
import { startRawHttpServer } from '../../../tests/support/raw-http-server.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

const ROWS = { path: '/rows', name: 'rows', rows: '$.rows' };

async function api(answer: (request: ReceivedRequest) => Answer | Promise<Answer>) {
  const server = await startAnsweringServer(answer);
  opened.push(() => server.close());
  return server;
}

async function raw(...args: Parameters<typeof startRawHttpServer>) {
  const server = await startRawHttpServer(...args);
  opened.push(() => server.close());
  return server;
}

async function ask(baseUrl: string, config: Record<string, unknown> = {}, text = 'rows') {
  const source = await openHttpJson({ baseUrl, endpoints: [ROWS], ...config });
  opened.push(() => source.close());
  return await askTable(source, text);
}

async function failure(asked: Promise<unknown>): Promise<AppError> {
  const error = await asked.catch((thrown: unknown) => thrown);
  if (error instanceof AppError) return error;
  throw new Error('it did not fail as it should', { cause: error });
}

describe('an answer that takes too long or is too large is given up', () => {
  test('a server that sends a byte now and then ends with the time limit', async () => {
    const server = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{"rows":[');
      const drip = setInterval(() => socket.write(' '), 20);
      socket.on('close', () => clearInterval(drip));
    });
    const startedAt = performance.now();
    const error = await failure(ask(server.origin, { timeoutMs: 300 }));
    expect(error).toMatchObject({ kind: 'timeout', code: 'http_json.timeout' });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test('so does one that sends headers without end', async () => {
    const server = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const drip = setInterval(() => socket.write('X-More: 1\r\n'), 5);
      socket.on('close', () => clearInterval(drip));
    });
    const error = await failure(ask(server.origin, { timeoutMs: 300 }));
    expect(['timeout', 'upstream']).toContain(error.kind);
  });

  test('what never ends is cut off at the limit, not collected', async () => {
    let sent = 0;
    const server = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      const pour = (): void => {
        while (!socket.destroyed && socket.write(`4000\r\n${' '.repeat(0x4000)}\r\n`))
          sent += 0x4000;
      };
      socket.on('drain', pour);
      pour();
    });
    const error = await failure(ask(server.origin, { maxAnswerBytes: 100_000 }));
    expect(error.code).toBe('http_json.too_large');
    // What the buffers of both machines hold may still have left, and no more.
    expect(sent).toBeLessThan(50_000_000);
  });

  test('what announces too much is not even begun', async () => {
    const server = await raw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n');
    });
    expect((await failure(ask(server.origin))).code).toBe('http_json.too_large');
  });

  test('a small parcel that unpacks into a very large text is refused', async () => {
    const bomb = gzipSync(Buffer.alloc(60_000_000, ' '));
    expect(bomb.length).toBeLessThan(100_000);
    const server = await raw((socket) => {
      const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`;
      socket.write(Buffer.concat([Buffer.from(head), bomb]));
    });
    expect((await failure(ask(server.origin))).code).toBe('http_json.too_large');
  });
});

describe('an answer that is not what it says is refused', () => {
  test.each([
    ['one that breaks off', 'Content-Length: 500', '{"rows":[', 'broke off'],
    ['one that is longer than it says', 'Content-Length: 5', '{"rows":[]}', 'not complete JSON'],
    [
      'a log-in page',
      'Content-Type: text/html\r\nContent-Length: 22',
      '<html>Log in</html>   ',
      'web page',
    ],
    [
      'one packed in another way',
      'Content-Encoding: br\r\nContent-Length: 2',
      '{}',
      'packed in a way',
    ],
    [
      'one that says gzip and is not',
      'Content-Encoding: gzip\r\nContent-Length: 2',
      '{}',
      'packed wrongly',
    ],
    ['letters of no alphabet', 'Content-Length: 9', '{"a":"\xff"}', 'character set'],
  ])('%s', async (_what, headers, body, reason) => {
    const server = await raw((socket) => {
      socket.end(Buffer.from(`HTTP/1.1 200 OK\r\n${headers}\r\n\r\n${body}`, 'latin1'));
    });
    const error = await failure(ask(server.origin));
    expect(error).toMatchObject({ kind: 'upstream', code: 'http_json.bad_answer' });
    expect(error.message).toContain(reason);
  });

  test('what does not speak HTTP at all', async () => {
    const server = await raw((socket) => socket.write('SSH-2.0-OpenSSH_9.6\r\n'));
    expect((await failure(ask(server.origin))).code).toBe('http_json.bad_answer');
  });
});

test('a packed answer is unpacked, and an older character set is understood', async () => {
  const text = Buffer.from('{"rows":[{"name":"Pompa \xe9"}]}', 'latin1');
  const packed = gzipSync(text);
  const server = await raw((socket) => {
    const head = [
      'HTTP/1.1 200 OK',
      'Content-Type: application/json; charset=iso-8859-1',
      'Content-Encoding: gzip',
      `Content-Length: ${packed.length}`,
    ];
    socket.write(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), packed]));
  });
  expect((await ask(server.origin)).rows).toEqual([['Pompa é']]);
});

describe('redirects', () => {
  test('within the host are followed, and the log-in goes along', async () => {
    const server = await api(({ path, headers }) => {
      if (path === '/rows') return { status: 302, headers: { location: '/v2/rows' } };
      return { json: { rows: [{ key: headers['apikey'] ?? null }] } };
    });
    expect((await ask(server.origin, { apiKey: 'k-1' })).rows).toEqual([['k-1']]);
  });

  test('to another host that is allowed go without the log-in', async () => {
    const other = await api(({ headers, query }) => ({
      json: {
        rows: [
          {
            authorization: headers['authorization'] ?? null,
            extra: headers['x-extra'] ?? null,
            key: query.get('key'),
          },
        ],
      },
    }));
    const server = await api(() => ({
      status: 307,
      headers: { location: `${other.origin.replace('127.0.0.1', 'localhost')}/rows` },
    }));
    const config = {
      user: 'u',
      password: 'p',
      apiKey: 'k',
      apiKeyName: 'key',
      apiKeyPlace: 'query',
      secretHeaders: 'X-Extra: e',
    };
    const answer = await ask(server.origin, { ...config, redirectHosts: ['localhost'] });
    expect(answer.rows).toEqual([[null, null, null]]);
    expect(server.requests[0]?.url).toBe('/rows?key=k');
    expect(server.requests[0]?.headers['x-extra']).toBe('e');
    const refused = await failure(ask(server.origin, config));
    expect(refused.code).toBe('http_json.redirect_refused');
    expect(other.requests).toHaveLength(1);
  });

  test.each([
    [
      'to a cloud’s metadata',
      'http://169.254.169.254/latest/meta-data/',
      'outbound.address_refused',
    ],
    ['to it by a number', 'http://2852039166/', 'outbound.address_refused'],
    ['to it by another form', 'http://[::ffff:169.254.169.254]/', 'outbound.address_refused'],
    ['to a file', 'file:///etc/passwd', 'http_json.redirect_refused'],
    ['with a log-in in it', 'http://u:p@127.0.0.1/', 'http_json.redirect_refused'],
    ['to nowhere', 'http://', 'http_json.bad_answer'],
  ])('%s are refused, even where the host is allowed', async (_what, location, code) => {
    const server = await api(() => ({ status: 302, headers: { location } }));
    const redirectHosts = ['169.254.169.254', '[::ffff:a9fe:a9fe]', ''];
    expect((await failure(ask(server.origin, { redirectHosts }))).code).toBe(code);
  });

  test('in a circle end', async () => {
    const server = await api(() => ({ status: 302, headers: { location: '/rows' } }));
    expect((await failure(ask(server.origin))).message).toContain('again and again');
    expect(server.requests.length).toBeLessThan(10);
  });
});

test('an address that no plant system has is never connected to', async () => {
  const error = await failure(ask('http://169.254.169.254/latest'));
  expect(error.code).toBe('outbound.address_refused');
});

describe('a server that asks for less', () => {
  test('is asked again when it said, and not before', async () => {
    let asked = 0;
    const server = await api(() => {
      asked += 1;
      return asked === 1
        ? { status: 503, headers: { 'retry-after': '1' } }
        : { json: { rows: [{ a: 1 }] } };
    });
    const startedAt = performance.now();
    expect((await ask(server.origin)).rows).toEqual([[1]]);
    expect(performance.now() - startedAt).toBeGreaterThan(900);
  });

  test('is not waited for longer than a question lasts', async () => {
    const server = await api(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
    const startedAt = performance.now();
    const error = await failure(ask(server.origin));
    expect(error).toMatchObject({ kind: 'throttled', details: { retryAfterMs: 3_600_000 } });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  test('no more requests a second are sent than the source says', async () => {
    const server = await api(() => ({ json: { rows: [{ a: 1 }] } }));
    const source = await openHttpJson({
      baseUrl: server.origin,
      endpoints: [ROWS],
      maxRequestsPerSecond: 5,
    });
    opened.push(() => source.close());
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: 10 }, () => askTable(source, 'rows')));
    // Five go at once, the others at five a second.
    expect(performance.now() - startedAt).toBeGreaterThan(900);
  });
});

describe('what a status means is told in words, without what the server said', () => {
  test.each([
    [401, 'unauthenticated', 'http_json.unauthorized'],
    [403, 'forbidden', 'http_json.forbidden'],
    [404, 'not_found', 'http_json.not_found'],
    [400, 'invalid', 'http_json.refused'],
    [500, 'upstream', 'http_json.server_error'],
    [304, 'upstream', 'http_json.bad_answer'],
  ])('%i', async (status, kind, code) => {
    const server = await api(() => ({ status, json: { message: 'db01.internal refused' } }));
    const error = await failure(ask(server.origin));
    expect(error).toMatchObject({ kind, code });
    expect(error.message + JSON.stringify(error.details)).not.toContain('db01');
  });
});

test('a POST is sent only where the source says that it reads', async () => {
  const server = await api(({ method, body, headers }) => ({
    json: { rows: [{ method, body, type: headers['content-type'] ?? null }] },
  }));
  const search = { ...ROWS, method: 'POST', body: '{"status":"{status}"}' };
  const config = { endpoints: [search] };
  const refused = await failure(ask(server.origin, config, 'rows status=WAPPR'));
  expect(refused.code).toBe('http_json.config');
  expect(server.requests).toHaveLength(0);
  const answer = await ask(server.origin, { ...config, readsByPost: true }, `rows status='a"b'`);
  expect(answer.rows).toEqual([['POST', '{"status":"a\\"b"}', 'application/json']]);
});

test('no header of the settings can be two', async () => {
  const config = { baseUrl: 'http://127.0.0.1:1', endpoints: [ROWS] };
  const twice = openHttpJson({ ...config, headers: { 'X-A': 'b\r\nX-Evil: 1' } });
  expect((await failure(twice)).code).toBe('http_json.config');
  const host = openHttpJson({ ...config, headers: { Host: 'evil.example' } });
  expect((await failure(host)).code).toBe('http_json.config');
});
