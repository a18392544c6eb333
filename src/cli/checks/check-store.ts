import { existsSync } from 'node:fs';
import { assertStoreKey, verifyAudit } from '../../audit/index.ts';
import type { Config } from '../../config.ts';
import { createSources, loadConfiguredSources } from '../../data-sources/index.ts';
import { type Db, listDueMigrations, openDatabase } from '../../db/index.ts';
import { createLog } from '../../lib/log.ts';
import { deriveKey } from '../../lib/secret-key.ts';
import { createSecretBox } from '../../lib/secrets.ts';
import { plugins } from '../../plugins/index.ts';
import { loadOutsidePlugins } from '../../plugins/load-outside-plugins.ts';
import { findSecretKey } from '../find-secret-key.ts';
import { plainLine } from '../plain-line.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** The store, the chain of its audit log, and whether its data sources answer. Makes and changes nothing. */
export async function checkStore(config: Config): Promise<readonly Finding[]> {
  const { databaseUrl } = config;
  const file = /^sqlite:(?!:)(.+)/u.exec(databaseUrl)?.[1];
  if (file !== undefined && !existsSync(file)) {
    return [ok('store', 'There is no store yet; the first start makes it.')];
  }
  let db: Db;
  try {
    db = await openDatabase(databaseUrl);
  } catch (error) {
    return [fail('store', plainLine(error))];
  }
  try {
    const due = await listDueMigrations(db);
    if (due.includes('first-tables')) {
      return [
        ok('store', 'The store is empty; the first start, or plantline migrate, makes its tables.'),
      ];
    }
    if (due.length > 0) {
      return [
        warn(
          'store',
          `The store is to be upgraded (${due.join(', ')}): the next start, or plantline migrate, does it.`,
        ),
      ];
    }
    const key = findSecretKey(config);
    const up = ok(
      'store',
      `The store (${db.engine === 'sqlite' ? file : 'PostgreSQL'}) is up to date`,
    );
    if (!key) {
      return [
        up,
        fail(
          'key',
          'The key that this store was made with is missing: put secret.key back from a backup, or set PLANTLINE_SECRET_KEY.',
        ),
      ];
    }
    await assertStoreKey(db.read, key);
    return [up, await checkAudit(db, key), ...(await checkSources(db, key, config))];
  } catch (error) {
    return [fail('store', plainLine(error))];
  } finally {
    await db.close();
  }
}

async function checkAudit(db: Db, key: Buffer): Promise<Finding> {
  const {
    ok: holds,
    checked,
    firstBroken,
    head,
    unchained,
  } = await verifyAudit(db.read, deriveKey(key, 'audit'));
  if (!holds) {
    const { seq, reason } = firstBroken ?? { seq: 0, reason: 'missing' };
    const what =
      reason === 'missing'
        ? 'one before it is missing'
        : 'it was changed, or written with another key';
    return fail(
      'audit',
      `The audit log does not hold at entry ${seq}: ${what}. Compare with a backup, and find out who can write to the store.`,
    );
  }
  if (!head) return ok('audit', 'The audit log is empty');
  const others = unchained > 0 ? `; ${unchained} more were written by other programs` : '';
  return ok(
    'audit',
    `The audit log holds: ${checked} ${checked === 1 ? 'entry' : 'entries'}, the last is ${head.seq} ${head.hash}${others}`,
  );
}

async function checkSources(db: Db, key: Buffer, config: Config): Promise<Finding[]> {
  const { timeZone } = config;
  const outside = await loadOutsidePlugins(config.plugins, config.dataDir, plugins.dataSources);
  const problems = outside.problems.map(({ message }) => warn('plugin', message));
  const kinds = [...plugins.dataSources, ...outside.dataSources];
  const secrets = createSecretBox(deriveKey(key, 'secrets'));
  const configured = await loadConfiguredSources(db.read, kinds, secrets);
  const log = createLog('silent');
  const sources = createSources(kinds, { log, clock: () => new Date(), timeZone });
  try {
    const answers = await Promise.all(
      configured.map(async (source) => {
        const steps = await sources.test(source);
        const failed = steps.find((step) => !step.ok);
        return failed
          ? fail('source', `${source.name}: ${failed.message}`)
          : ok('source', `${source.name} answers`);
      }),
    );
    return [...problems, ...answers];
  } finally {
    await sources.close();
  }
}
