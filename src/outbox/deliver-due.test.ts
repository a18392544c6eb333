import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { AppError, type OutgoingPart, type TransportCapabilities } from '#sdk';
import { createAudit } from '../audit/index.ts';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import type { Db, Engine } from '../db/index.ts';
import { createDelivery } from './deliver-due.ts';
import {
  type Delivery,
  type NewOutgoingMessage,
  type OutgoingMessage,
  enqueue,
  enqueueClaimed,
  listReplies,
} from './index.ts';

const AUDIT = createAudit(Buffer.alloc(32, 1));
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

type Wire = {
  readonly db: Db;
  readonly delivery: Delivery;
  readonly sent: Sent[];
  readonly outcomes: OutgoingMessage[];
};

/** What was handed to the wire: the row, as far as the wire sees it. */
type Sent = { readonly id: number; readonly recipient: string; readonly text: string };

const CAPABILITIES: TransportCapabilities = {
  textMax: 4_096,
  captionMax: 1_024,
  media: {},
  choices: false,
  reactions: false,
  quotes: false,
  groups: true,
  receipts: false,
};
const READY = () => [{ kind: 'simulator', capabilities: CAPABILITIES }];

function toSent({ key, chat, content }: OutgoingPart): Sent {
  const text = content.kind === 'text' ? content.text : '';
  return { id: Number.parseInt(key), recipient: chat, text };
}

async function openWire(
  engine: Engine,
  send?: (sent: Sent, signal: AbortSignal) => Promise<{ readonly providerId: string | null }>,
): Promise<Wire> {
  const db = await freshDatabase(engine);
  const sent: Sent[] = [];
  const outcomes: OutgoingMessage[] = [];
  const delivery = createDelivery({
    db,
    audit: AUDIT,
    clock: () => new Date(),
    log: SILENT,
    transports: READY,
    send: async (_kind, part, signal) => {
      const message = toSent(part);
      const result = await send?.(message, signal);
      sent.push(message);
      return result ?? { providerId: `p${message.id}` };
    },
    onOutcome: (message) => outcomes.push(message),
  });
  onTestFinished(() => delivery.stop());
  return { db, delivery, sent, outcomes };
}

async function put({ db, delivery }: Wire, ...messages: Partial<NewOutgoingMessage>[]) {
  const base = { recipient: '+621', type: 'reply', transport: 'simulator', text: '' };
  await Promise.all(
    messages.map((message) => db.write((tx) => enqueue(tx, { ...base, ...message }, new Date()))),
  );
  delivery.wake();
}

