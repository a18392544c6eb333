import { sql } from 'kysely';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  AppError,
  type Clock,
  type OutgoingPart,
  type TransportCapabilities,
  slowDown,
  waitsForPerson,
} from '#sdk';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { createAudit } from '../audit/index.ts';
import type { Db, Engine } from '../db/index.ts';
import {
  type DeliveryDeps,
  type NewOutgoingMessage,
  type OutgoingMessage,
  PRIORITY,
  createDelivery,
  enqueue,
  enqueueClaimed,
  listReplies,
  personWrote,
} from './index.ts';

const CAPABILITIES: TransportCapabilities = {
  textMax: 100,
  captionMax: 50,
  media: {},
  choices: false,
  reactions: false,
  quotes: false,
  groups: true,
  receipts: false,
};
const DAY_MS = 86_400_000;
const SOON = { interval: 5, timeout: 8_000 };

type Options = Partial<Omit<DeliveryDeps, 'send'>> & {
  readonly send?: (part: OutgoingPart, tries: number) => Promise<unknown>;
};

async function openWire(engine: Engine, { send, ...options }: Options = {}) {
  const db = await freshDatabase(engine);
  const tries: string[] = [];
  const outcomes: OutgoingMessage[] = [];
  const delivery = createDelivery({
    db,
    audit: createAudit(Buffer.alloc(32, 1)),
    clock: () => new Date(),
    log: { debug() {}, info() {}, warn() {}, error() {} },
    transports: () => [{ kind: 't', capabilities: CAPABILITIES }],
    async send(_kind, part) {
      tries.push(`${part.key.split('.')[1]}:${textOf(part)}`);
      const providerId = await send?.(part, tries.length);
      return { providerId: typeof providerId === 'string' ? providerId : part.key };
    },
    onOutcome: (message) => outcomes.push(message),
    ...options,
  });
  onTestFinished(() => delivery.stop());
  return { db, delivery, tries, outcomes };
}

function textOf({ content }: OutgoingPart): string {
  return content.kind === 'text' ? content.text : content.kind;
}

async function put(
  db: Db,
  text: string,
  more: Partial<NewOutgoingMessage> = {},
  at = new Date(),
): Promise<number> {
  const message = { recipient: '+621', type: 'reply', transport: 't', inReplyTo: 'm', text };
  return await db.write((tx) => enqueue(tx, { ...message, ...more }, at));
}

async function row(db: Db) {
  return (await listReplies(db.read, 'm'))[0];
}

