import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from 'selfsigned';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '#sdk';
import { startAnsweringServer } from '../../../../tests/support/answering-server.ts';
import type { Answer, AnsweringServer } from '../../../../tests/support/answering-server.ts';
import { createPiWebApiClient } from './index.ts';
import type { PiWebApiClient, PiWebApiClientOptions } from './index.ts';

const PASSWORD = 'pass-of-the-plant';
const GOOD: Answer = { json: { ProductTitle: 'PI Web API', ProductVersion: '1.13.0' } };

describe('a bad day of the PI Web API is an error that says what to do, and the next question is answered', () => {
  let next: Answer[] = [];
  let server: AnsweringServer;
  let client: PiWebApiClient;

  beforeAll(async () => {
    server = await startAnsweringServer(() => next.shift() ?? GOOD);
    client = open({ baseUrl: `${server.origin}/piwebapi` });
  });

  afterEach(() => {
    next = [];
  });

  afterAll(async () => {
    await client.close();
    await server.close();
  });

  const page = '<html><body>Sign in to proxy.plant.local</body></html>';
  const serverText = { Errors: ["Cannot connect to server 'pi-archive.plant.local'."] };

  test.each<[string, Answer[], string, string, RegExp]>([
    [
      '401',
      [
        {
          status: 401,
          json: { Message: 'denied' },
          headers: { 'WWW-Authenticate': 'Negotiate, Basic realm="pi.plant.local"' },
        },
      ],
      'pi.unauthorized',
      'unauthenticated',
      /Negotiate and Basic/,
    ],
    [
      '401 without a method',
      [{ status: 401, text: '' }],
      'pi.unauthorized',
      'unauthenticated',
      /no log-in method/,
    ],
    ['403', [{ status: 403, json: serverText }], 'pi.forbidden', 'forbidden', /read access/],
    [
      '404',
      [{ status: 404, json: serverText }],
      'pi.wrong_address',
      'upstream',
      /ends in \/piwebapi/,
    ],
    ['500', [{ status: 500, json: serverText }], 'pi.server_error', 'upstream', /HTTP 500/],
    [
      '502',
      [{ status: 502, json: serverText }],
      'pi.server_error',
      'upstream',
      /cannot reach the PI Data Archive/,
    ],
    ['503', [{ status: 503, text: page }], 'pi.server_error', 'upstream', /not available/],
    [
      '429 for longer than there is time',
      [{ status: 429, headers: { 'Retry-After': '30' } }],
      'pi.rate_limited',
      'throttled',
      /in 30 s/,
    ],
    [
      '400',
      [{ status: 400, json: { Errors: ["The specified time 'x' is not valid."] } }],
      'pi.refused',
      'invalid',
      /HTTP 400/,
    ],
    ['413', [{ status: 413 }], 'pi.too_much', 'invalid', /shorter range/],
    [
      'more than the server gives',
      [
        {
          status: 400,
          json: { Errors: ["Parameter 'maxCount' is greater than the maximum allowed (150000)."] },
        },
      ],
      'pi.too_much',
      'invalid',
      /more than the PI server gives/,
    ],
    [
      'a redirect',
      [{ status: 302, headers: { Location: 'https://login.plant.local' } }],
      'pi.bad_answer',
      'upstream',
      /base URL/,
    ],
    ['broken JSON', [{ text: '{"Items":[{"Na' }], 'pi.bad_answer', 'upstream', /not complete JSON/],
    ['a web page', [{ text: page }], 'pi.bad_answer', 'upstream', /web page/],
    [
      'half a body',
      [{ text: '{"Items":[', isHalf: true }],
      'pi.bad_answer',
      'upstream',
      /broke off/,
    ],
    [
      'a cut connection, twice',
      ['cut', 'cut'],
      'pi.unreachable',
      'upstream',
      /dropped the connection/,
    ],
    ['no answer', ['hang'], 'pi.timeout', 'timeout', /within 0.5 s/],
  ])('%s', async (_what, answers, code, kind, message) => {
    next = [...answers];
    const startedAt = performance.now();
    const error = await client.system().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code, kind, message: expect.stringMatching(message) });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expectClean(error, server);
    expect(await client.system()).toMatchObject({ productVersion: '1.13.0' });
  });

  test('a pause the server asks for is kept when there is time for it', async () => {
    next = [
      { status: 429, headers: { 'Retry-After': '0' } },
      { status: 503, headers: { 'Retry-After': '0' } },
    ];
    expect(await client.system()).toMatchObject({ productVersion: '1.13.0' });
  });

  test('the pause is everybody’s: nobody else asks while the server wants none', async () => {
    const other = open({ baseUrl: `${server.origin}/piwebapi`, timeoutMs: 5_000 });
    next = [{ status: 429, headers: { 'Retry-After': '0.3' } }];
    server.requests.length = 0;
    const first = other.system();
    await until(() => server.requests.length === 1);
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    const second = other.system();
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
    expect(server.requests).toHaveLength(1);
    expect(await Promise.all([first, second])).toHaveLength(2);
    await other.close();
  });

  test('a question goes out again when an idle connection was dropped', async () => {
    await client.system();
    next = ['cut'];
    expect(await client.system()).toMatchObject({ productVersion: '1.13.0' });
    next = ['cut', { json: {} }];
    expect(await client.batch({ 1: { Method: 'GET', Resource: 'x' } })).toEqual({});
  });

  test.each([
    [{ Method: 'POST', Resource: 'x' }],
    [{ Method: 'PUT', Resource: 'x' }],
    [{ Method: 'get', method: 'PATCH', Resource: 'x' }],
    [{ method: 'DELETE', Resource: 'x' }],
    [{ Method: ['GET'], Resource: 'x' }],
    [{ Resource: 'x' }],
    ['GET'],
    [{ Method: 'GET', toJSON: () => ({ Method: 'POST', Resource: 'x' }) }],
  ])('a batch with a part that could write is never sent: %j', async (part) => {
    server.requests.length = 0;
    const batch = { 1: { Method: 'GET', Resource: 'x' }, 2: part };
    await expect(client.batch(batch)).rejects.toMatchObject({ code: 'pi.only_reads' });
    expect(server.requests).toEqual([]);
  });

  test('an answer larger than allowed is not collected', async () => {
    const small = open({ baseUrl: server.origin, maxBodyBytes: 1_000 });
    next = [{ text: JSON.stringify({ text: 'x'.repeat(100_000) }) }];
    await expect(small.system()).rejects.toMatchObject({ code: 'pi.too_much' });
    expect(await small.system()).toBeDefined();
    await small.close();
  });

  test('a question given up before its turn is never sent', async () => {
    const narrow = open({ baseUrl: server.origin, maxConcurrency: 1, timeoutMs: 5_000 });
    next = ['hang'];
    const giveUp = new AbortController();
    const first = narrow.get('/first', {}, { signal: giveUp.signal });
    const second = narrow.get('/second', {}, { signal: giveUp.signal });
    giveUp.abort();
    await expect(first).rejects.toMatchObject({ code: 'pi.timeout', kind: 'timeout' });
    await expect(second).rejects.toMatchObject({ code: 'pi.timeout', kind: 'timeout' });
    next = [];
    expect(await narrow.system()).toBeDefined();
    expect(server.requests.map(({ path }) => path)).not.toContain('/second');
    await narrow.close();
  });

  test('nothing that listens is told apart from no answer', async () => {
    const closed = await startAnsweringServer(() => GOOD);
    await closed.close();
    const orphan = open({ baseUrl: closed.origin });
    const error = await orphan.system().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'pi.unreachable',
      message: expect.stringMatching(/connection refused/),
    });
    expectClean(error, closed);
    await orphan.close();
  });

  test('a host name that does not exist', async () => {
    const lost = open({ baseUrl: 'http://pi.plant.invalid/piwebapi' });
    const error = await lost.system().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'pi.unreachable' });
    expect(String(error)).not.toContain('plant.invalid');
    await lost.close();
  });

  test('a closed client says so, also to those who were waiting', async () => {
    const closing = open({ baseUrl: server.origin });
    next = ['hang'];
    const waiting = closing.system();
    const told = expect(waiting).rejects.toMatchObject({ code: 'pi.closed' });
    await until(() => server.requests.length > 0 && next.length === 0);
    await closing.close();
    await told;
    await expect(closing.system()).rejects.toMatchObject({ code: 'pi.closed' });
  });
});

