import { join } from 'node:path';
import { Command } from 'commander';
import { readSettings } from './read-settings.ts';
import { withProgress } from './with-progress.ts';

/** `plantline backup <file>`: everything of this Plantline but its key, in one file, while it may be running. */
export function backupCommand(): Command {
  return new Command('backup')
    .description('Write the store, pictures and files into one file, also while Plantline runs')
    .argument('<file>', 'the file to make, such as plantline.backup')
    .option('--json', 'print what was written as JSON')
    .action(async (file: string, { json }: { json?: true }) => {
      const done = await withProgress('Writing the backup', backUp(file));
      if (json) {
        console.log(JSON.stringify(done));
        return;
      }
      const rows = Object.values(done.rows).reduce((sum, count) => sum + count, 0);
      console.log(`${done.file}: ${rows} rows, ${done.files} files, ${done.sizeBytes} bytes.`);
      console.log(
        'It holds messages and phone numbers as they are: keep it where only you can read it.',
      );
      console.log(
        'The key is not in it, and without the key its passwords are lost: keep secret.key (or PLANTLINE_SECRET_KEY) elsewhere.',
      );
    });
}

async function backUp(file: string) {
  const { nothingToBackUp, writeBackup } = await import('../backup/index.ts');
  const { createAudit, findStoreKey } = await import('../audit/index.ts');
  const { listDueMigrations, openDatabase } = await import('../db/index.ts');
  const { localActor } = await import('../lib/http/index.ts');
  const { deriveKey } = await import('../lib/secret-key.ts');
  const { createSecretBox } = await import('../lib/secrets.ts');
  const { findSecretKey } = await import('./find-secret-key.ts');
  const config = readSettings();
  const keyAtHand = findSecretKey(config);
  if (!keyAtHand) throw nothingToBackUp();
  const db = await openDatabase(config.databaseUrl);
  try {
    const due = await listDueMigrations(db);
    if (due.includes('first-tables')) throw nothingToBackUp();
    // A store that is to be upgraded is backed up as it is, before.
    const key = due.length > 0 ? keyAtHand : await findStoreKey(db.read, config);
    const done = await writeBackup(file, {
      databaseUrl: config.databaseUrl,
      mediaFolder: join(config.dataDir, 'media'),
      secrets: createSecretBox(deriveKey(key, 'secrets')),
      at: new Date(),
    });
    // Whoever has the file has every message, so who made it is known.
    const { rows, files, sizeBytes } = done;
    const entry = { actor: localActor('cli'), action: 'store.backed_up', at: new Date() };
    const audit = createAudit(deriveKey(key, 'audit'));
    await db.write((tx) => audit.record(tx, { ...entry, details: { rows, files, sizeBytes } }));
    return done;
  } finally {
    await db.close();
  }
}