describe.each(ENGINES)('a bad day of the outbox on %s', (engine) => {
  test('what goes by a transport that is not ready waits untried, and goes once it is', async () => {
    let isReady = false;
    const transports = () => [
      { kind: 'other', capabilities: CAPABILITIES },
      ...(isReady ? [{ kind: 't', capabilities: CAPABILITIES }] : []),
    ];
    const { db, delivery, tries } = await openWire(engine, { transports });
    await put(db, 'waits');
    await put(db, 'goes', { transport: 'other' });
    delivery.wake();
    await vi.waitFor(() => expect(tries).toEqual(['0:goes']), SOON);
    expect(await row(db)).toMatchObject({ status: 'pending', retryCount: 0, errorMessage: null });
    isReady = true;
    delivery.wake();
    await vi.waitFor(() => expect(tries).toEqual(['0:goes', '0:waits']), SOON);
  });

  test('a long text whose sending broke off goes on where it was', async () => {
    const { db, delivery, tries, outcomes } = await openWire(engine, {
      async send(_part, count) {
        if (count === 2) throw new AppError('upstream', 'test.gone', 'It is gone.');
      },
    });
    await put(db, 'Sentence of thirty characters. '.repeat(6));
    delivery.wake();
    await vi.waitFor(() => expect(outcomes.length).toBe(1), SOON);
    expect(await row(db)).toMatchObject({ status: 'pending', parts: 3, partsSent: 1 });
    await delivery.retryNow('t');
    await vi.waitFor(() => expect(outcomes.at(-1)?.status).toBe('sent'), SOON);
    expect(tries.map((sent) => sent.slice(0, 7))).toEqual([
      '0:(1/3)',
      '1:(2/3)',
      '1:(2/3)',
      '2:(3/3)',
    ]);
    expect(await row(db)).toMatchObject({ status: 'sent', partsSent: 3, isInDoubt: false });
  });

  test('what a dead process was sending is sent again, and said to be in doubt', async () => {
    const parts: OutgoingPart[] = [];
    const { db, delivery, outcomes } = await openWire(engine, {
      leaseMs: 60,
      send: async (part) => void parts.push(part),
    });
    const now = new Date();
    const message = { recipient: '+621', type: 'alarm', transport: 't', text: 'a', inReplyTo: 'm' };
    await db.write((tx) =>
      enqueueClaimed(
        tx,
        { ...message, priority: PRIORITY.alarm },
        now,
        new Date(now.getTime() - 1),
      ),
    );
    delivery.wake();
    await vi.waitFor(() => expect(outcomes).toHaveLength(1), SOON);
    expect(parts).toMatchObject([{ isInDoubt: true, isAlarm: true }]);
    expect(await row(db)).toMatchObject({ status: 'sent', isInDoubt: false });
  });

  test('what the network takes only after the person wrote waits for that, and no other message does', async () => {
    let isOpen = false;
    const { db, delivery, tries, outcomes } = await openWire(engine, {
      async send(part) {
        if (textOf(part) === 'details' && !isOpen) {
          throw waitsForPerson('test.window', 'The person must write first.');
        }
      },
    });
    await put(db, 'details');
    await put(db, 'template');
    delivery.wake();
    await vi.waitFor(() => expect(tries).toEqual(['0:details', '0:template']), SOON);
    await vi.waitFor(() => expect(outcomes).toHaveLength(2), SOON);
    expect(await row(db)).toMatchObject({ status: 'pending', waitsForPerson: true, retryCount: 0 });
    isOpen = true;
    await db.write((tx) => personWrote(tx, '+621', new Date()));
    delivery.wake();
    await vi.waitFor(async () => expect((await row(db))?.status).toBe('sent'), SOON);
    expect(tries).toEqual(['0:details', '0:template', '0:details']);
  });

  test('under pace an alarm overtakes what waits, and each chat is written to no faster than allowed', async () => {
    const sentAtMs: number[] = [];
    const pace = { chat: { capacity: 1, everyMs: 1_200 } };
    const { db, delivery, tries } = await openWire(engine, {
      transports: () => [{ kind: 't', capabilities: { ...CAPABILITIES, pace } }],
      send: async ({ chat }) => void (chat === '+621' && sentAtMs.push(performance.now())),
    });
    for (const text of ['bulk 1', 'bulk 2']) await put(db, text, { priority: PRIORITY.bulk });
    await put(db, 'elsewhere', { recipient: '+622', priority: PRIORITY.bulk });
    delivery.wake();
    await vi.waitFor(() => expect(tries.toSorted()).toEqual(['0:bulk 1', '0:elsewhere']), SOON);
    await put(db, 'alarm', { priority: PRIORITY.alarm });
    delivery.wake();
    await vi.waitFor(() => expect(tries).toHaveLength(4), SOON);
    expect(tries.slice(2)).toEqual(['0:alarm', '0:bulk 2']);
    const [first = 0, second = 0, third = 0] = sentAtMs;
    expect(second - first).toBeGreaterThan(1_190);
    expect(third - second).toBeGreaterThan(1_190);
  });

  test('a network that asks for a pause gets it, for everybody', async () => {
    const { db, delivery, tries } = await openWire(engine, {
      async send(_part, count) {
        const pause = { scope: 'transport', waitMs: 700 } as const;
        if (count === 1) throw slowDown('test.busy', 'It asks for a pause.', pause);
      },
    });
    const startedMs = performance.now();
    await put(db, 'first');
    delivery.wake();
    await vi.waitFor(() => expect(tries).toHaveLength(1), SOON);
    await put(db, 'other', { recipient: '+622' });
    delivery.wake();
    await vi.waitFor(() => expect(tries).toHaveLength(3), SOON);
    expect(performance.now() - startedMs).toBeGreaterThan(690);
    expect(tries.slice(1).toSorted()).toEqual(['0:first', '0:other']);
  });

  test('a pause that was asked for ends when the transport is ready again after it was not', async () => {
    const { db, delivery, tries } = await openWire(engine, {
      async send(_part, count) {
        const pause = { scope: 'transport', waitMs: 60_000 } as const;
        if (count === 1) throw slowDown('test.stopped', 'Its token has expired.', pause);
      },
    });
    await put(db, 'first');
    delivery.wake();
    await vi.waitFor(async () => expect(await row(db)).toMatchObject({ retryCount: 1 }), SOON);
    await delivery.retryNow('t');
    await vi.waitFor(() => expect(tries).toEqual(['0:first', '0:first']), SOON);
  });

  test('a message that leaves late says so first', async () => {
    const { db, delivery, tries } = await openWire(engine, {
      lateLine: ({ createdAt }, now) =>
        now.getTime() - createdAt.getTime() > 600_000 ? 'Late.' : undefined,
    });
    await put(db, 'old', {}, new Date(Date.now() - 660_000));
    await put(db, 'new');
    delivery.wake();
    await vi.waitFor(() => expect(tries).toEqual(['0:Late.\n\nold', '0:new']), SOON);
  });

  test.each([
    ['forth', DAY_MS],
    ['back', -DAY_MS],
  ])(
    'a clock that jumps a day %s while sending sends nothing twice, and nothing is stuck',
    async (_way, jumpMs) => {
      let offsetMs = 0;
      const clock: Clock = () => new Date(Date.now() + offsetMs);
      const leaseMs = 300;
      const finish = Promise.withResolvers<void>();
      const { db, delivery, tries, outcomes } = await openWire(engine, {
        clock,
        leaseMs,
        send: async (part) => void (textOf(part) === 'slow' && (await finish.promise)),
      });
      await put(db, 'slow', {}, clock());
      delivery.wake();
      await vi.waitFor(() => expect(tries).toEqual(['0:slow']), SOON);
      offsetMs = jumpMs;
      await put(db, 'during', { recipient: '+622' }, clock());
      delivery.wake();
      await vi.waitFor(() => expect(tries).toEqual(['0:slow', '0:during']), SOON);
      // Claims have been renewed and looked through several times over by then.
      await new Promise((resolve) => setTimeout(resolve, leaseMs * 3));
      expect(tries).toEqual(['0:slow', '0:during']);
      offsetMs = 0;
      finish.resolve();
      await put(db, 'after', { recipient: '+623' }, clock());
      delivery.wake();
      await vi.waitFor(() => expect(outcomes).toHaveLength(3), SOON);
      expect(tries).toEqual(['0:slow', '0:during', '0:after']);
      expect(outcomes.every(({ status }) => status === 'sent')).toBe(true);
    },
  );

  test('a store that fails while a message is sent gets the note later; it is not sent a second time', async () => {
    const gone = new AppError('upstream', 'test.store', 'The store is gone.');
    const db = await freshDatabase(engine);
    let isGone = false;
    const failing: Db = {
      ...db,
      write: async (work) => {
        if (isGone) throw gone;
        return await db.write(work);
      },
    };
    const errors: unknown[] = [];
    const { delivery, tries, outcomes } = await openWire(engine, {
      db: failing,
      leaseMs: 200,
      log: { debug() {}, info() {}, warn() {}, error: (details) => void errors.push(details) },
      send: async () => void (isGone = true),
    });
    await put(db, 'a');
    delivery.wake();
    await vi.waitFor(() => expect(errors.length).toBeGreaterThan(3), SOON);
    expect(await row(db)).toMatchObject({ status: 'sending' });
    isGone = false;
    await vi.waitFor(() => expect(outcomes).toMatchObject([{ status: 'sent' }]), SOON);
    expect(await row(db)).toMatchObject({ status: 'sent' });
    expect(tries).toEqual(['0:a']);
  });
});

