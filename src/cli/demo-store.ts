import { randomBytes } from 'node:crypto';
import { ensureFirstAdmin } from '../accounts/index.ts';
import { createAudit, findStoreKey } from '../audit/index.ts';
import type { Config } from '../config.ts';
import { protectConfigWith } from '../data-sources/index.ts';
import { migrate, openDatabase } from '../db/index.ts';
import { demoSource } from '../demo/demo-source.ts';
import { followDemoPlant } from '../demo/follow-demo-plant.ts';
import { seedDemo } from '../demo/seed-demo.ts';
import { deriveKey } from '../lib/secret-key.ts';
import { createSecretBox } from '../lib/secrets.ts';
import { plugins } from '../plugins/index.ts';

const RANDOM_PASSWORD_BYTES = 16;

export type DemoAdmin = {
  readonly username: string;
  /** Absent when the settings gave it, since whoever wrote them knows it. */
  readonly password: string | undefined;
};

/**
 * Makes the store of a demo: tables, a first admin, and the demo plant's source, triggers and contacts. What is
 * there already stays as it is.
 *
 * @returns the admin that this start made, if it made one
 */
export async function prepareDemoStore(
  config: Config,
  piBaseUrl: string,
): Promise<DemoAdmin | undefined> {
  const db = await openDatabase(config.databaseUrl);
  try {
    await migrate(db);
    const secretKey = await findStoreKey(db.read, config);
    const box = createSecretBox(deriveKey(secretKey, 'secrets'));
    const audit = createAudit(deriveKey(secretKey, 'audit'));
    const now = new Date();
    const source = demoSource(piBaseUrl, protectConfigWith(box, plugins.dataSources));
    const admin = {
      username: config.adminUsername ?? 'admin',
      password: config.adminPassword ?? randomBytes(RANDOM_PASSWORD_BYTES).toString('base64url'),
    };
    const [made] = await Promise.all([
      ensureFirstAdmin({ db, audit }, admin, now),
      db.write((tx) => seedDemo(tx, source, now)),
    ]);
    await followDemoPlant(db, piBaseUrl, now);
    return (
      made && {
        username: admin.username,
        password: config.adminPassword ? undefined : admin.password,
      }
    );
  } finally {
    await db.close();
  }
}
