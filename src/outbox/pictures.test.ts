import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { AppError, type OutgoingPart, type TransportCapabilities } from '#sdk';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { createAudit } from '../audit/index.ts';
import type { Engine } from '../db/index.ts';
import { createDelivery, enqueue, enqueueClaimed, listReplies, storeMedia } from './index.ts';
import type { DeliveryDeps, OutgoingMessage } from './index.ts';

const CAPABILITIES: TransportCapabilities = {
  textMax: 4_096,
  captionMax: 1_024,
  media: { 'image/png': 5_000_000 },
  choices: false,
  reactions: false,
  quotes: false,
  groups: true,
  receipts: false,
};
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==',
  'base64',
);
const PICTURE = { kind: 'trend', title: 'u1 load' };
const DRAWN_IN_MS = 150;
const BUDI = '+6281200000001';

async function outbox(engine: Engine, more: Partial<DeliveryDeps> = {}) {
  const db = await freshDatabase(engine);
  const folder = await mkdtemp(join(tmpdir(), 'pictures-'));
  const sent: OutgoingPart[] = [];
  const outcomes: OutgoingMessage[] = [];
  const drawn: unknown[] = [];
  const deps: DeliveryDeps = {
    db,
    audit: createAudit(Buffer.alloc(32, 1)),
    clock: () => new Date(),
    log: SILENT,
    transports: () => [{ kind: 'simulator', capabilities: CAPABILITIES }],
    send: async (_kind, part) => {
      sent.push(part);
      return { providerId: `p${part.key}` };
    },
    openFile: async ({ mimeType, fileName = '' }) => ({
      mimeType,
      fileName,
      sizeBytes: PNG.length,
      read: async () => PNG,
    }),
    async drawPicture(picture) {
      drawn.push(picture);
      return await storeMedia(folder, { contentType: 'image/png', bytes: [PNG] });
    },
    onOutcome: (message) => outcomes.push(message),
    ...more,
  };
  const start = () => {
    const delivery = createDelivery(deps);
    onTestFinished(() => delivery.stop());
    return delivery;
  };
  /** A text and its picture, as an answer writes them: in one transaction. */
  async function answer(name: string, recipient = BUDI): Promise<void> {
    const row = { recipient, transport: 'simulator', inReplyTo: name };
    await db.write(async (tx) => {
      await enqueue(tx, { ...row, text: name, type: 'reply' }, new Date());
      const picture = { ...row, text: '', type: 'picture', picture: PICTURE };
      await enqueue(tx, { ...picture, idempotencyKey: `${name}:${recipient}:picture` }, new Date());
    });
  }
  const said = () =>
    sent.map(({ content }) => (content.kind === 'text' ? content.text : content.kind));
  return { db, folder, sent, outcomes, drawn, start, answer, said };
}

