import { openDatabase } from '../../src/db/index.ts';
import { rotateSecretKey } from '../../src/cli/rotate-secret-key.ts';

/*
 * Rotates the key of a store and is killed at a step, as by `kill -9`:
 * node rotate-key-process.ts <database URL> <data folder> <step> [present key]
 */
const [databaseUrl = '', dataDir = '', step = '', secretKey] = process.argv.slice(2);
const db = await openDatabase(databaseUrl);
await rotateSecretKey({
  db,
  dataDir,
  secretKey,
  now: () => new Date(),
  onStep: (now) => void (now === step && process.kill(process.pid, 'SIGKILL')),
});
await db.close();
