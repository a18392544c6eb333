import type { LookupFunction } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startAnsweringServer } from '../../../tests/support/answering-server.ts';
import { createOutbound } from '../../lib/outbound/index.ts';
import { avevaPi } from './index.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const REFUSED = { code: 'outbound.address_refused' };

/** A source whose host names a test looks up. */
async function sourceOn(
  mode: 'web-api' | 'gateway',
  baseUrl: string,
  addressOf: (asked: number) => string,
) {
  let asked = 0;
  const lookup: LookupFunction = (_host, _options, callback) => {
    asked += 1;
    callback(null, [{ address: addressOf(asked), family: 4 }]);
  };
  const outbound = createOutbound({ allowPrivate: true, lookup });
  const config = avevaPi.config.parse({ mode, baseUrl, tagIndex: false, password: 'secret' });
  const tools = { log: silent, clock: () => new Date(), timeZone: 'UTC', outbound };
  const source = await avevaPi.connect(config, tools);
  onTestFinished(() => source.close());
  return { read: () => source.read?.({ tags: ['A'] }, AbortSignal.timeout(5_000)), source };
}

const MODES = ['web-api', 'gateway'] as const;

test.each(MODES)('by %s nothing is sent to a cloud’s metadata service', async (mode) => {
  const literal = await sourceOn(mode, 'http://169.254.169.254/', () => '127.0.0.1');
  await expect(literal.read()).rejects.toMatchObject(REFUSED);
  const named = await sourceOn(mode, 'http://metadata.example/', () => '169.254.169.254');
  await expect(named.read()).rejects.toMatchObject(REFUSED);
  const [step] = await named.source.check(AbortSignal.timeout(5_000));
  expect(step).toMatchObject({ name: 'reach', ok: false });
});

test.each(MODES)('by %s a name that changes its address leads nowhere else', async (mode) => {
  const server = await startAnsweringServer(() => 'cut');
  onTestFinished(() => server.close());
  const { read } = await sourceOn(mode, `http://pi.plant.example:${server.port}`, (asked) =>
    asked === 1 ? '127.0.0.1' : '169.254.169.254',
  );
  // The server drops the connection, so the read is tried again, by a new one to what the name leads to by now.
  await expect(read()).rejects.toMatchObject(REFUSED);
  expect(server.requests).toHaveLength(1);
});

test.each(MODES)('by %s a redirect is not followed', async (mode) => {
  const target = await startAnsweringServer(() => ({ json: {} }));
  const server = await startAnsweringServer(() => ({
    status: 302,
    headers: { location: target.origin },
  }));
  onTestFinished(async () => void (await Promise.all([server.close(), target.close()])));
  const { read } = await sourceOn(mode, server.origin, () => '127.0.0.1');
  await read()?.catch(() => undefined);
  expect(server.requests.length).toBeGreaterThan(0);
  expect(target.requests).toEqual([]);
});
