import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createEvents } from '../lib/events.ts';
import { authRequired } from '../lib/http/http.errors.ts';
import { type Role, createHttpServer } from '../lib/http/index.ts';
import { createEventStreams } from './event-streams.ts';
import { eventRoutes } from './events.routes.ts';

const PING_EVERY_MS = 60;

/** A server that listens, with the sessions of users by their names. */
async function plantline() {
  const events = createEvents();
  const ended = new Set<string>();
  /** Of those who are no viewers. */
  const roles = new Map<string, Role>();
  const authenticator = {
    bySession: async (token: string) => {
      if (ended.has(token)) throw authRequired();
      const user = { id: token, username: token, fullName: null, hasSecondFactor: false };
      return { ...user, role: roles.get(token) ?? 'viewer' };
    },
    byBearer: () => Promise.reject(authRequired()),
  };
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const app = await createHttpServer({ log, clock: () => new Date(), authenticator });
  const routes = eventRoutes({ events, authenticator, pingEveryMs: PING_EVERY_MS });
  await app.register(routes, { prefix: '/api/v1' });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const leave = new AbortController();
  onTestFinished(async () => {
    leave.abort();
    app.server.closeAllConnections();
    await app.close();
  });

  async function listen(user: string, signal = leave.signal) {
    const headers = { cookie: `plantline_session=${user}` };
    const response = await fetch(`${address}/api/v1/events`, { headers, signal });
    const heard = { text: '', isOver: false };
    const reading = (async () => {
      const decoder = new TextDecoder();
      for await (const part of response.body ?? [])
        heard.text += decoder.decode(part as Uint8Array);
    })();
    reading.catch(() => undefined).finally(() => (heard.isOver = true));
    return { status: response.status, headers: response.headers, heard };
  }
  return { app, events, ended, roles, listen };
}

function collectionsIn(heard: string): (string | undefined)[] {
  return [...heard.matchAll(/"collection":"([^"]+)"/g)].map(([, collection]) => collection);
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !condition(); tries++) await sleep(10);
  expect(condition()).toBe(true);
}

describe('listening to what happens', () => {
  test('each event is told by its kind, with ids and states', async () => {
    const { events, listen } = await plantline();
    const { status, headers, heard } = await listen('sari');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(headers.get('cache-control')).toContain('no-store');
    events.publish({ kind: 'message', id: 'm1', status: 'answered' });
    events.publish({ kind: 'outbox', id: 7, status: 'sent' });
    events.publish({ kind: 'change', collection: 'triggers', id: 't1' });
    await until(() => heard.text.includes('triggers'));
    expect(heard.text.replace(/: ping\n\n/g, '')).toBe(
      'retry: 3000\n\n' +
        'event: message\ndata: {"id":"m1","status":"answered"}\n\n' +
        'event: outbox\ndata: {"id":7,"status":"sent"}\n\n' +
        'event: change\ndata: {"collection":"triggers","id":"t1"}\n\n',
    );
  });

  test('a change is told only to those who may read what changed, by the role they have now', async () => {
    const { events, roles, listen } = await plantline();
    roles.set('agus', 'user').set('sari', 'admin');
    const [viewer, user, admin] = [
      await listen('wati'),
      await listen('agus'),
      await listen('sari'),
    ];
    const tellAll = (round: string) => {
      const hidden = ['users', 'sessions', 'settings', 'api-tokens', 'audit-logs', 'demo-plant'];
      for (const collection of hidden) events.publish({ kind: 'change', collection, id: round });
      events.publish({ kind: 'change', collection: 'triggers', id: round });
      events.publish({ kind: 'outbox', id: 7, status: `sent ${round}` });
    };
    tellAll('one');
    await until(() => [viewer, user, admin].every(({ heard }) => heard.text.includes('sent one')));
    for (const { heard } of [viewer, user]) {
      expect(collectionsIn(heard.text)).toEqual(['triggers']);
    }
    expect(collectionsIn(admin.heard.text)).toHaveLength(7);

    roles.set('sari', 'viewer').set('wati', 'admin');
    await sleep(PING_EVERY_MS * 3);
    tellAll('two');
    await until(() => [viewer, user, admin].every(({ heard }) => heard.text.includes('sent two')));
    expect(collectionsIn(admin.heard.text)).toHaveLength(8);
    expect(collectionsIn(viewer.heard.text)).toHaveLength(8);
  });

  test('a line without events is kept up by comments', async () => {
    const { listen } = await plantline();
    const { heard } = await listen('sari');
    await until(() => (heard.text.match(/^: ping$/gm) ?? []).length >= 2);
  });

  test('who is signed out hears no more, and the others go on', async () => {
    const { events, ended, listen } = await plantline();
    const sari = await listen('sari');
    const budi = await listen('budi');
    ended.add('sari');
    await until(() => sari.heard.isOver);
    events.publish({ kind: 'outbox', id: 8, status: 'sent' });
    await until(() => budi.heard.text.includes('"id":8'));
    expect(sari.heard.text).not.toContain('"id":8');
    expect((await listen('sari')).status).toBe(401);
  });

  test('one user has five lines at most, and a closed one gives its place back', async () => {
    const { listen } = await plantline();
    const leave = new AbortController();
    await listen('sari', leave.signal);
    for (let index = 0; index < 4; index++) expect((await listen('sari')).status).toBe(200);
    const sixth = await listen('sari');
    expect(sixth.status).toBe(429);
    expect(sixth.headers.get('retry-after')).toBe('60');
    await until(() => sixth.heard.text.includes('events.too_many'));
    expect((await listen('budi')).status).toBe(200);
    leave.abort();
    let status = 429;
    for (let tries = 0; tries < 50 && status !== 200; tries++) {
      await sleep(10);
      ({ status } = await listen('sari'));
    }
    expect(status).toBe(200);
  });

  test('all users together have two hundred', async () => {
    const { listen } = await plantline();
    const users = Array.from({ length: 201 }, (_, index) => `user-${Math.floor(index / 5)}`);
    const statuses: number[] = [];
    for (const user of users) statuses.push((await listen(user)).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(200);
    expect(statuses.at(-1)).toBe(429);
  });

  test('stopping waits for nobody who listens', async () => {
    const { app, listen } = await plantline();
    const lines = [await listen('sari'), await listen('budi')];
    const startedAt = performance.now();
    await app.close();
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    await until(() => lines.every(({ heard }) => heard.isOver));
  });

  test('who does not read is cut off, and holds up nobody else', async () => {
    const events = createEvents();
    const streams = createEventStreams({ events });
    onTestFinished(() => streams.close());
    const role: Role = 'viewer';
    const listener = { role, roleNow: async () => role };
    const slow = streams.open({ user: 'sari', ...listener });
    const quick = streams.open({ user: 'budi', ...listener }).resume();
    for (let round = 0; round < 20 && !slow.destroyed; round++) {
      const id = 'x'.repeat(30_000);
      events.publish({ kind: 'message', id, status: 'answered' });
      await sleep(60);
    }
    expect([slow.destroyed, quick.destroyed]).toEqual([true, false]);
  });

  test('who asks for the head only holds no line', async () => {
    const { app } = await plantline();
    const cookies = { plantline_session: 'sari' };
    const head = await app.inject({ method: 'HEAD', url: '/api/v1/events', cookies });
    expect(head.statusCode).toBe(404);
  });
});
