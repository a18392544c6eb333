import { describe, expect, onTestFinished, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import type { Engine } from '../db/index.ts';
import { localActor } from '../lib/http/index.ts';
import { createAudit, createAuditWatch } from './index.ts';

const KEY = Buffer.alloc(32, 7);
const AUDIT = createAudit(KEY);
const NOW = new Date('2026-11-27T05:00:00Z');
const DAY_MS = 86_400_000;

async function watchOver(engine: Engine, ages: readonly number[], retentionDays = 90) {
  const db = await freshDatabase(engine);
  for (const days of ages) {
    const at = new Date(NOW.getTime() - days * DAY_MS);
    const entry = { actor: localActor('sari'), action: 'a.b', at };
    await db.write((tx) => AUDIT.record(tx, entry));
  }
  const logged: { level: string; details: object }[] = [];
  const at = (level: string) => (details: object) => void logged.push({ level, details });
  const watch = createAuditWatch({
    db,
    audit: AUDIT,
    key: KEY,
    clock: () => NOW,
    log: { debug() {}, info: at('info'), warn: at('warn'), error: at('error') },
    retentionDays: () => retentionDays,
  });
  onTestFinished(() => watch.stop());
  return { db, watch, logged };
}

describe.each(ENGINES)('looking after the audit log on %s', (engine) => {
  test('at a start what is older than the setting says is removed, and the rest is checked', async () => {
    const { db, watch, logged } = await watchOver(engine, [100, 91, 89, 1]);
    watch.start();
    await expect.poll(() => watch.lastVerdict()).toMatchObject({ ok: true, checked: 3 });
    const rows = await db.read.selectFrom('audit_logs').select('action').orderBy('seq').execute();
    expect(rows.map(({ action }) => action)).toEqual(['a.b', 'a.b', 'audit.pruned']);
    expect(logged).toMatchObject([{ level: 'info', details: { removed: 2 } }]);
  });

  test('when nothing is too old nothing is written', async () => {
    const { db, watch } = await watchOver(engine, [89, 1]);
    watch.start();
    await expect.poll(() => watch.lastVerdict()).toMatchObject({ ok: true, checked: 2 });
    expect(await db.read.selectFrom('audit_chain').selectAll().execute()).toEqual([]);
  });

  test('a chain that does not hold is told in the log', async () => {
    const { db, watch, logged } = await watchOver(engine, [3, 2, 1]);
    await db.write((tx) =>
      tx.updateTable('audit_logs').set({ action: 'c.d' }).where('seq', '=', 2).execute(),
    );
    const [one, other] = await Promise.all([watch.verify(), watch.verify()]);
    expect(one).toBe(other);
    expect(logged).toMatchObject([
      { level: 'warn', details: { firstBroken: { seq: 2, reason: 'changed' } } },
    ]);
    expect(watch.lastVerdict()).toMatchObject({ ok: false });
  });

  test('it stops at once, also in the middle of a long chain', async () => {
    const { watch, logged } = await watchOver(engine, Array<number>(1_100).fill(1));
    watch.start();
    const startedAt = performance.now();
    await watch.stop();
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(logged).toEqual([]);
  });
});