describe.each(ENGINES)('pictures in the outbox on %s', (engine) => {
  test('a picture is drawn when it is sent, after its text, and is a file from then on', async () => {
    const { db, start, answer, said, drawn, folder } = await outbox(engine);
    await answer('one');
    start();
    await vi.waitFor(() => expect(said()).toEqual(['one', 'picture']), { timeout: 10_000 });
    await vi.waitFor(
      async () =>
        expect(await listReplies(db.read, 'one')).toMatchObject([
          { type: 'reply', status: 'sent', picture: null, media: [] },
          { type: 'picture', status: 'sent', picture: null, media: [{ mimeType: 'image/png' }] },
        ]),
      { timeout: 10_000 },
    );
    expect(drawn).toEqual([PICTURE]);
    const files = await readdir(folder);
    const [, row] = await listReplies(db.read, 'one');
    expect(files).toContain(`${row?.media[0]?.url.split('/').at(-1)}.png`);
  });

  test('what cannot be drawn is given up with its reason, and holds up nothing behind it', async () => {
    const { db, start, answer, said, outcomes } = await outbox(engine, {
      drawPicture: () => Promise.reject(new Error('No font.')),
    });
    await answer('one');
    await answer('two');
    start();
    await vi.waitFor(() => expect(outcomes).toHaveLength(4), { timeout: 10_000 });
    expect(said()).toEqual(['one', 'two']);
    expect(await listReplies(db.read, 'one')).toMatchObject([
      { status: 'sent' },
      { status: 'failed', media: [], picture: PICTURE, errorMessage: /could not be drawn/ },
    ]);
  });

  test('a picture waits for those before it however long they take, as long as they are drawn', async () => {
    let drawings = Promise.resolve();
    const { start, answer, said, outcomes } = await outbox(engine, {
      drawLimitMs: 1_000,
      // One after the other, as a painter with one thread does.
      async drawPicture(_picture, signal) {
        const mine = drawings.then(() => sleep(DRAWN_IN_MS));
        drawings = mine;
        await mine;
        if (signal.aborted) throw new Error('It was given up.');
        return { mimeType: 'image/png', url: '/api/v1/media/x' };
      },
    });
    for (let index = 0; index < 15; index += 1) await answer('text', `+62${index}`);
    start();
    await vi.waitFor(() => expect(outcomes).toHaveLength(30), { timeout: 20_000 });
    expect(outcomes.filter(({ status }) => status !== 'sent')).toEqual([]);
    expect(said().filter((kind) => kind === 'picture')).toHaveLength(15);
  });

  test('when no picture is drawn any more those that wait are given up', async () => {
    const { start, answer, outcomes } = await outbox(engine, {
      drawLimitMs: 300,
      drawPicture: () => new Promise(() => {}),
    });
    await answer('one');
    await answer('one', '+6281200000009');
    start();
    await vi.waitFor(() => expect(outcomes).toHaveLength(4), { timeout: 10_000 });
    expect(outcomes.slice(2)).toMatchObject([
      { type: 'picture', status: 'failed', errorMessage: /could not be drawn/ },
      { type: 'picture', status: 'failed', errorMessage: /could not be drawn/ },
    ]);
  });

  test('a network that is away gets the file that was drawn, not a second drawing', async () => {
    let isAway = true;
    const { db, start, answer, sent, drawn } = await outbox(engine, {
      send: async (_kind, part) => {
        if (part.content.kind === 'picture' && isAway) {
          isAway = false;
          throw new AppError('upstream', 'test.away', 'It is away.');
        }
        sent.push(part);
        return { providerId: null };
      },
    });
    await answer('one');
    const delivery = start();
    await vi.waitFor(() => expect(isAway).toBe(false), { timeout: 10_000 });
    await vi.waitFor(
      async () => {
        await delivery.retryNow('simulator');
        expect(sent).toHaveLength(2);
      },
      { timeout: 10_000 },
    );
    await vi.waitFor(
      async () => expect((await listReplies(db.read, 'one'))[1]).toMatchObject({ status: 'sent' }),
      { timeout: 10_000 },
    );
    expect(drawn).toHaveLength(1);
  });

  test('texts of other chats go while many pictures are being drawn', async () => {
    const held = Promise.withResolvers<void>();
    const { start, answer, said, db, outcomes } = await outbox(engine, {
      async drawPicture() {
        await held.promise;
        return { mimeType: 'image/png', url: '/api/v1/media/x' };
      },
    });
    for (let index = 0; index < 40; index += 1) await answer('text', `+62${index}`);
    const delivery = start();
    await vi.waitFor(() => expect(said()).toHaveLength(40), { timeout: 20_000 });
    const late = { recipient: BUDI, transport: 'simulator', text: 'late', type: 'reply' };
    await db.write((tx) => enqueue(tx, late, new Date()));
    delivery.wake();
    await vi.waitFor(() => expect(said().at(-1)).toBe('late'), { timeout: 20_000 });
    held.resolve();
    await vi.waitFor(() => expect(outcomes).toHaveLength(81), { timeout: 20_000 });
  });

  test('a text goes while the picture of an earlier question is drawn, and each picture comes after its own text', async () => {
    const first = Promise.withResolvers<void>();
    let drawings = 0;
    const { start, answer, said, outcomes } = await outbox(engine, {
      async drawPicture() {
        drawings += 1;
        if (drawings === 1) await first.promise;
        return { mimeType: 'image/png', url: '/api/v1/media/x' };
      },
    });
    await answer('one');
    const delivery = start();
    await vi.waitFor(() => expect(drawings).toBe(1), { timeout: 10_000 });
    await answer('two');
    delivery.wake();
    await vi.waitFor(() => expect(said()).toEqual(['one', 'two']), { timeout: 10_000 });
    first.resolve();
    await vi.waitFor(() => expect(outcomes).toHaveLength(4), { timeout: 10_000 });
    expect(said()).toEqual(['one', 'two', 'picture', 'picture']);
    expect(outcomes.map(({ inReplyTo, type }) => `${inReplyTo} ${type}`)).toEqual([
      'one reply',
      'two reply',
      'one picture',
      'two picture',
    ]);
  });

  test('a picture that the network does not take for now holds up no text behind it', async () => {
    const { db, start, answer, said } = await outbox(engine, {
      send: async (_kind, part) => {
        if (part.content.kind === 'picture') throw new AppError('upstream', 'test.away', 'Away.');
        sent.push(part.content.kind === 'text' ? part.content.text : '');
        return { providerId: null };
      },
    });
    const sent: string[] = [];
    await answer('one');
    const delivery = start();
    await vi.waitFor(
      async () => expect((await listReplies(db.read, 'one'))[1]).toMatchObject({ retryCount: 1 }),
      { timeout: 10_000 },
    );
    await answer('two');
    delivery.wake();
    await vi.waitFor(() => expect(sent).toEqual(['one', 'two']), { timeout: 10_000 });
    expect(said()).toEqual([]);
  });

  test('a picture waits while its own text is to be tried again', async () => {
    const { db, start, answer, said, drawn } = await outbox(engine);
    await answer('one');
    const [text] = await listReplies(db.read, 'one');
    await db.write(async (tx) => {
      await tx
        .updateTable('outgoing_messages')
        .set({ retry_count: 1, due_at: new Date(Date.now() + 60_000) })
        .where('id', '=', text?.id ?? 0)
        .execute();
    });
    const delivery = start();
    await answer('other', '+6281200000009');
    delivery.wake();
    await vi.waitFor(() => expect(said()).toEqual(['other', 'picture']), { timeout: 10_000 });
    expect(drawn).toHaveLength(1);
    await delivery.retryNow('simulator');
    await vi.waitFor(() => expect(said().slice(2)).toEqual(['one', 'picture']), {
      timeout: 10_000,
    });
  });

  test('a process that dies while it draws leaves a picture that the next one draws and sends', async () => {
    const { db, start, answer, said, drawn } = await outbox(engine);
    await answer('one');
    // As the store is when the process is gone: its text sent, its picture claimed, and nobody to renew the claim.
    const [text, picture] = await listReplies(db.read, 'one');
    await db.write(async (tx) => {
      const claimed = { status: 'sending', claimed_until: new Date(Date.now() - 60_000) };
      const update = () => tx.updateTable('outgoing_messages');
      await update()
        .set({ status: 'sent' })
        .where('id', '=', text?.id ?? 0)
        .execute();
      await update()
        .set(claimed)
        .where('id', '=', picture?.id ?? 0)
        .execute();
    });
    start();
    await vi.waitFor(() => expect(said()).toEqual(['picture']), { timeout: 20_000 });
    expect(drawn).toEqual([PICTURE]);
  });

  test('an answer written as claimed has its picture behind it', async () => {
    const { db, start, said } = await outbox(engine);
    const delivery = start();
    const reserved = await vi.waitFor(
      () => {
        const got = delivery.reserve('simulator', BUDI);
        if (!got && engine === 'sqlite') throw new Error('Not idle yet.');
        return got;
      },
      { timeout: 10_000 },
    );
    const row = { recipient: BUDI, transport: 'simulator', type: 'reply' };
    const text = await db.write(async (tx) => {
      const claimed = reserved
        ? await enqueueClaimed(tx, { ...row, text: 'one' }, new Date(), reserved.claimedUntil)
        : void (await enqueue(tx, { ...row, text: 'one' }, new Date()));
      await enqueue(tx, { ...row, text: '', picture: PICTURE }, new Date());
      return claimed;
    });
    if (reserved && text) reserved.send(text);
    delivery.wake();
    await vi.waitFor(() => expect(said()).toEqual(['one', 'picture']), { timeout: 10_000 });
  });
});
