import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../tests/support/databases.ts';
import { freshFolder } from '../../tests/support/files.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import type { Engine } from '../db/index.ts';
import type { ReachableBy } from './choose-transport.ts';
import { claimDue } from './claims.repository.ts';
import { PRIORITY, enqueue } from './index.ts';
import { outgoingMessageRoutes } from './outgoing-messages.routes.ts';
import { markFailed, markSent, markWaiting } from './progress.repository.ts';
import { storeMedia } from './store-media.ts';

const SARI = '+6281200000001';
const NOW = new Date('2026-11-27T05:00:00.000Z');
type Body = { id: number; status: string };

async function outbox(engine: Engine) {
  const mediaFolder = freshFolder();
  const done = { wakes: 0, cancelled: [] as number[] };
  const transports: ReachableBy[] = [
    { kind: 'whatsapp-web', isReady: false, canReach: () => true },
    { kind: 'whatsapp-cloud', isReady: true, canReach: (to) => to.startsWith('+') },
    { kind: 'simulator', isReady: true, canReach: (to) => to !== 'nobody' },
  ];
  const server = await routeServer(engine, (deps) =>
    outgoingMessageRoutes({
      ...deps,
      transports: () => transports,
      mediaFolder,
      wakeDelivery: () => void (done.wakes += 1),
      onCancelled: (id) => void done.cancelled.push(id),
    }),
  );
  const { db, call } = server;
  return {
    ...server,
    done,
    send: async (body: object) => (await call('POST', '/outgoing-messages', body)).body as Body,
    mediaFolder,
    claim: async () =>
      await db.write(async (tx) => {
        const wanted = { limit: 10, now: NOW, leaseMs: 12_000 };
        const claimed = [];
        for (const { kind } of transports) {
          claimed.push(...(await claimDue(tx, { ...wanted, transport: kind })));
        }
        return claimed;
      }),
    fail: async (id: number) =>
      await db.write((tx) => markFailed(tx, id, { error: 'Not on WhatsApp.', retryAt: null })),
  };
}

