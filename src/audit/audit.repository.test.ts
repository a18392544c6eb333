import { describe, expect, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { recordAudit } from './index.ts';

describe.each(ENGINES)('the audit log on %s', (engine) => {
  test('keeps who did what, when and from where, together with the change or not at all', async () => {
    const db = await freshDatabase(engine);
    const at = new Date('2026-11-23T07:00:00.000Z');
    const entry = { userId: null, action: 'triggers.created', details: { id: 't1' }, at };
    await db.write((tx) => recordAudit(tx, { ...entry, ipAddress: '10.0.0.5' }));
    const undone = db.write(async (tx) => {
      await recordAudit(tx, entry);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    const rows = await db.read.selectFrom('audit_logs').selectAll().execute();
    expect(rows).toEqual([
      {
        id: expect.any(String) as string,
        user_id: null,
        action: 'triggers.created',
        details: { id: 't1' },
        ip_address: '10.0.0.5',
        user_agent: null,
        timestamp: at,
      },
    ]);
  });
});
