import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../tests/support/databases.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import { insertContact, markProcessed, recordIncoming, tallyMessages } from '../chat/index.ts';
import { type Source, insertDataSource, recordDataSourceState } from '../data-sources/index.ts';
import type { Db, Engine } from '../db/index.ts';
import { VERSION } from '../lib/version.ts';
import { enqueue } from '../outbox/index.ts';
import { insertTrigger } from '../triggers/index.ts';
import { overviewRoutes } from './overview.routes.ts';

const STARTED_AT = new Date('2026-11-27T01:00:00.000Z');
const SIMULATOR = {
  kind: 'simulator',
  title: 'Simulator',
  isReady: true,
  detail: 'Takes all.',
  phase: 'ready',
  reason: null,
  needsAdmin: false,
  account: null,
  reconnects: 0,
  isSetUp: true,
} as const;

async function overview(engine: Engine, open: Readonly<Record<string, Partial<Source>>> = {}) {
  return await routeServer(engine, ({ db, clock }) =>
    overviewRoutes({
      db,
      clock,
      sources: { find: (id) => open[id] as Source | undefined },
      transports: () => [SIMULATOR],
      accessMode: () => 'approval',
      isAuditBroken: () => false,
      timeZone: 'Asia/Jakarta',
      startedAt: STARTED_AT,
    }),
  );
}

async function answered(
  db: Db,
  id: string,
  receivedAt: string,
  ms: number,
  {
    status = 'processed',
    rule = 'trigger',
    calls = [],
  }: { status?: 'processed' | 'spam'; rule?: string; calls?: readonly boolean[] } = {},
): Promise<void> {
  const at = new Date(receivedAt);
  const message = {
    id,
    chat: '+62',
    sender: '+62',
    text: 'u1 load',
    mentionsBot: true,
    sentAt: at,
  };
  await db.write(async (tx) => {
    await recordIncoming(tx, message, { transport: 'simulator', contactId: null, at });
    const processedAt = new Date(at.getTime() + ms);
    await markProcessed(tx, message, {
      status,
      at: processedAt,
      outcome: { rule, calls: calls.map((ok) => ({ source: 'PI', ok })) },
    });
  });
}

