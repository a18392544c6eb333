import { once } from 'node:events';
import { request as httpsRequest } from 'node:https';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { fetch, WebSocket } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import { startPiWebApi, type PiWebApiOptions, type RunningPiWebApi } from './index.ts';

const DEMO = `Basic ${Buffer.from('demo:demo').toString('base64')}`;
const HEADERS = {
  authorization: DEMO,
  'x-requested-with': 'test',
  'content-type': 'application/json',
};
const running: RunningPiWebApi[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ close }) => close()));
});

async function start(options: PiWebApiOptions = {}): Promise<RunningPiWebApi> {
  const server = await startPiWebApi({ port: 0, ...options });
  running.push(server);
  return server;
}

async function getJson(url: string): Promise<Record<string, unknown>> {
  return Object(await (await fetch(url, { headers: HEADERS })).json());
}

async function webIdOf(server: RunningPiWebApi, tag: string): Promise<string> {
  return String(
    (await getJson(`${server.url}/points?path=${encodeURIComponent(`\\\\DEMO-PI\\${tag}`)}`))[
      'WebId'
    ],
  );
}

/** Opens a channel and hands out its messages one by one. */
function openChannel(url: string, headers: Record<string, string> = { authorization: DEMO }) {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), { headers });
  const messages: Record<string, unknown>[] = [];
  const waiting: ((message: Record<string, unknown>) => void)[] = [];
  socket.addEventListener('message', ({ data }) => {
    const message: Record<string, unknown> = Object(JSON.parse(String(data)));
    const next = waiting.shift();
    if (next) next(message);
    else messages.push(message);
  });
  return {
    socket,
    next: () =>
      new Promise<Record<string, unknown>>((resolve) => {
        const message = messages.shift();
        if (message) resolve(message);
        else waiting.push(resolve);
      }),
  };
}

describe('channels', () => {
  test('send first values when asked, then only the streams that changed', async () => {
    const server = await start({ channelIntervalMs: 20 });
    const quiet = await webIdOf(server, 'CDT158');
    const changing = await webIdOf(server, 'SINUSOID');
    const { socket, next } = openChannel(
      `${server.url}/streamsets/channel?webId=${quiet}&webId=${changing}&includeInitialValues=true`,
    );
    const initial = await next();
    expect(initial).toMatchObject({
      Links: {},
      Items: [
        {
          WebId: quiet,
          Name: 'CDT158',
          Items: [{ Good: true, Value: expect.any(Number) }],
          UnitsAbbreviation: '',
        },
        { WebId: changing, Name: 'SINUSOID' },
      ],
    });
    await fetch(`${server.url}/streams/${changing}/value`, {
      method: 'POST',
      headers: HEADERS,
      body: JSON.stringify({ Value: 42 }),
    });
    expect((await next())['Items']).toMatchObject([{ WebId: changing, Items: [{ Value: 42 }] }]);
    const { Items: instances } = await getJson(`${server.url}/channels/instances`);
    expect(instances).toMatchObject([{ SentMessageCount: 2 }]);
    socket.close();
  });

  test('beat with empty messages when nothing happens', async () => {
    const server = await start({
      channelIntervalMs: 5,
      clock: () => Date.parse('2026-03-10T12:00:00Z'),
    });
    const webId = await webIdOf(server, 'SINUSOID');
    const { socket, next } = openChannel(`${server.url}/streams/${webId}/channel?heartbeatRate=2`);
    expect(await next()).toEqual({ Links: {}, Items: [] });
    expect(await next()).toEqual({ Links: {}, Items: [] });
    socket.close();
  });

  test('of an element carry its attributes', async () => {
    const server = await start({ channelIntervalMs: 20 });
    const path = encodeURIComponent('\\\\DEMO-AF\\Tanjung Sari\\Unit 1');
    const webId = String((await getJson(`${server.url}/elements?path=${path}`))['WebId']);
    const { socket, next } = openChannel(
      `${server.url}/streamsets/${webId}/channel?includeInitialValues=true&nameFilter=*Load`,
    );
    expect((await next())['Items']).toMatchObject([{ Name: 'Gross Load' }, { Name: 'Net Load' }]);
    socket.close();
  });

  test.each([
    ['without log-in', 'streams/WEBID/channel', {}],
    ['for what is not there', 'streams/nonsense/channel', { authorization: DEMO }],
  ])('are refused before they open %s', async (_, path, headers) => {
    const server = await start();
    const webId = await webIdOf(server, 'SINUSOID');
    const { socket } = openChannel(`${server.url}/${path.replace('WEBID', webId)}`, headers);
    const outcome = await Promise.race([
      once(socket, 'open').then(() => 'open'),
      new Promise((resolve) => socket.addEventListener('error', () => resolve('refused'))),
    ]);
    expect(outcome).toBe('refused');
  });
});

