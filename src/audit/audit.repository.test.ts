import { describe, expect, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import type { Db } from '../db/index.ts';
import { localActor } from '../lib/http/index.ts';
import { deleteAuditLogsBefore } from './audit.repository.ts';
import { createAudit, verifyAudit } from './index.ts';
import { pruneAudit } from './prune-audit.ts';

const KEY = Buffer.alloc(32, 7);
const AUDIT = createAudit(KEY);
const AT = new Date('2026-11-23T07:00:00.000Z');
const ACTOR = { ...localActor('sari'), ipAddress: '10.0.0.5' };

function entryAt(minutes: number) {
  const at = new Date(AT.getTime() + minutes * 60_000);
  return { actor: ACTOR, action: 'triggers.created', details: { id: `t${minutes}` }, at };
}

async function record(db: Db, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    await db.write((tx) => AUDIT.record(tx, entryAt(index)));
  }
}

describe.each(ENGINES)('the audit log on %s', (engine) => {
  test('keeps who did what, when and from where, together with the change or not at all', async () => {
    const db = await freshDatabase(engine);
    await db.write((tx) => AUDIT.record(tx, entryAt(0)));
    const undone = db.write(async (tx) => {
      await AUDIT.record(tx, entryAt(1));
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    const rows = await db.read.selectFrom('audit_logs').selectAll().execute();
    expect(rows).toMatchObject([
      {
        user_id: null,
        actor: 'sari',
        action: 'triggers.created',
        details: { id: 't0' },
        ip_address: '10.0.0.5',
        user_agent: null,
        timestamp: AT,
        seq: 1,
        previous_hash: '0'.repeat(64),
        hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      },
    ]);
  });

  test('each entry carries the hash of the one before, and the whole chain holds', async () => {
    const db = await freshDatabase(engine);
    await record(db, 5);
    const rows = await db.read.selectFrom('audit_logs').selectAll().orderBy('seq').execute();
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    for (const [index, row] of rows.entries()) {
      if (index > 0) expect(row.previous_hash).toBe(rows[index - 1]?.hash);
    }
    expect(await verifyAudit(db.read, KEY)).toEqual({
      ok: true,
      checked: 5,
      firstBroken: null,
      head: { seq: 5, hash: rows[4]?.hash },
      unchained: 0,
    });
  });

  test('what is odd in a detail is hashed as it is kept', async () => {
    const db = await freshDatabase(engine);
    const details = {
      z: 1,
      a: { d: [1.5, null], b: 'half \uD800 and \0' },
      at: AT,
      nothing: undefined,
    };
    const actor = { ...localActor('a\0b'), userAgent: 'x\uDC00' };
    await db.write((tx) => AUDIT.record(tx, { actor, action: 'a.b', details, at: AT }));
    expect(await verifyAudit(db.read, KEY)).toMatchObject({ ok: true, checked: 1 });
  });

  test.each([
    ['a changed detail', { details: { id: 'other' } }],
    ['a changed name', { actor: 'budi' }],
    ['a changed time', { timestamp: new Date(0) }],
    ['a hash put in its place', { hash: 'f'.repeat(64) }],
  ])('%s is found where it is', async (_what, change) => {
    const db = await freshDatabase(engine);
    await record(db, 4);
    await db.write((tx) => tx.updateTable('audit_logs').set(change).where('seq', '=', 2).execute());
    expect(await verifyAudit(db.read, KEY)).toMatchObject({
      ok: false,
      firstBroken: { seq: 2, reason: 'changed' },
    });
  });

  test('a removed entry is found, and so is a chain made with another key', async () => {
    const db = await freshDatabase(engine);
    await record(db, 4);
    expect(await verifyAudit(db.read, Buffer.alloc(32, 8))).toMatchObject({
      firstBroken: { seq: 1, reason: 'changed' },
    });
    await db.write((tx) => tx.deleteFrom('audit_logs').where('seq', '=', 3).execute());
    expect(await verifyAudit(db.read, KEY)).toMatchObject({
      firstBroken: { seq: 4, reason: 'missing' },
    });
  });

  test('a removed user leaves the chain whole', async () => {
    const db = await freshDatabase(engine);
    await db.write(async (tx) => {
      await tx.insertInto('users').values({ id: 'u', username: 'u', password_hash: '' }).execute();
      await AUDIT.record(tx, { ...entryAt(0), actor: { ...ACTOR, userId: 'u' } });
    });
    await db.write((tx) => tx.deleteFrom('users').where('id', '=', 'u').execute());
    expect(await verifyAudit(db.read, KEY)).toMatchObject({ ok: true, checked: 1 });
  });

  test('old entries go, the rest still holds, and so does what is written after all went', async () => {
    const db = await freshDatabase(engine);
    await record(db, 6);
    const now = entryAt(7).at;
    expect(await pruneAudit({ db, audit: AUDIT }, entryAt(3).at, now)).toBe(3);
    expect(await verifyAudit(db.read, KEY)).toMatchObject({ ok: true, checked: 4 });
    const newest = await db.read
      .selectFrom('audit_logs')
      .selectAll()
      .where('seq', '=', 7)
      .executeTakeFirst();
    expect(newest).toMatchObject({
      action: 'audit.pruned',
      actor: 'plantline',
      details: { removed: 3, upTo: 3, before: entryAt(3).at.toISOString() },
    });
    const later = new Date('2027-06-01T00:00:00Z');
    expect(await pruneAudit({ db, audit: AUDIT }, later, later)).toBe(3);
    await db.write((tx) => AUDIT.record(tx, { ...entryAt(0), at: later }));
    expect(await verifyAudit(db.read, KEY)).toMatchObject({
      ok: true,
      checked: 3,
      head: { seq: 9 },
    });
    expect(await pruneAudit({ db, audit: AUDIT }, entryAt(0).at, later)).toBe(0);
    expect(await verifyAudit(db.read, KEY)).toMatchObject({ checked: 3 });
    await db.write((tx) => tx.deleteFrom('audit_logs').where('seq', '=', 8).execute());
    expect(await verifyAudit(db.read, KEY)).toMatchObject({
      firstBroken: { seq: 9, reason: 'missing' },
    });
  });

  test('entries cut off the beginning are found even when the place where it begins was moved', async () => {
    const db = await freshDatabase(engine);
    await record(db, 6);
    await db.write((tx) => deleteAuditLogsBefore(tx, entryAt(3).at, 100));
    expect(await verifyAudit(db.read, KEY)).toMatchObject({
      ok: false,
      firstBroken: { seq: 3, reason: 'missing' },
    });
  });

  test('entries of other programs go for their age too, and are counted', async () => {
    const db = await freshDatabase(engine);
    const foreign = { action: 'LOGIN', timestamp: new Date('2020-01-01T00:00:00Z') };
    await db.write((tx) => tx.insertInto('audit_logs').values([foreign, foreign]).execute());
    await record(db, 2);
    expect(await verifyAudit(db.read, KEY)).toMatchObject({ ok: true, unchained: 2, checked: 2 });
    expect(await pruneAudit({ db, audit: AUDIT }, AT, entryAt(9).at)).toBe(2);
    expect(await verifyAudit(db.read, KEY)).toMatchObject({ ok: true, unchained: 0, checked: 3 });
  });

  test('what grows old while the chain is looked at does not count as missing', async () => {
    const db = await freshDatabase(engine);
    await record(db, 1_300);
    let pages = 0;
    const verdict = await verifyAudit(db.read, KEY, async () => {
      pages += 1;
      if (pages === 1) await pruneAudit({ db, audit: AUDIT }, entryAt(700).at, entryAt(1_301).at);
    });
    expect(verdict).toMatchObject({ ok: true, checked: 500 + 601, head: { seq: 1_301 } });
  });

  test('many at once make one chain', async () => {
    const db = await freshDatabase(engine);
    const works = Array.from({ length: 60 }, (_, index) =>
      db.write((tx) => AUDIT.record(tx, entryAt(index))),
    );
    await Promise.all(works);
    expect(await verifyAudit(db.read, KEY)).toMatchObject({ ok: true, checked: 60 });
  });
});