describe.each(ENGINES)('the overview on %s', (engine) => {
  test('of an empty Plantline says what to do first', async () => {
    const { call } = await overview(engine);
    const { status, body } = await call('GET', '/overview', undefined, 'viewer');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      sources: [],
      transports: [SIMULATOR],
      outbox: { pending: 0, failed: 0, oldestPendingAt: null },
      today: { messages: 0, answered: 0, failed: 0, spam: 0, p50Ms: null, p95Ms: null },
      attention: [{ kind: 'no_sources' }, { kind: 'no_triggers' }],
      version: VERSION,
      startedAt: STARTED_AT.toISOString(),
    });
    // It is noon in Jakarta: thirteen hours have begun.
    expect((body as { today: { byHour: [] } }).today.byHour).toHaveLength(13);
  });

  test('of a plant at work tells today, the outbox, the sources and what needs attention', async () => {
    const since = new Date('2026-11-27T04:00:00.000Z');
    const { call, db } = await overview(engine, {
      pi: {
        status: () => 'error',
        failingSince: () => since,
        hasAnswered: () => true,
        identity: {},
        connection: {
          check: async () => [],
          tagIndexStatus: () => ({ tags: 1234, complete: true, refreshedAt: null }),
          close: async () => {},
        },
      },
    });
    const at = new Date('2026-11-27T03:00:00.000Z');
    await db.write(async (tx) => {
      await insertDataSource(
        tx,
        { id: 'pi', name: 'Plant PI', plugin: 'aveva-pi', config: {} },
        at,
      );
      await insertDataSource(tx, { id: 'lab', name: 'Lab', plugin: 'aveva-pi', config: {} }, since);
      const state = {
        connectionStatus: 'connected',
        test: { status: 'success', error: null },
      } as const;
      await recordDataSourceState(tx, 'pi', state, at);
      await insertTrigger(tx, { name: 'u1', type: 'text', config: { text: 'a' } }, at);
      await insertContact(tx, { phone: '+628111111' }, at);
      const reply = { recipient: '+62', text: 'a', type: 'reply', transport: 'simulator' };
      await enqueue(tx, reply, at);
      const failed = [await enqueue(tx, reply, at), await enqueue(tx, reply, new Date(0))];
      await tx
        .updateTable('outgoing_messages')
        .set({ status: 'failed' })
        .where('id', 'in', failed)
        .execute();
    });
    await answered(db, 'yesterday', '2026-11-26T16:59:59.000Z', 9);
    await answered(db, 'm1', '2026-11-26T17:00:00.000Z', 40);
    await answered(db, 'm2', '2026-11-27T04:10:00.000Z', 60);
    await answered(db, 'm3', '2026-11-27T04:20:00.123Z', 2_000, { rule: 'failed' });
    await answered(db, 'm4', '2026-11-27T04:30:00.000Z', 5, { status: 'spam' });
    const { body } = await call('GET', '/overview');
    expect(body).toMatchObject({
      sources: [
        {
          id: 'pi',
          name: 'Plant PI',
          plugin: 'aveva-pi',
          connectionStatus: 'error',
          failingSince: since.toISOString(),
          tags: 1234,
        },
        { id: 'lab', connectionStatus: 'unknown', failingSince: null, tags: null },
      ],
      outbox: { pending: 1, failed: 1, oldestPendingAt: at.toISOString() },
      today: { messages: 4, answered: 2, failed: 1, spam: 1, p50Ms: 60, p95Ms: 2_000 },
      attention: [
        { kind: 'source_failing', count: 1 },
        { kind: 'outbox_failed', count: 1 },
        { kind: 'contacts_pending', count: 1 },
        { kind: 'source_untested', count: 1, text: 'Lab was never tested.' },
      ],
    });
    const { byHour } = (body as { today: { byHour: { hour: string }[] } }).today;
    expect(byHour[0]).toEqual({ hour: '2026-11-26T17:00:00.000Z', messages: 1, p50Ms: 40 });
    expect(byHour[11]).toEqual({ hour: '2026-11-27T04:00:00.000Z', messages: 3, p50Ms: 60 });
  });

  test('a question that no source answered failed, one that one of two answered did not', async () => {
    const { call, db } = await overview(engine);
    await answered(db, 'none', '2026-11-27T04:00:00.000Z', 9, { calls: [false, false] });
    await answered(db, 'some', '2026-11-27T04:00:01.000Z', 9, { calls: [false, true] });
    await answered(db, 'all', '2026-11-27T04:00:02.000Z', 9, { calls: [true] });
    expect((await call('GET', '/overview')).body).toMatchObject({
      today: { messages: 3, answered: 2, failed: 1 },
    });
  });

  test('messages of another program, with metadata that is no JSON, are counted and spoil nothing', async () => {
    const { call, db } = await overview(engine);
    const created_at = new Date('2026-11-27T04:00:00.000Z');
    const rows = [{ a: 1 }, null, 'text', '"{broken'].map((metadata, index) => ({
      id: `x${index}`,
      type: 'chat',
      metadata: engine === 'sqlite' ? metadata : JSON.stringify(metadata),
      created_at,
    }));
    await db.write((tx) => tx.insertInto('messages').values(rows).execute());
    expect(await call('GET', '/overview')).toMatchObject({
      status: 200,
      body: { today: { messages: 4, answered: 0, failed: 0 } },
    });
  });

  test('counting an hour reads no other', async () => {
    const { db } = await overview(engine);
    await answered(db, 'before', '2026-11-27T03:59:59.999Z', 1);
    await answered(db, 'first', '2026-11-27T04:00:00.000Z', 7);
    await answered(db, 'after', '2026-11-27T05:00:00.000Z', 1);
    const tallies = await tallyMessages(
      db,
      new Date('2026-11-27T04:00:00.000Z'),
      new Date('2026-11-27T05:00:00.000Z'),
    );
    expect(tallies).toEqual([{ status: 'processed', isFailed: false, answerMs: 7, count: 1 }]);
  });

  test('a stranger sees nothing', async () => {
    const { call } = await overview(engine);
    expect((await call('GET', '/overview', undefined, 'nobody')).status).toBe(401);
  });
});
