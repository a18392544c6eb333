import { join } from 'node:path';
import { Command } from 'commander';
import { readSettings } from './read-settings.ts';
import { withProgress } from './with-progress.ts';

const NOT_SENT =
  'It was waiting to be sent when the backup was made, and was not sent from the restored store.';

/** `plantline restore <file>`: makes a store from a backup, on this machine or another, of this engine or the other. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('Make the store that PLANTLINE_DATABASE_URL names, still empty, from a backup')
    .argument('<file>', 'what plantline backup made')
    .option('--json', 'print what was restored as JSON')
    .action(async (file: string, { json }: { json?: true }) => {
      const { header, ...done } = await withProgress('Restoring the backup', restore(file));
      if (json) {
        const { createdAt: madeAt, version: madeBy } = header;
        console.log(JSON.stringify({ ...done, madeAt, madeBy }));
        return;
      }
      const rows = Object.values(done.rows).reduce((sum, count) => sum + count, 0);
      console.log(`Restored ${rows} rows and ${done.files} files of ${header.createdAt}.`);
      if (done.notSent > 0)
        console.log(
          `${done.notSent} messages that were waiting to be sent then are marked as failed; send again what is still wanted.`,
        );
      if (done.mustLink)
        console.log(
          'Link WhatsApp again: plantline link, or the WhatsApp page. Log the old device out on the phone.',
        );
      console.log('Everybody logs in again.');
    });
}

async function restore(file: string) {
  const { keyMissing, restoreBackup } = await import('../backup/index.ts');
  const { createAudit } = await import('../audit/index.ts');
  const { openDatabase } = await import('../db/index.ts');
  const { localActor } = await import('../lib/http/index.ts');
  const { deriveKey } = await import('../lib/secret-key.ts');
  const { createSecretBox } = await import('../lib/secrets.ts');
  const { giveUpPending } = await import('../outbox/index.ts');
  const { forgetLinkedDevice } = await import('../transports/index.ts');
  const { findSecretKey } = await import('./find-secret-key.ts');
  const config = readSettings();
  const key = findSecretKey(config);
  if (!key) throw keyMissing();
  const audit = createAudit(deriveKey(key, 'audit'));
  const db = await openDatabase(config.databaseUrl);
  let notSent = 0;
  let mustLink = false;
  try {
    const done = await restoreBackup(file, {
      db,
      mediaFolder: join(config.dataDir, 'media'),
      secrets: createSecretBox(deriveKey(key, 'secrets')),
      async afterwards(tx, header) {
        notSent = await giveUpPending(tx, NOT_SENT);
        mustLink = await forgetLinkedDevice(tx);
        await audit.record(tx, {
          actor: localActor('cli'),
          action: 'store.restored',
          details: { madeAt: header.createdAt, madeBy: header.version, notSent },
          at: new Date(),
        });
      },
    });
    return { ...done, notSent, mustLink };
  } finally {
    await db.close();
  }
}
