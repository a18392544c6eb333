import { describe, expect, test } from 'vitest';
import { AppError, type DeliveryReport } from '#sdk';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { createAudit } from '../audit/index.ts';
import type { Engine } from '../db/index.ts';
import { claimDue, releaseExpiredClaims } from './claims.repository.ts';
import { createRecordDelivery } from './create-record-delivery.ts';
import { enqueue, listReplies } from './index.ts';
import { markSent } from './progress.repository.ts';

const NOW = new Date('2026-11-27T05:00:00.000Z');
const LATER = new Date('2026-11-27T05:00:09.000Z');
const BUSY = new AppError('upstream', 'test.busy', 'It is busy.');

async function sending(engine: Engine) {
  const db = await freshDatabase(engine);
  const told: string[] = [];
  const record = createRecordDelivery({
    db,
    audit: createAudit(Buffer.alloc(32, 1)),
    clock: () => LATER,
    onOutcome: ({ status }) => told.push(status),
    onReceipt: () => told.push('receipt'),
    wakeDelivery: () => told.push('wake'),
  });
  const message = { recipient: '+621', type: 'reply', transport: 't', text: 'a', inReplyTo: 'm' };
  const id = await db.write((tx) => enqueue(tx, message, NOW));
  const claim = async () =>
    await db.write((tx) => claimDue(tx, { transport: 't', limit: 9, now: LATER, leaseMs: 1 }));
  await claim();
  return {
    db,
    told,
    claim,
    sent: async () => await db.write((tx) => markSent(tx, id, { at: NOW, providerId: 'wamid.1' })),
    die: async () => await db.write((tx) => releaseExpiredClaims(tx, new Date('2027-01-01'))),
    report: async (state: DeliveryReport['state'], more: Partial<DeliveryReport> = {}) =>
      await record({ key: `${id}.0`, state, at: LATER, providerId: 'wamid.1', ...more }),
    row: async () => (await listReplies(db.read, 'm'))[0],
    audited: async () =>
      await db.read.selectFrom('audit_logs').select('action').orderBy('seq').execute(),
  };
}

describe.each(ENGINES)('receipts on %s', (engine) => {
  test('are written down, and who looks at the outbox is told', async () => {
    const { sent, report, row, told } = await sending(engine);
    await sent();
    await report('delivered');
    await report('read');
    await report('read');
    expect(await row()).toMatchObject({ status: 'sent', deliveredAt: LATER, readAt: LATER });
    expect(told).toEqual(['receipt', 'receipt']);
  });

  test('of messages that are not ours change nothing', async () => {
    const { report, told } = await sending(engine);
    for (const key of ['999999.0', 'x', '1.0.0', '-1.0']) await report('failed', { key });
    expect(told).toEqual([]);
  });

  test('that come before the answer to the send are not lost', async () => {
    const { sent, report, row } = await sending(engine);
    await report('read');
    expect(await row()).toMatchObject({ status: 'sending', readAt: LATER });
    await sent();
    expect(await row()).toMatchObject({ status: 'sent', readAt: LATER });
  });

  test('of a failure that come before the answer to the send are believed', async () => {
    const { sent, report, row, told } = await sending(engine);
    await report('failed', { error: BUSY });
    expect(await sent()).toBe(false);
    expect(await row()).toMatchObject({
      status: 'pending',
      retryCount: 1,
      errorMessage: 'It is busy.',
    });
    expect(told).toEqual(['pending', 'wake']);
  });

  test('of a message whose process died say that it was sent, which is in the audit log once', async () => {
    const { die, report, row, claim, audited } = await sending(engine);
    await die();
    expect(await row()).toMatchObject({ status: 'pending', isInDoubt: true });
    await report('sent');
    await report('delivered');
    expect(await row()).toMatchObject({ status: 'sent', isInDoubt: false, deliveredAt: LATER });
    expect(await claim()).toEqual([]);
    expect(await audited()).toEqual([{ action: 'outbox.sent' }]);
  });

  test('that come at the same moment are taken one after the other', async () => {
    const { sent, report, row } = await sending(engine);
    await sent();
    const states = ['failed', 'delivered', 'read', 'sent', 'failed', 'read'] as const;
    const error = new AppError('invalid', 'test.refused', 'It is refused.');
    await Promise.all(states.map((state) => report(state, state === 'failed' ? { error } : {})));
    expect(await row()).toMatchObject({ status: 'sent', deliveredAt: LATER, readAt: LATER });
  });
});