describe('on the wire', () => {
  test('a half body is a broken transfer, a hanging request never ends, and closing still works', async () => {
    const server = await start();
    const misbehave = (rule: object) =>
      fetch(server.url.replace('/piwebapi', '/__simulator/misbehave'), {
        method: 'POST',
        body: JSON.stringify(rule),
      });
    await misbehave({ body: 'half', count: 1 });
    const half = fetch(`${server.url}/system`, { headers: HEADERS }).then((reply) => reply.text());
    await expect(half).rejects.toThrow();
    await misbehave({ hang: true, count: 1 });
    const hanging = fetch(`${server.url}/system`, {
      headers: HEADERS,
      signal: AbortSignal.timeout(100),
    });
    await expect(hanging).rejects.toThrow();
    await misbehave({ hang: true, count: 1 });
    const cut = fetch(`${server.url}/system`, { headers: HEADERS }).then(
      () => 'answered',
      () => 'cut',
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.all(running.splice(0).map(({ close }) => close()));
    expect(await cut).toBe('cut');
  });

  test('TLS is trusted by who trusts its certificate, and by nobody else', async () => {
    const server = await start({ tls: true });
    expect(server.url).toMatch(/^https:/);
    const status = (options: { ca?: string }) =>
      new Promise((resolve, reject) => {
        httpsRequest(`${server.url}/system`, { headers: HEADERS, ...options }, (reply) => {
          reply.resume();
          resolve(reply.statusCode);
        })
          .on('error', reject)
          .end();
      });
    expect(await status({ ca: server.certificate ?? '' })).toBe(200);
    await expect(status({})).rejects.toThrow(/self.signed/);
  });
});

describe('the command', () => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));

  async function run(...flags: string[]) {
    const child = spawn(process.execPath, [main, '--port', '0', ...flags], { stdio: 'pipe' });
    const out: Buffer[] = [];
    child.stderr.on('data', (data: Buffer) => out.push(data));
    const line = await Promise.race([
      once(child.stdout, 'data').then(([data]) => String(data)),
      once(child, 'close').then(() => Buffer.concat(out).toString()),
    ]);
    return { child, line };
  }

  test('prints its URL when ready, serves, and stops cleanly on SIGTERM', async () => {
    const { child, line } = await run('--json', '--auth', 'bearer', '--token', 'abc');
    const url = String(Object(JSON.parse(line)).url);
    const reply = await fetch(`${url}/system`, { headers: { authorization: 'Bearer abc' } });
    expect(reply.status).toBe(200);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('stops with its parent when asked to', async () => {
    const { child } = await run('--exit-with-stdin');
    child.stdin.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test.each([
    [['--points', 'many'], '--points must be a number'],
    [['--auth', 'kerberos'], '--auth must be basic, bearer or anonymous.'],
    [['--nonsense'], 'nonsense'],
  ])('refuses %j in one line', async (flags, message) => {
    const { child, line } = await run(...flags);
    expect(line).toContain(message);
    expect(line.trim().split('\n')).toHaveLength(1);
    expect(child.exitCode).toBe(1);
  });
});
