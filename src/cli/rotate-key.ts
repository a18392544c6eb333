import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { readSettings } from './read-settings.ts';
import { withProgress } from './with-progress.ts';

/** `plantline rotate-key`: gives the store another key. */
export function rotateKeyCommand(): Command {
  return new Command('rotate-key')
    .description('Give the store another key: everything secret is encrypted anew, sessions end')
    .option('--new-key-file <file>', 'take the new key from this file; else one is made')
    .option('--json', 'print what was done as JSON')
    .action(async ({ newKeyFile, json }: { newKeyFile?: string; json?: true }) => {
      const { migrate, openDatabase } = await import('../db/index.ts');
      const { keyFromText } = await import('../lib/secret-key.ts');
      const { rotateSecretKey } = await import('./rotate-secret-key.ts');
      const { dataDir, databaseUrl, secretKey } = readSettings();
      const newKey =
        newKeyFile === undefined ? undefined : keyFromText(readFileSync(newKeyFile, 'utf8').trim());
      const db = await openDatabase(databaseUrl);
      try {
        await withProgress('Bringing the store up to date', migrate(db));
        const rotation = {
          db,
          dataDir,
          secretKey,
          now: () => new Date(),
          ...(newKey && { newKey }),
        };
        const done = await withProgress('Encrypting everything anew', rotateSecretKey(rotation));
        const place = done.newKeyFile ?? newKeyFile;
        if (json) console.log(JSON.stringify(done));
        else for (const line of linesOf(done, secretKey !== undefined, place)) console.log(line);
      } finally {
        await db.close();
      }
    });
}

function linesOf(
  { secrets, lost, sessionsEnded }: { secrets: number; lost: number; sessionsEnded: number },
  isGiven: boolean,
  place: string | undefined,
): readonly string[] {
  return [
    `The store has a new key: ${secrets} secrets encrypted anew, ${sessionsEnded} sessions ended.`,
    ...(lost > 0
      ? [`${lost} secrets could not be read with the old key either: enter them again.`]
      : []),
    isGiven
      ? `Before you start Plantline, set PLANTLINE_SECRET_KEY to the content of ${place}; then keep that file elsewhere.`
      : 'The old key is kept as secret.key.old: backups made before need it. Back up the new one, apart from the database.',
  ];
}