describe.each(ENGINES)('the outbox over HTTP on %s', (engine) => {
  test('a message sent by hand waits in the outbox, delivery is woken, and the log says who sent it', async () => {
    const { call, done, audited } = await outbox(engine);
    const body = { recipient: '+62 812-0000-0001', message: 'Unit 1 is back. ⚡\n*Good night*' };
    const made = await call('POST', '/outgoing-messages', body, 'user');
    expect(made).toMatchObject({
      status: 201,
      body: {
        recipient: SARI,
        message: body.message,
        type: 'manual',
        status: 'pending',
        transport: 'whatsapp-cloud',
        inReplyTo: null,
        priority: PRIORITY.manual,
        retryCount: 0,
        errorMessage: null,
        facts: [],
        media: [],
        createdAt: '2026-11-27T05:00:00.000Z',
        dueAt: '2026-11-27T05:00:00.000Z',
        sentAt: null,
        expiresAt: '2026-11-28T05:00:00.000Z',
        waitsForPerson: false,
        deliveredAt: null,
        readAt: null,
      },
    });
    expect(done.wakes).toBe(1);
    const { id } = made.body as Body;
    expect((await call('GET', `/outgoing-messages/${id}`, undefined, 'viewer')).body).toEqual(
      made.body,
    );
    expect(await audited()).toEqual([
      {
        action: 'outbox.enqueued',
        actor: 'user-tester',
        details: { id, recipient: SARI, transport: 'whatsapp-cloud', text: body.message },
      },
    ]);
  });

  test('the first transport that is ready and reaches the address takes it, or the one asked for', async () => {
    const { call, send } = await outbox(engine);
    expect(await send({ recipient: 'operator', message: 'a' })).toMatchObject({
      transport: 'simulator',
    });
    expect(await send({ recipient: SARI, message: 'a', transport: 'whatsapp-web' })).toMatchObject({
      transport: 'whatsapp-web',
      status: 'pending',
    });
    expect(
      await call('POST', '/outgoing-messages', { recipient: 'nobody', message: 'a' }),
    ).toMatchObject({
      status: 409,
      body: { error: { code: 'outgoing_messages.not_reachable' } },
    });
    expect(
      await call('POST', '/outgoing-messages', { recipient: SARI, message: 'a', transport: 'fax' }),
    ).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'outgoing_messages.transport_unknown',
          details: { known: ['whatsapp-web', 'whatsapp-cloud', 'simulator'] },
        },
      },
    });
  });

  test.each([
    ['no text', { recipient: SARI }],
    ['an empty text', { recipient: SARI, message: '' }],
    ['a text of blanks', { recipient: SARI, message: ' \n ' }],
    ['a text longer than five messages', { recipient: SARI, message: 'x'.repeat(20_001) }],
    ['no recipient', { message: 'a' }],
    ['a phone without its country', { recipient: '081200000001', message: 'a' }],
    ['a phone of letters', { recipient: '+62abc', message: 'a' }],
    ['an address with a blank', { recipient: 'the operator', message: 'a' }],
    ['a key that is too long', { recipient: SARI, message: 'a', idempotencyKey: 'x'.repeat(201) }],
    ['a file named by a path', { recipient: SARI, media: ['../secret'] }],
    ['an unknown field', { recipient: SARI, message: 'a', priority: 99 }],
  ])('%s is refused, and nothing is kept', async (_what, body) => {
    const { call, done } = await outbox(engine);
    expect(await call('POST', '/outgoing-messages', body)).toMatchObject({
      status: 400,
      body: { error: { code: 'http.invalid_request' } },
    });
    expect((await call('GET', '/outgoing-messages')).body).toMatchObject({ items: [] });
    expect(done.wakes).toBe(0);
  });

  test('what waits for its person says so, and can be taken back and sent all the same', async () => {
    const { call, db, send, claim } = await outbox(engine);
    const { id } = await send({ recipient: SARI, message: 'a' });
    await claim();
    await db.write((tx) => markWaiting(tx, id, 'The person must write first.'));
    expect((await call('GET', `/outgoing-messages/${id}`)).body).toMatchObject({
      status: 'pending',
      waitsForPerson: true,
      errorMessage: 'The person must write first.',
    });
    expect((await call('POST', `/outgoing-messages/${id}/cancel`)).body).toMatchObject({
      status: 'cancelled',
      waitsForPerson: false,
    });
    expect((await call('POST', `/outgoing-messages/${id}/retry`)).status).toBe(200);
    expect(await claim()).toMatchObject([{ id }]);
  });

  test('the same key twice is one message, also at the same moment, and is shown as it is', async () => {
    const { call, done, audited } = await outbox(engine);
    const body = { recipient: SARI, message: 'a', idempotencyKey: 'shift report 7' };
    const made = await call('POST', '/outgoing-messages', body);
    expect(made.status).toBe(201);
    expect(await call('POST', '/outgoing-messages', { ...body, message: 'b' })).toMatchObject({
      status: 200,
      body: made.body as Body,
    });
    expect([done.wakes, (await audited()).length]).toEqual([1, 1]);
    const other = { ...body, idempotencyKey: 'x'.repeat(200) };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => call('POST', '/outgoing-messages', other)),
    );
    expect(new Set(answers.map((answer) => (answer.body as Body).id)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await audited()).toHaveLength(2);
    expect((await call('GET', '/outgoing-messages')).body).toMatchObject({
      items: [{ message: 'a' }, { message: 'a' }],
    });
  });

  test('no key of a user is one that Plantline gave to an answer of its own', async () => {
    const { db, send } = await outbox(engine);
    const reply = { recipient: SARI, text: 'answer', type: 'reply', transport: 'simulator' };
    const id = await db.write((tx) => enqueue(tx, { ...reply, idempotencyKey: 'reply:m1' }, NOW));
    const mine = await send({ recipient: SARI, message: 'a', idempotencyKey: 'reply:m1' });
    expect(mine.id).not.toBe(id);
  });

  test('a file that was uploaded goes with a message, with or without a text', async () => {
    const { call, send, mediaFolder } = await outbox(engine);
    const bytes = [Buffer.from('tag,value\n')];
    const { id, url } = await storeMedia(mediaFolder, {
      contentType: 'text/csv',
      fileName: 'unit 1.csv',
      bytes,
    });
    const media = [{ mimeType: 'text/csv', url, fileName: 'unit 1.csv' }];
    expect(await send({ recipient: SARI, media: [id] })).toMatchObject({ message: '', media });
    expect(await send({ recipient: SARI, message: 'a', media: [id] })).toMatchObject({ media });
    const missing = '0193b3a0-1111-7abc-8def-0123456789ab';
    const answer = await call('POST', '/outgoing-messages', { recipient: SARI, media: [missing] });
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { code: 'outgoing_messages.media_unknown', details: { ids: [missing] } } },
    });
  });

  test('a text of 20000 characters passes', async () => {
    const { send } = await outbox(engine);
    expect(await send({ recipient: SARI, message: 'é'.repeat(20_000) })).toMatchObject({
      status: 'pending',
    });
  });

  test('what was given up is sent again as if it were new, and the log keeps why it failed', async () => {
    const { call, send, claim, fail, done, audited } = await outbox(engine);
    const { id } = await send({ recipient: SARI, message: 'a' });
    await claim();
    await fail(id);
    const again = await call('POST', `/outgoing-messages/${id}/retry`, undefined, 'user');
    expect(again).toMatchObject({
      status: 200,
      body: {
        id,
        status: 'pending',
        retryCount: 0,
        errorMessage: null,
        expiresAt: '2026-11-28T05:00:00.000Z',
      },
    });
    expect(done.wakes).toBe(2);
    expect(await claim()).toMatchObject([{ id, status: 'sending' }]);
    expect((await audited()).at(-1)).toMatchObject({
      action: 'outbox.retried',
      details: {
        id,
        recipient: SARI,
        before: { status: 'failed', errorMessage: 'Not on WhatsApp.', retryCount: 1 },
      },
    });
  });

  test('what waits is taken back, is not sent any more, and can be sent after all', async () => {
    const { call, send, claim, done, audited } = await outbox(engine);
    const { id } = await send({ recipient: SARI, message: 'a' });
    expect(await call('POST', `/outgoing-messages/${id}/cancel`)).toMatchObject({
      status: 200,
      body: { id, status: 'cancelled' },
    });
    expect(done.cancelled).toEqual([id]);
    expect(await claim()).toEqual([]);
    expect((await audited()).at(-1)).toMatchObject({ action: 'outbox.cancelled' });
    expect((await call('POST', `/outgoing-messages/${id}/retry`)).status).toBe(200);
    expect(await claim()).toMatchObject([{ id }]);
  });

  test('what is being sent, or was, is neither taken back nor sent twice', async () => {
    const { call, send, claim, db, done } = await outbox(engine);
    const { id } = await send({ recipient: SARI, message: 'a' });
    const codes = async () =>
      await Promise.all(
        ['cancel', 'retry'].map(async (what) => {
          const { status, body } = await call('POST', `/outgoing-messages/${id}/${what}`);
          return [status, (body as { error: { code: string } }).error.code];
        }),
      );
    const refused = [
      [409, 'outgoing_messages.not_cancellable'],
      [409, 'outgoing_messages.not_retryable'],
    ];
    await claim();
    expect(await codes()).toEqual(refused);
    await db.write((tx) => markSent(tx, id, { at: NOW, providerId: 'p' }));
    expect(await codes()).toEqual(refused);
    expect(done.cancelled).toEqual([]);
    expect((await call('GET', `/outgoing-messages/${id}`)).body).toMatchObject({
      status: 'sent',
      sentAt: NOW.toISOString(),
    });
  });

  test('taking back and sending at the same moment end in one of the two', async () => {
    const { call, send, claim } = await outbox(engine);
    for (let round = 0; round < 10; round++) {
      const { id } = await send({ recipient: `+62812000000${round}`, message: 'a' });
      const [cancelled, claimed] = await Promise.all([
        call('POST', `/outgoing-messages/${id}/cancel`),
        claim(),
      ]);
      const isTaken = claimed.some((message) => message.id === id);
      expect(cancelled.status).toBe(isTaken ? 409 : 200);
      expect((await call('GET', `/outgoing-messages/${id}`)).body).toMatchObject({
        status: isTaken ? 'sending' : 'cancelled',
      });
    }
  });

  test('a list is filtered, searched, sorted and paged, and its pages miss and repeat nothing', async () => {
    const { call, send, claim, fail } = await outbox(engine);
    const ids: number[] = [];
    for (let index = 0; index < 25; index++) {
      const { id } = await send({ recipient: `p${index % 2}`, message: `load ${index}` });
      ids.push(id);
    }
    await claim();
    await fail(ids[0] ?? 0);
    const seen: number[] = [];
    let cursor = '';
    do {
      const { body } = await call('GET', `/outgoing-messages?limit=10${cursor}`);
      const page = body as { items: Body[]; nextCursor: string | null };
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(seen).toEqual(ids.toReversed());
    const count = async (query: string) =>
      ((await call('GET', `/outgoing-messages?${query}`)).body as { items: [] }).items.length;
    expect(await count('recipient=p1')).toBe(12);
    expect(await count('status=failed')).toBe(1);
    expect(await count('type=reply')).toBe(0);
    expect(await count('q=load%2024')).toBe(1);
    expect(await count('sort=-recipient')).toBe(25);
    for (const wrong of ['status=lost', 'sort=facts', 'colour=1']) {
      expect((await call('GET', `/outgoing-messages?${wrong}`)).status).toBe(400);
    }
  });

  test('a reply is shown with its facts; what nobody understands is left out', async () => {
    const { call, db } = await outbox(engine);
    const fact = {
      source: 'Plant PI',
      tag: 'U1_LOAD_NET',
      value: 612.4,
      unit: 'MW',
      timestamp: '2026-11-27T04:59:00.000Z',
      quality: 'good',
      kind: 'value',
    };
    const media = [{ mimeType: 'image/png', url: '/api/v1/media/7' }];
    const reply = { recipient: SARI, text: '*612.4 MW*', type: 'reply', transport: 'simulator' };
    const id = await db.write((tx) =>
      enqueue(tx, { ...reply, facts: [fact, { odd: true }], media, inReplyTo: 'm1' }, NOW),
    );
    expect((await call('GET', `/outgoing-messages/${id}`)).body).toMatchObject({
      message: '*612.4 MW*',
      inReplyTo: 'm1',
      facts: [fact],
      media,
    });
  });

  test('a text that a spreadsheet would run is exported so that it is read', async () => {
    const { call, send } = await outbox(engine);
    await send({ recipient: SARI, message: '=HYPERLINK("http://x")' });
    const { text } = await call('GET', '/outgoing-messages?format=csv');
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(text).toContain(`'+6281200000001`);
  });

  test('there is no message of a wrong number', async () => {
    const { call } = await outbox(engine);
    for (const path of ['', '/retry', '/cancel']) {
      const method = path === '' ? 'GET' : 'POST';
      for (const id of ['7', String(Number.MAX_SAFE_INTEGER)]) {
        expect(await call(method, `/outgoing-messages/${id}${path}`)).toMatchObject({
          status: 404,
          body: { error: { code: 'outgoing_messages.not_found' } },
        });
      }
      for (const id of ['0', '-1', '1.5', 'x', '9'.repeat(30)]) {
        expect((await call(method, `/outgoing-messages/${id}${path}`)).status).toBe(400);
      }
    }
  });

  test('a viewer sends, retries and cancels nothing', async () => {
    const { call, send } = await outbox(engine);
    const { id } = await send({ recipient: SARI, message: 'a' });
    const body = { recipient: SARI, message: 'a' };
    expect((await call('POST', '/outgoing-messages', body, 'viewer')).status).toBe(403);
    for (const what of ['retry', 'cancel']) {
      const path = `/outgoing-messages/${id}/${what}`;
      expect((await call('POST', path, undefined, 'viewer')).status).toBe(403);
    }
    expect((await call('GET', `/outgoing-messages/${id}`)).body).toMatchObject({
      status: 'pending',
    });
  });
});
