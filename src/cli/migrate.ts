import { Command } from 'commander';
import { readSettings } from './read-settings.ts';
import { withProgress } from './with-progress.ts';

/** `plantline migrate`: makes or upgrades the store that the settings name. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description('Make or upgrade the store that PLANTLINE_DATABASE_URL names')
    .option('--json', 'print what was done as JSON')
    .action(async ({ json }: { json?: true }) => {
      const { migrate, openDatabase } = await import('../db/index.ts');
      const db = await openDatabase(readSettings().databaseUrl);
      try {
        const migrations = await withProgress('Bringing the store up to date', migrate(db));
        if (json) console.log(JSON.stringify({ migrations }));
        else if (migrations.length === 0) console.log('The store is up to date.');
        else for (const name of migrations) console.log(`Done: ${name}`);
      } finally {
        await db.close();
      }
    });
}