test('what waits for a transport that is not ready costs the others nothing: they send at once', async () => {
  const { db, delivery, tries } = await openWire('sqlite');
  await put(db, 'waits', { transport: 'not ready' });
  delivery.wake();
  const reserved = await vi.waitFor(() => {
    const reservation = delivery.reserve('t', '+621');
    expect(reservation).toBeDefined();
    return reservation;
  }, SOON);
  expect(delivery.reserve('t', '+621')).toBeUndefined();
  expect(delivery.reserve('not ready', '+621')).toBeUndefined();
  reserved?.release();
  expect(tries).toEqual([]);
});

test('a full disk loses nothing: what was sent is noted once there is room, and sent once', async () => {
  const errors: unknown[] = [];
  const { db, delivery, tries, outcomes } = await openWire('sqlite', {
    log: { debug() {}, info() {}, warn() {}, error: (details) => void errors.push(details) },
    async send(_part, count) {
      if (count > 1) return 'short';
      await fillDisk(db);
      // So long that writing it down needs room that there is not.
      return 'x'.repeat(100_000);
    },
  });
  const ids = [await put(db, 'first')];
  delivery.wake();
  await vi.waitFor(() => expect(errors.length).toBeGreaterThan(1), SOON);
  await expect(put(db, 'x'.repeat(100_000))).rejects.toThrow();
  expect(outcomes).toEqual([]);
  expect(await row(db)).toMatchObject({ status: 'sending' });
  await db.write((tx) => sql`PRAGMA max_page_count = 1000000`.execute(tx));
  ids.push(await put(db, 'second', { recipient: '+622' }));
  delivery.wake();
  await vi.waitFor(() => expect(outcomes).toHaveLength(2), SOON);
  expect(outcomes.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(ids);
  expect(outcomes.every(({ status }) => status === 'sent')).toBe(true);
  expect(tries).toEqual(['0:first', '0:second']);
});

/** From here on the file does not grow, and no great room is left in it. */
async function fillDisk(db: Db): Promise<void> {
  await db.write((tx) => sql`PRAGMA max_page_count = 1`.execute(tx));
  const note = { action: 'x'.repeat(50_000) };
  const fill = async (): Promise<void> => {
    await db.write((tx) => tx.insertInto('audit_logs').values(note).execute());
    await fill();
  };
  await expect(fill()).rejects.toThrow();
}
