import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { localActor } from '../lib/http/index.ts';
import { createAudit, createChange } from './index.ts';

const FULL = {
  sqlite: sql`CREATE TRIGGER full BEFORE INSERT ON audit_logs BEGIN SELECT raise(ABORT, 'full'); END`,
  postgresql: sql`ALTER TABLE audit_logs ADD CONSTRAINT "full" CHECK (false) NOT VALID`,
};

describe.each(ENGINES)('a change on %s', (engine) => {
  test('that cannot be written down is not made, and says so', async () => {
    const db = await freshDatabase(engine);
    const clock = () => new Date('2026-11-27T05:00:00Z');
    const told: string[] = [];
    const change = createChange({
      db,
      audit: createAudit(Buffer.alloc(32, 1)),
      clock,
      onChanged: ({ action }) => told.push(action),
    });
    const add = (name: string) =>
      change(localActor('sari'), async (tx, at) => {
        const row = { id: name, name, prefix: name, created_at: at, updated_at: at };
        await tx.insertInto('ai_triggers').values(row).execute();
        return { result: undefined, action: 'ai_triggers.created', details: { id: name } };
      });
    await add('before');
    await db.write(async (tx) => void (await FULL[engine].execute(tx)));
    await expect(add('after')).rejects.toMatchObject({
      kind: 'internal',
      code: 'audit_logs.not_written',
      message: expect.stringMatching(/nothing was changed/),
    });
    const kept = await db.read.selectFrom('ai_triggers').select('id').execute();
    expect(kept).toEqual([{ id: 'before' }]);
    expect(told).toEqual(['ai_triggers.created']);
  });
});