describe('a certificate that is not accepted says why', () => {
  const expired = { notBeforeDate: new Date('2020-01-01'), notAfterDate: new Date('2020-02-01') };

  async function certificate(host: string, dates: object = {}) {
    const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
      keyType: 'ec',
      extensions: [
        { name: 'basicConstraints', cA: true },
        {
          name: 'subjectAltName',
          altNames: [host === '127.0.0.1' ? { type: 7, ip: host } : { type: 2, value: host }],
        },
      ],
      ...dates,
    });
    return { key, cert };
  }

  async function failureWith(
    tls: { key: string; cert: string },
    options: (cert: string) => Partial<PiWebApiClientOptions>,
  ): Promise<unknown> {
    const server = await startAnsweringServer(() => GOOD, tls);
    const client = open({ baseUrl: server.origin, ...options(tls.cert) });
    const outcome = await client.system().catch((thrown: unknown) => thrown);
    if (outcome instanceof AppError) expectClean(outcome, server);
    await client.close();
    await server.close();
    return outcome;
  }

  test('a self-signed one: set the CA file', async () => {
    const error = await failureWith(await certificate('127.0.0.1'), () => ({}));
    expect(error).toMatchObject({
      code: 'pi.tls',
      message: expect.stringMatching(/self-signed.*CA certificate file/),
    });
  });

  test('with the CA file it is accepted', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'plantline-ca-')), 'ca.pem');
    const answer = await failureWith(await certificate('127.0.0.1'), (cert) => {
      writeFileSync(file, cert);
      return { caFile: file };
    });
    expect(answer).toMatchObject({ productVersion: '1.13.0' });
  });

  test('with the explicit switch it is not looked at', async () => {
    const answer = await failureWith(await certificate('127.0.0.1'), () => ({
      insecureSkipTlsVerify: true,
    }));
    expect(answer).toMatchObject({ productVersion: '1.13.0' });
  });

  test('one of another host', async () => {
    const error = await failureWith(await certificate('other.plant.example'), (ca) => ({ ca }));
    expect(error).toMatchObject({ code: 'pi.tls', message: expect.stringMatching(/another host/) });
  });

  test('an expired one', async () => {
    const error = await failureWith(await certificate('127.0.0.1', expired), (ca) => ({ ca }));
    expect(error).toMatchObject({ code: 'pi.tls', message: expect.stringMatching(/expired/) });
  });

  test('another authority’s', async () => {
    const { cert } = await certificate('127.0.0.1');
    const error = await failureWith(await certificate('127.0.0.1'), () => ({ ca: cert }));
    expect(error).toMatchObject({ code: 'pi.tls' });
  });

  test('no TLS at all behind https', async () => {
    const server = await startAnsweringServer(() => GOOD);
    const client = open({ baseUrl: server.origin.replace('http:', 'https:') });
    await expect(client.system()).rejects.toMatchObject({
      code: 'pi.tls',
      message: expect.stringMatching(/there is no TLS/),
    });
    await client.close();
    await server.close();
  });

  test('a CA file that cannot be read is said before anything is sent', async () => {
    const client = open({ baseUrl: 'https://127.0.0.1:9', caFile: '/nowhere/ca.pem' });
    const error = await client.system().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'internal', code: 'pi.config' });
    expect(String(error)).not.toContain('/nowhere');
    await client.close();
  });

  test.each([
    ['a device that never ends', '/dev/zero'],
    ['a file that is no certificate', fileURLToPath(import.meta.url)],
    ['a folder', tmpdir()],
    ['a file that is not there', '/nowhere/ca.pem'],
  ])('%s as CA file is one and the same error, at once', async (_what, caFile) => {
    const client = open({ baseUrl: 'https://127.0.0.1:9', caFile });
    await expect(client.system()).rejects.toMatchObject({
      code: 'pi.config',
      message: expect.stringMatching(/cannot be read, or holds no PEM certificate/),
    });
    await client.close();
  });

  test('a pipe as CA file holds nobody up', async () => {
    const caFile = join(mkdtempSync(join(tmpdir(), 'plantline-ca-')), 'pipe');
    execFileSync('mkfifo', [caFile]);
    const client = open({ baseUrl: 'https://127.0.0.1:9', caFile });
    await expect(client.system()).rejects.toMatchObject({ code: 'pi.config' });
    await client.close();
  });
});

function open(
  options: Partial<PiWebApiClientOptions> & { readonly baseUrl: string },
): PiWebApiClient {
  const auth = { kind: 'basic', user: 'plantline', password: PASSWORD } as const;
  return createPiWebApiClient({ auth, timeoutMs: 500, ...options });
}

function expectClean(error: unknown, { port }: AnsweringServer): void {
  if (!(error instanceof AppError)) throw new Error('not an AppError', { cause: error });
  const shown = `${error.message} ${JSON.stringify(error.details)}`;
  for (const secret of [PASSWORD, 'plant.local', '127.0.0.1', String(port), 'Authorization']) {
    expect(shown).not.toContain(secret);
  }
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !isTrue(); i += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, 2);
    });
  }
  expect(isTrue()).toBe(true);
}
