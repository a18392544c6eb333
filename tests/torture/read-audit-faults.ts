import { verifyAudit } from '../../src/audit/index.ts';
import { openDatabase } from '../../src/db/index.ts';
import { deriveKey, loadSecretKey } from '../../src/lib/secret-key.ts';
import type { ServeStore } from '../support/serve-process.ts';

/** What is wrong with the audit log: each answered question and each message sent is in it, once, and its chain holds. */
export async function readAuditFaults({ config }: ServeStore): Promise<readonly string[]> {
  const db = await openDatabase(config.databaseUrl);
  try {
    const key = deriveKey(loadSecretKey(config.secretKey, config.dataDir), 'audit');
    const { ok, unchained } = await verifyAudit(db.read, key);
    const logs = await db.read.selectFrom('audit_logs').selectAll().execute();
    const toldOf = (action: string, field: string) =>
      logs
        .filter((log) => log.action === action)
        .map(({ details }) => (details as Record<string, unknown>)[field]);
    const messages = await db.read.selectFrom('messages').select('id').execute();
    const answered = toldOf('messages.answered', 'messageId');
    const isAnswered = new Set(answered);
    const sent = await db.read
      .selectFrom('outgoing_messages')
      .select('id')
      .where('status', '=', 'sent')
      .execute();
    const isTold = new Set(toldOf('outbox.sent', 'id'));
    return [
      ...(ok ? [] : ['the chain of the audit log is broken']),
      ...(unchained === 0 ? [] : [`${unchained} entries of the audit log are in no chain`]),
      ...(answered.length === isAnswered.size ? [] : ['a question is in the audit log twice']),
      ...messages.filter(({ id }) => !isAnswered.has(id)).map(({ id }) => `${id} is not audited`),
      ...sent.filter(({ id }) => !isTold.has(id)).map(({ id }) => `sent row ${id} is not audited`),
    ];
  } finally {
    await db.close();
  }
}
