import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAnsweringServer } from '../../../../tests/support/answering-server.ts';
import type { AnsweringServer } from '../../../../tests/support/answering-server.ts';
import { createPiWebApiClient } from './index.ts';
import type { KerberosModule, PiAuthentication } from './index.ts';

let server: AnsweringServer;

beforeAll(async () => {
  server = await startAnsweringServer(() => ({ json: {} }));
});

afterAll(() => server.close());

/** The Authorization headers of two requests in a row. */
async function headersWith(
  auth: PiAuthentication,
  loadKerberos?: () => Promise<KerberosModule>,
): Promise<readonly (string | undefined)[]> {
  const client = createPiWebApiClient({ baseUrl: server.origin, auth, loadKerberos });
  server.requests.length = 0;
  try {
    await client.system();
    await client.system();
    return server.requests.map(({ headers }) => headers.authorization);
  } finally {
    await client.close();
  }
}

test('basic sends user and password, accents and colons included', async () => {
  const auth = { kind: 'basic', user: 'PLANT\\jürgen', password: 'a:ß#1' } as const;
  const expected = `Basic ${Buffer.from('PLANT\\jürgen:a:ß#1').toString('base64')}`;
  expect(await headersWith(auth)).toEqual([expected, expected]);
});

test('bearer sends its token, or asks for one before every request', async () => {
  expect(await headersWith({ kind: 'bearer', token: 't1' })).toEqual(['Bearer t1', 'Bearer t1']);
  let count = 0;
  const tokenProvider = async (): Promise<string> => `fresh-${(count += 1)}`;
  expect(await headersWith({ kind: 'bearer', tokenProvider })).toEqual([
    'Bearer fresh-1',
    'Bearer fresh-2',
  ]);
});

test('a token provider that never answers does not outlive the question', async () => {
  const tokenProvider = async (): Promise<string> => await new Promise(() => undefined);
  const auth = { kind: 'bearer', tokenProvider } as const;
  const client = createPiWebApiClient({ baseUrl: server.origin, auth, timeoutMs: 100 });
  await expect(client.system()).rejects.toMatchObject({ kind: 'timeout' });
  await client.close();
});

test('anonymous sends nothing', async () => {
  expect(await headersWith({ kind: 'anonymous' })).toEqual([undefined, undefined]);
});

test('kerberos sends a fresh token a request, for the host of the base URL', async () => {
  const services: string[] = [];
  const kerberos: KerberosModule = {
    async initializeClient(service) {
      services.push(service);
      return { step: async () => `ticket-${services.length}` };
    },
  };
  const headers = await headersWith({ kind: 'kerberos' }, async () => kerberos);
  expect(headers).toEqual(['Negotiate ticket-1', 'Negotiate ticket-2']);
  expect(services).toEqual(['HTTP@127.0.0.1', 'HTTP@127.0.0.1']);
});

test('without the kerberos package one plain sentence says what to install', async () => {
  await expect(headersWith({ kind: 'kerberos' })).rejects.toMatchObject({
    kind: 'unauthenticated',
    code: 'pi.kerberos_missing',
    message: expect.stringContaining('npm package "kerberos"'),
  });
});

test('a ticket that cannot be had is an error of the log-in', async () => {
  const failing: KerberosModule = {
    initializeClient: async () => {
      throw new Error('No credentials cache for HTTP@pi.plant.local');
    },
  };
  const failed = headersWith({ kind: 'kerberos' }, async () => failing);
  await expect(failed).rejects.toMatchObject({
    code: 'pi.kerberos_failed',
    message: expect.not.stringContaining('plant.local'),
  });
});

test('every POST carries the header that the CSRF defence asks for, no GET does', async () => {
  const client = createPiWebApiClient({ baseUrl: server.origin, auth: { kind: 'anonymous' } });
  server.requests.length = 0;
  await client.batch({ 1: { Method: 'GET', Resource: 'https://localhost/piwebapi/system' } });
  await client.system();
  const sent = server.requests.map(({ headers }) => headers['x-requested-with']);
  expect(sent).toEqual(['XMLHttpRequest', undefined]);
  await client.close();
});
