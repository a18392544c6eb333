import { readFile, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import type { Change } from '../audit/index.ts';
import type { ConfigurationTools } from '../configuration/index.ts';
import type { Config } from '../config.ts';
import type { Db } from '../db/index.ts';
import { readSettings } from './read-settings.ts';

/** `plantline config …`: what is set up, as a file that can be kept, compared and brought back. */
export function configCommand(): Command {
  const prune = ['--prune', 'also remove what is not in the file'] as const;
  return new Command('config')
    .description('Keep what is set up as a YAML file: sources, triggers, groups, presets, settings')
    .addCommand(
      new Command('export')
        .description('Print what is set up, secrets as the names of environment variables')
        .option('--output <file>', 'write it to a file instead')
        .option('--json', 'print it as JSON')
        .action(exportFile),
    )
    .addCommand(
      new Command('diff')
        .description('Say what differs between the store and a file; nothing is changed')
        .argument('<file>', 'what plantline config export printed')
        .option(...prune)
        .option('--json', 'print the differences as JSON')
        .action(diffFile),
    )
    .addCommand(
      new Command('import')
        .description('Make the store what a file says: all of it or nothing')
        .argument('<file>', 'what plantline config export printed')
        .option(...prune)
        .option('--json', 'print what was changed as JSON')
        .action(importFile),
    );
}

type FileOptions = { readonly prune?: boolean; readonly json?: true };

async function exportFile({ output, json }: { output?: string; json?: true }): Promise<void> {
  const { readConfiguration, toYaml } = await import('../configuration/index.ts');
  const configuration = await inStore(
    async ({ db, tools }) => await readConfiguration(db.read, tools.plugins),
  );
  const text = json ? `${JSON.stringify(configuration, null, 2)}\n` : toYaml(configuration);
  if (output === undefined) process.stdout.write(text);
  else await writeFile(output, text, { mode: 0o600 });
}

async function diffFile(file: string, { prune = false, json }: FileOptions) {
  const { describeChanges, diffConfiguration } = await import('../configuration/index.ts');
  const wanted = await readWanted(file);
  const { planned } = await inStore(
    async ({ db, tools }) => await diffConfiguration(db.read, wanted, prune, tools),
  );
  if (json) console.log(JSON.stringify({ changes: planned }));
  else if (planned.length === 0) console.log('Nothing differs.');
  else for (const line of describeChanges(planned)) console.log(line);
}

async function importFile(file: string, { prune = false, json }: FileOptions): Promise<void> {
  const { describeChanges, importConfiguration } = await import('../configuration/index.ts');
  const { createOutbound } = await import('../lib/outbound/index.ts');
  const { localActor } = await import('../lib/http/index.ts');
  const wanted = await readWanted(file);
  const planned = await inStore(async ({ change, tools, config }) => {
    const outbound = createOutbound({ allowPrivate: true });
    const clock = () => new Date();
    const { timeZone } = config;
    const how = { ...tools, prune, outbound, clock, timeZone };
    return await importConfiguration(change, localActor('cli'), wanted, how);
  }, true);
  if (json) console.log(JSON.stringify({ changes: planned }));
  else if (planned.length === 0) console.log('Nothing differed.');
  else for (const line of describeChanges(planned)) console.log(line);
  const hasTransport = planned.some(({ section }) => section === 'transports');
  if (hasTransport)
    console.error('Restart a running Plantline: it sets its transports up at its start.');
}

async function readWanted(file: string) {
  const { parseConfiguration } = await import('../configuration/index.ts');
  return parseConfiguration(await readFile(file, 'utf8'));
}

type Store = {
  readonly db: Db;
  readonly change: Change;
  readonly tools: ConfigurationTools;
  readonly config: Config;
};

/** @param mayMake whether the store is made or upgraded first; otherwise there must be one, up to date */
async function inStore<T>(work: (store: Store) => Promise<T>, mayMake = false): Promise<T> {
  const { createAudit, createChange, findStoreKey } = await import('../audit/index.ts');
  const { listDueMigrations, migrate, openDatabase } = await import('../db/index.ts');
  const { deriveKey } = await import('../lib/secret-key.ts');
  const { createSecretBox } = await import('../lib/secrets.ts');
  const { findSecretKey } = await import('./find-secret-key.ts');
  const { storeNotReady } = await import('../configuration/index.ts');
  const config = readSettings();
  if (!mayMake && !findSecretKey(config)) throw storeNotReady();
  const db = await openDatabase(config.databaseUrl);
  try {
    if (mayMake) await migrate(db);
    else if ((await listDueMigrations(db)).length > 0) throw storeNotReady();
    const key = await findStoreKey(db.read, config);
    const plugins = await allPlugins(config);
    const audit = createAudit(deriveKey(key, 'audit'));
    const change = createChange({ db, audit, clock: () => new Date() });
    const secrets = createSecretBox(deriveKey(key, 'secrets'));
    return await work({
      db,
      change,
      tools: { plugins, secrets, environment: process.env },
      config,
    });
  } finally {
    await db.close();
  }
}

/** Those that are shipped, and those of packages that the settings name. */
async function allPlugins({ plugins: names, dataDir }: Config) {
  const { plugins } = await import('../plugins/index.ts');
  const { loadOutsidePlugins } = await import('../plugins/load-outside-plugins.ts');
  const outside = await loadOutsidePlugins(names, dataDir, plugins.dataSources);
  for (const problem of outside.problems) console.error(problem.message);
  return { ...plugins, dataSources: [...plugins.dataSources, ...outside.dataSources] };
}