describe.each(ENGINES)('delivery on %s', (engine) => {
  test('sends at once what is enqueued, and writes down that it was sent', async () => {
    const wire = await openWire(engine);
    await put(wire, { text: 'a', inReplyTo: 'm' });
    await vi.waitFor(() => expect(wire.outcomes).toHaveLength(1), { interval: 2, timeout: 10_000 });
    expect(await listReplies(wire.db.read, 'm')).toMatchObject([
      { text: 'a', status: 'sent', providerId: `p${wire.sent[0]?.id}` },
    ]);
  });

  test('serves many recipients at once and each in order', async () => {
    const underWay = new Map<string, number>();
    let most = 0;
    const wire = await openWire(engine, async ({ recipient }) => {
      expect(underWay.get(recipient) ?? 0).toBe(0);
      underWay.set(recipient, 1);
      most = Math.max(most, [...underWay.values()].filter((count) => count > 0).length);
      await new Promise((resolve) => setTimeout(resolve, 1));
      underWay.set(recipient, 0);
      return { providerId: null };
    });
    const messages = Array.from({ length: 120 }, (_, index) => ({
      recipient: `+62${index % 12}`,
      text: String(index),
    }));
    await put(wire, ...messages);
    await vi.waitFor(() => expect(wire.outcomes).toHaveLength(120), {
      interval: 5,
      timeout: 10_000,
    });
    for (const lane of Map.groupBy(wire.sent, ({ recipient }) => recipient).values()) {
      const ids = lane.map(({ id }) => id);
      expect(ids).toEqual(ids.toSorted((a, b) => a - b));
      expect(ids).toHaveLength(10);
    }
    expect(most).toBeGreaterThan(3);
  });

  test('tries again after an error that may pass, before what was written later', async () => {
    let failures = 2;
    const wire = await openWire(engine, async ({ text }) => {
      if (text === 'first' && failures > 0) {
        failures -= 1;
        throw new AppError('upstream', 'test.offline', 'The phone is offline.');
      }
      return { providerId: null };
    });
    await put(wire, { text: 'first', inReplyTo: 'm' });
    await put(wire, { text: 'second', inReplyTo: 'm' });
    await vi.waitFor(() => expect(wire.outcomes).toHaveLength(1), { interval: 2, timeout: 10_000 });
    // As if the transport said that it is linked again, so that the test need not wait for the delays.
    while (wire.sent.length < 2) {
      await wire.delivery.retryNow('simulator');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await vi.waitFor(() => expect(wire.outcomes).toHaveLength(4), { interval: 2, timeout: 10_000 });
    expect(wire.sent.map(({ text }) => text)).toEqual(['first', 'second']);
    expect(await listReplies(wire.db.read, 'm')).toMatchObject([
      { status: 'sent', retryCount: 2, errorMessage: null },
      { status: 'sent', retryCount: 0 },
    ]);
  });

  test('gives up at once what the network refuses for good, and goes on', async () => {
    const wire = await openWire(engine, async ({ text }) => {
      if (text === 'bad') throw new AppError('invalid', 'test.refused', 'No such number.');
      return { providerId: null };
    });
    await put(wire, { text: 'bad', inReplyTo: 'm' }, { text: 'good', inReplyTo: 'm' });
    await vi.waitFor(() => expect(wire.outcomes).toHaveLength(2), { interval: 2, timeout: 10_000 });
    const replies = await listReplies(wire.db.read, 'm');
    expect(replies.find(({ text }) => text === 'bad')).toMatchObject({
      status: 'failed',
      errorMessage: 'No such number.',
    });
    expect(replies.find(({ text }) => text === 'good')).toMatchObject({ status: 'sent' });
  });

  test('each send is in the audit log once, without its text, and what was not sent is not', async () => {
    let tries = 0;
    const wire = await openWire(engine, async ({ recipient }) => {
      tries += 1;
      if (recipient === '+622') throw new AppError('invalid', 'test.refused', 'It is refused.');
      if (tries === 1) throw new AppError('throttled', 'test.busy', 'It is busy.');
      return { providerId: null };
    });
    await put(wire, { text: 'secret', inReplyTo: 'm1' });
    await vi.waitFor(() => expect(wire.outcomes).toHaveLength(1), { interval: 2, timeout: 10_000 });
    await wire.delivery.retryNow('simulator');
    await put(wire, { recipient: '+622' });
    await vi.waitFor(() => expect(wire.outcomes).toHaveLength(3), { interval: 2, timeout: 10_000 });
    const rows = await wire.db.read.selectFrom('audit_logs').selectAll().execute();
    const [sent] = wire.sent;
    expect(rows).toMatchObject([
      {
        action: 'outbox.sent',
        actor: 'plantline',
        details: {
          id: sent?.id,
          recipient: '+621',
          type: 'reply',
          transport: 'simulator',
          inReplyTo: 'm1',
        },
      },
    ]);
    expect(JSON.stringify(rows)).not.toContain('secret');
  });

  test('takes up what was left pending before it started', async () => {
    const db = await freshDatabase(engine);
    const message = { recipient: '+621', type: 'reply', transport: 'simulator', text: 'left' };
    await db.write((tx) => enqueue(tx, message, new Date()));
    const sent: string[] = [];
    const delivery = createDelivery({
      db,
      audit: AUDIT,
      clock: () => new Date(),
      log: SILENT,
      transports: READY,
      send: async (_kind, part) => {
        sent.push(toSent(part).text);
        return { providerId: null };
      },
    });
    onTestFinished(() => delivery.stop());
    await vi.waitFor(() => expect(sent).toEqual(['left']), { interval: 2, timeout: 10_000 });
  });

  test('a send that takes longer than a claim is not begun a second time by another process', async () => {
    const db = await freshDatabase(engine);
    const begun: string[] = [];
    const process = () => {
      const delivery = createDelivery({
        db,
        audit: AUDIT,
        clock: () => new Date(),
        log: SILENT,
        leaseMs: 800,
        transports: READY,
        send: async (_kind, part) => {
          begun.push(toSent(part).text);
          await new Promise((resolve) => setTimeout(resolve, 1_700));
          return { providerId: null };
        },
      });
      onTestFinished(() => delivery.stop());
      return delivery;
    };
    const processes = [process(), process()];
    await Promise.all(processes.map((delivery) => delivery.retryNow('simulator')));
    const base = { recipient: '+621', type: 'reply', transport: 'simulator', inReplyTo: 'm' };
    await db.write((tx) => enqueue(tx, { ...base, text: 'a' }, new Date()));
    for (const delivery of processes) delivery.wake();
    const statuses = async () => (await listReplies(db.read, 'm')).map(({ status }) => status);
    await vi.waitFor(async () => expect(await statuses()).toEqual(['sent']), {
      timeout: 5_000,
    });
    expect(begun).toEqual(['a']);
  });

  test('what a dead process was sending is sent by another when its claim is over', async () => {
    const wire = await openWire(engine);
    await put(wire, { text: 'other' });
    await vi.waitFor(() => expect(wire.sent).toHaveLength(1), { interval: 2, timeout: 10_000 });
    const now = new Date();
    await wire.db.write(async (tx) => {
      const message = { recipient: '+622', type: 'reply', transport: 'simulator', text: 'left' };
      await enqueueClaimed(tx, message, now, new Date(now.getTime() - 1));
    });
    const next = createDelivery({
      db: wire.db,
      audit: AUDIT,
      clock: () => new Date(),
      log: SILENT,
      leaseMs: 60,
      transports: READY,
      send: async (_kind, part) => {
        wire.sent.push(toSent(part));
        return { providerId: null };
      },
    });
    onTestFinished(() => next.stop());
    await vi.waitFor(() => expect(wire.sent.map(({ text }) => text)).toEqual(['other', 'left']));
  });

  test('stopping waits for what is being sent and leaves the rest for the next start', async () => {
    let finish: (() => void) | undefined;
    const wire = await openWire(engine, async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return { providerId: null };
    });
    await put(wire, { text: 'first', inReplyTo: 'm' }, { text: 'second', inReplyTo: 'm' });
    await vi.waitFor(() => expect(finish).toBeDefined(), { interval: 2, timeout: 10_000 });
    const stopped = wire.delivery.stop();
    finish?.();
    await stopped;
    expect(wire.sent).toHaveLength(1);
    const statuses = (await listReplies(wire.db.read, 'm')).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual(['pending', 'sent']);
  });
});
