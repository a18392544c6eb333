import { sql } from 'kysely';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { OutgoingPart, TransportCapabilities } from '#sdk';
import { ENGINES } from '../../tests/support/databases.ts';
import { createPostgresDatabase } from '../../tests/support/postgres-database.ts';
import { createAudit } from '../audit/index.ts';
import { type Db, migrate, openDatabase } from '../db/index.ts';
import { claimDue } from './claims.repository.ts';
import { createDelivery, enqueue, PRIORITY } from './index.ts';
import { holdOutgoing } from './outgoing-messages.repository.ts';

const CAPABILITIES: TransportCapabilities = {
  textMax: 4_096,
  captionMax: 1_024,
  media: {},
  choices: false,
  reactions: false,
  quotes: false,
  groups: true,
  receipts: true,
};
const WORKERS = 5;
const RECIPIENTS = 40;
const EACH = 8;

async function openWorkers(count: number): Promise<readonly Db[]> {
  const { url, drop } = await createPostgresDatabase();
  onTestFinished(drop);
  const first = await openDatabase(url);
  await migrate(first);
  const more = Array.from({ length: count - 1 }, () => openDatabase(url));
  const all = [first, ...(await Promise.all(more))];
  for (const db of all) onTestFinished(() => db.close());
  return all;
}

async function put(db: Db, recipient: string, text: string, priority: number = PRIORITY.reply) {
  const message = { recipient, text, type: 'reply', transport: 't', priority };
  return await db.write((tx) => enqueue(tx, message, new Date()));
}

function claim(db: Db, limit = 32) {
  const wanted = { transport: 't', limit, now: new Date(), leaseMs: 60_000 };
  return db.write((tx) => claimDue(tx, wanted));
}

describe.runIf(ENGINES.includes('postgresql'))('several processes on one PostgreSQL', () => {
  test('send each message once, to each person in order and never two at a time', async () => {
    const workers = await openWorkers(WORKERS);
    const [first] = workers as readonly [Db];
    const sent: { readonly worker: number; readonly chat: string; readonly text: string }[] = [];
    const underWay = new Set<string>();
    const overlaps: string[] = [];
    for (let text = 0; text < EACH; text += 1) {
      await Promise.all(
        Array.from({ length: RECIPIENTS }, (_, chat) => put(first, `+62${chat}`, String(text))),
      );
    }
    for (const [worker, db] of workers.entries()) {
      const delivery = createDelivery({
        db,
        audit: createAudit(Buffer.alloc(32, 1)),
        clock: () => new Date(),
        log: { debug() {}, info() {}, warn() {}, error() {} },
        transports: () => [{ kind: 't', capabilities: CAPABILITIES }],
        async send(_kind, { chat, content }: OutgoingPart) {
          if (underWay.has(chat)) overlaps.push(chat);
          underWay.add(chat);
          await new Promise((resolve) => setImmediate(resolve));
          underWay.delete(chat);
          sent.push({ worker, chat, text: content.kind === 'text' ? content.text : '' });
          return { providerId: null };
        },
      });
      onTestFinished(() => delivery.stop());
    }
    await vi.waitFor(() => expect(sent).toHaveLength(RECIPIENTS * EACH), {
      timeout: 20_000,
      interval: 20,
    });
    expect(overlaps).toEqual([]);
    const inOrder = Array.from({ length: EACH }, (_, text) => String(text));
    for (const lane of Map.groupBy(sent, ({ chat }) => chat).values()) {
      expect(lane.map(({ text }) => text)).toEqual(inOrder);
    }
    expect(new Set(sent.map(({ worker }) => worker)).size).toBeGreaterThan(1);
  }, 30_000);

  test('do not wait for a message that another holds, and take the others', async () => {
    const [holder, other] = (await openWorkers(2)) as readonly [Db, Db];
    const held = await put(holder, '+621', 'held');
    await put(holder, '+622', 'free');
    let letGo = () => {};
    const isHeld = Promise.withResolvers<void>();
    const holding = holder.write(async (tx) => {
      await holdOutgoing(tx, held);
      isHeld.resolve();
      await new Promise<void>((resolve) => (letGo = resolve));
    });
    await isHeld.promise;
    // Would end with an error after this, were it waiting.
    await other.write((tx) => sql`SET lock_timeout = '1s'`.execute(tx));
    expect((await claim(other)).map(({ text }) => text)).toEqual(['free']);
    letGo();
    await holding;
    expect((await claim(other)).map(({ text }) => text)).toEqual(['held']);
  });

  test('do not both take one for a person when an alarm comes between', async () => {
    const workers = (await openWorkers(2)) as readonly [Db, Db];
    for (let round = 0; round < 60; round += 1) {
      const chat = `+62${round}`;
      await put(workers[0], chat, 'reply');
      const [, ...claims] = await Promise.all([
        put(workers[0], chat, 'alarm', PRIORITY.alarm),
        claim(workers[0]),
        claim(workers[1]),
      ]);
      expect(claims.flat().filter(({ recipient }) => recipient === chat).length).toBeLessThan(2);
    }
  });

  test('each take their share at once, however many ask', async () => {
    const workers = await openWorkers(4);
    const [first] = workers as readonly [Db];
    await Promise.all(Array.from({ length: 80 }, (_, chat) => put(first, `+62${chat}`, 'a')));
    const claims = await Promise.all(workers.map((db) => claim(db, 20)));
    const ids = claims.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(80);
    expect(claims.map((claimed) => claimed.length)).toEqual([20, 20, 20, 20]);
  });
});
