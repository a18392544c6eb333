import { once } from 'node:events';
import type { LookupFunction } from 'node:net';
import { onTestFinished, describe, expect, test } from 'vitest';
import { Agent, buildConnector, interceptors, request } from 'undici';
import type { Outbound } from '#sdk';
import { type Answer, startAnsweringServer } from '../../../tests/support/answering-server.ts';
import { createOutbound } from './index.ts';

/** A name server that tells a test's addresses, one list after the other and the last for ever. */
function nameServer(
  ...answers: readonly (readonly string[])[]
): LookupFunction & { asked: number } {
  const lookup = Object.assign(
    ((_host, _options, callback) => {
      const answer = answers[Math.min(lookup.asked, answers.length - 1)] ?? [];
      lookup.asked += 1;
      const addresses = answer.map((address) => ({
        address,
        family: address.includes(':') ? 6 : 4,
      }));
      setImmediate(() => callback(null, addresses));
    }) satisfies LookupFunction,
    { asked: 0 },
  );
  return lookup;
}

async function server(answer: () => Answer = () => ({ json: { fine: true } })) {
  const running = await startAnsweringServer(answer);
  onTestFinished(() => running.close());
  return running;
}

/** As a plugin uses it that follows redirects. */
function clientOf(outbound: Outbound, maxRedirections = 3) {
  const connect = buildConnector({ lookup: outbound.lookup });
  const agent = new Agent({
    connect(to, callback) {
      try {
        outbound.assertAllowed(to.hostname);
      } catch (error) {
        callback(error as Error, null);
        return;
      }
      connect(to, callback);
    },
  }).compose(interceptors.redirect({ maxRedirections }));
  onTestFinished(() => agent.destroy());
  return async (url: string) => (await request(url, { dispatcher: agent })).statusCode;
}

const REFUSED = { code: 'outbound.address_refused', kind: 'upstream' };

describe('a connection to a system of a plant', () => {
  test('reaches a private address, by name and by number', async () => {
    const { port, requests } = await server();
    const get = clientOf(createOutbound({ allowPrivate: true, lookup: nameServer(['127.0.0.1']) }));
    expect(await get(`http://pi.plant.example:${port}/`)).toBe(200);
    expect(await get(`http://127.0.0.1:${port}/`)).toBe(200);
    expect(requests).toHaveLength(2);
  });

  test.each([
    ['a name that leads to the metadata service', 'http://metadata.example/', ['169.254.169.254']],
    ['its number', 'http://169.254.169.254/', []],
    ['its number as one', 'http://2852039166/', []],
    ['its number in octal', 'http://0251.0376.0251.0376/', []],
    ['its number in IPv6', 'http://[::ffff:169.254.169.254]/', []],
    ['a name that leads there in IPv6', 'http://metadata.example/', ['::ffff:a9fe:a9fe']],
    ['link-local', 'http://[fe80::1]/', []],
    ['no address', 'http://0.0.0.0/', []],
  ])('is refused for %s', async (_what, url, addresses) => {
    const lookup = nameServer(addresses);
    await expect(
      clientOf(createOutbound({ allowPrivate: true, lookup }))(url),
    ).rejects.toMatchObject(REFUSED);
  });

  test('uses only the good addresses of a name', async () => {
    const { port } = await server();
    const lookup = nameServer(['169.254.169.254', 'fe80::1', '127.0.0.1']);
    const get = clientOf(createOutbound({ allowPrivate: true, lookup }));
    expect(await get(`http://pi.plant.example:${port}/`)).toBe(200);
  });

  test('is not led elsewhere by a name that changes its address after it was checked', async () => {
    const { port } = await server(() => ({ headers: { connection: 'close' } }));
    const lookup = nameServer(['127.0.0.1'], ['169.254.169.254']);
    const get = clientOf(createOutbound({ allowPrivate: true, lookup }));
    const url = `http://rebinding.example:${port}/`;
    expect(await get(url)).toBe(200);
    expect(lookup.asked).toBe(1);
    await expect(get(url)).rejects.toMatchObject(REFUSED);
  });

  test.each(['http://169.254.169.254/latest/', 'http://metadata.example/'])(
    'is not led elsewhere by a redirect to %s',
    async (location) => {
      const { port, requests } = await server(() => ({ status: 302, headers: { location } }));
      const lookup = nameServer(['127.0.0.1'], ['169.254.169.254']);
      const get = clientOf(createOutbound({ allowPrivate: true, lookup }));
      await expect(get(`http://pi.plant.example:${port}/`)).rejects.toMatchObject(REFUSED);
      expect(requests).toHaveLength(1);
    },
  );

  test('by a socket of its own is checked the same way', async () => {
    const { port } = await server();
    const lookup = nameServer(['127.0.0.1'], ['169.254.169.254']);
    const outbound = createOutbound({ allowPrivate: true, lookup });
    const socket = outbound.connect({ host: 'db.plant.example', port });
    await once(socket, 'connect');
    expect(socket.remoteAddress).toBe('127.0.0.1');
    socket.destroy();
    for (const host of ['db.plant.example', '169.254.169.254', '0xa9fea9fe']) {
      const [error] = (await once(outbound.connect({ host, port }), 'error').catch(
        (thrown: unknown) => [thrown],
      )) as [unknown];
      expect(error).toMatchObject(REFUSED);
    }
  });

  test('a name nobody knows stays one', async () => {
    const outbound = createOutbound({ allowPrivate: true, lookup: nameServer([]) });
    await expect(clientOf(outbound)('http://nowhere.example/')).rejects.toMatchObject({
      code: 'ENOTFOUND',
    });
  });
});

describe('a connection to the Internet', () => {
  test.each([
    ['this machine', 'http://127.0.0.1/', []],
    ['this machine, shortened', 'http://127.1/', []],
    ['this machine in IPv6', 'http://[::1]/', []],
    ['a name that leads to it', 'http://hook.example/', ['127.0.0.1']],
    ['a private network', 'http://192.168.1.1/', []],
    ['a name that leads there', 'http://hook.example/', ['10.0.0.5', 'fd00::5']],
  ])('is refused for %s', async (_what, url, addresses) => {
    const lookup = nameServer(addresses);
    await expect(
      clientOf(createOutbound({ allowPrivate: false, lookup }))(url),
    ).rejects.toMatchObject({ code: 'outbound.private_refused' });
  });

  test('is refused for the metadata service', async () => {
    const outbound = createOutbound({ allowPrivate: false, lookup: nameServer([]) });
    await expect(clientOf(outbound)('http://169.254.169.254/')).rejects.toMatchObject(REFUSED);
  });

  test('to an address of the Internet may be tried', () => {
    const outbound = createOutbound({ allowPrivate: false });
    expect(() => outbound.assertAllowed('93.184.215.14')).not.toThrow();
    expect(() => outbound.assertAllowed('hook.example')).not.toThrow();
  });
});

test('a refusal tells no address', () => {
  const outbound = createOutbound({ allowPrivate: false });
  for (const host of ['169.254.169.254', '10.1.2.3']) {
    expect(() => outbound.assertAllowed(host)).toThrow(/^[^0-9]*$/);
  }
});
