/** Adds a PI Web API, one question and one person to the store, once the connection is checked. */
import { randomUUID } from 'node:crypto';
import { insertContact } from '../../src/chat/index.ts';
import { readConfig } from '../../src/config.ts';
import { insertDataSource, secretFieldsOf } from '../../src/data-sources/index.ts';
import { migrate, openDatabase } from '../../src/db/index.ts';
import { createLog } from '../../src/lib/log.ts';
import { createOutbound } from '../../src/lib/outbound/index.ts';
import { deriveKey, loadSecretKey } from '../../src/lib/secret-key.ts';
import { createSecretBox } from '../../src/lib/secrets.ts';
import { avevaPi } from '../../src/plugins/aveva-pi/index.ts';
import { checkTrigger, insertTrigger } from '../../src/triggers/index.ts';

const { PI_URL, PI_USER, PI_PASSWORD, PI_TAG = 'SINUSOID', PHONE } = process.env;
if (!PI_URL || !PHONE) throw new Error('Set PI_URL and PHONE first.');
const source = { baseUrl: PI_URL, user: PI_USER, password: PI_PASSWORD, defaultTag: PI_TAG };
const question = {
  name: 'load',
  type: 'value',
  config: { tag: PI_TAG, description: 'Net load' },
} as const;

const { timeZone, secretKey, dataDir, databaseUrl } = readConfig(process.env);
const now = new Date();
const config = avevaPi.config.parse(source);
const log = createLog('silent');
const outbound = createOutbound({ allowPrivate: true });
const tools = { log, clock: () => new Date(), timeZone, outbound };
const connection = await avevaPi.connect(config, tools);
const steps = await connection.check(AbortSignal.timeout(10_000));
await connection.close();
for (const { ok, name, message } of steps) {
  process.stdout.write(`${ok ? 'ok' : 'NOT OK'}  ${name}: ${message}\n`);
}

if (steps.every(({ ok }) => ok)) {
  const box = createSecretBox(deriveKey(loadSecretKey(secretKey, dataDir), 'secrets'));
  const db = await openDatabase(databaseUrl);
  await migrate(db);
  const id = randomUUID();
  await db.write(async (tx) => {
    const kept = { ...box.encryptFields({ ...source }, secretFieldsOf(avevaPi), id) };
    await insertDataSource(tx, { id, name: 'Plant PI', plugin: 'aveva-pi', config: kept }, now);
    await insertTrigger(tx, checkTrigger({ ...question, dataSourceId: id }, now, timeZone), now);
    const person = { name: 'Shift supervisor', phone: PHONE, status: 'approved' } as const;
    await insertContact(tx, { ...person, grants: { all: true } }, now);
  });
  await db.close();
  process.stdout.write(`Kept. Start Plantline and send it "${question.name}".\n`);
} else {
  process.exitCode = 1;
}
