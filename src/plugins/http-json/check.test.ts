import { afterEach, expect, test } from 'vitest';
import { generate } from 'selfsigned';
import { startAnsweringServer } from '../../../tests/support/answering-server.ts';
import type { Answer, ReceivedRequest } from '../../../tests/support/answering-server.ts';
import { openHttpJson } from '../../../tests/support/open-http-json.ts';

const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

const ROWS = { name: 'rows', path: '/rows', columns: ['a', 'b'] };

async function check(
  answer: (request: ReceivedRequest) => Answer,
  config: Record<string, unknown> = {},
  tls?: { readonly key: string; readonly cert: string },
) {
  const server = await startAnsweringServer(answer, tls);
  opened.push(() => server.close());
  const source = await openHttpJson({ baseUrl: server.origin, endpoints: [ROWS], ...config });
  opened.push(() => source.close());
  return await source.check(AbortSignal.timeout(8_000));
}

function shown(steps: Awaited<ReturnType<typeof check>>): readonly string[] {
  return steps.map(({ name, ok }) => `${name} ${ok ? 'good' : 'bad'}`);
}

const GOOD = ['reach good', 'tls good', 'login good', 'permission good', 'clock good'];

test('all is well: the last step says what was read, and which columns found nothing', async () => {
  const steps = await check(() => ({ json: [{ a: 1 }, { a: 2 }] }));
  expect(shown(steps)).toEqual([...GOOD, 'read good']);
  expect(steps.at(-1)?.message).toBe('"rows" gives rows (2). Without a value in all of them: b.');
});

test.each([
  ['a log-in that is refused', 401, ['reach good', 'tls good', 'login bad']],
  ['an account that may not read', 403, ['reach good', 'tls good', 'login good', 'permission bad']],
  ['an endpoint that is not there', 404, ['reach good', 'tls good', 'login good', 'read bad']],
  ['a server that fails', 500, ['reach good', 'tls good', 'login good', 'read bad']],
])('%s is told from the others', async (_what, status, expected) => {
  const steps = await check(({ path }) => ({ status: path === '/rows' ? status : 200, json: [] }), {
    user: 'u',
    password: 'p',
  });
  expect(shown(steps)).toEqual(expected);
});

test('the first request carries no log-in', async () => {
  let first: ReceivedRequest | undefined;
  await check(
    (request) => {
      first ??= request;
      return { json: [] };
    },
    { apiKey: 'k', token: 't' },
  );
  expect(first?.headers.authorization).toBeUndefined();
  expect(first?.headers['apikey']).toBeUndefined();
});

test('a certificate of an authority unknown here fails at tls, and is good where it is named', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'plant' }]);
  const steps = await check(() => ({ json: [] }), {}, { key, cert });
  expect(shown(steps)).toEqual(['reach good', 'tls bad']);
  expect(steps[1]?.message).toContain('self-signed');
  const trusting = await check(
    () => ({ json: [] }),
    { insecureSkipTlsVerify: true },
    { key, cert },
  );
  expect(shown(trusting)).toContain('tls good');
  const noFile = await check(() => ({ json: [] }), { caFile: '/none.pem' }, { key, cert });
  expect(noFile.at(-1)).toMatchObject({ ok: false });
  expect(noFile.at(-1)?.message).toContain('CA certificate file');
  expect(noFile.at(-1)?.message).not.toContain('/none.pem');
});

test('clocks that differ by minutes are a failure, by less a note', async () => {
  const off = (ms: number) =>
    check(() => ({ headers: { date: new Date(Date.now() + ms).toUTCString() }, json: [{ a: 1 }] }));
  expect(shown(await off(-10 * 60_000)).at(-1)).toBe('clock bad');
  const small = await off(60_000);
  expect(shown(small)).toEqual([...GOOD, 'read good']);
  expect(small[4]?.message).toMatch(/ahead of this machine/);
});

test('endpoints that send POST are named, since only a person can know what they do', async () => {
  const search = { ...ROWS, method: 'POST' };
  const steps = await check(() => ({ json: [] }), { endpoints: [search], readsByPost: true });
  expect(steps.find(({ name }) => name === 'rights')).toMatchObject({ ok: true, warning: true });
  const silent = await check(() => ({ json: [] }), { endpoints: [search] });
  expect(silent.at(-1)).toMatchObject({ name: 'read', ok: false });
});
