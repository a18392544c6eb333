import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { GATEWAY_TAGS, type PiGateway, startPiGateway } from '../simulators/pi-gateway/index.ts';
import { type App, createApp } from '../src/app.ts';
import { createAudit, createRecordEarlier } from '../src/audit/index.ts';
import { type Config, readConfig } from '../src/config.ts';
import { migrate, openDatabase } from '../src/db/index.ts';
import { ImportChoices, openLegacyFile, runImport, takeCopy } from '../src/import-legacy/index.ts';
import { localActor } from '../src/lib/http/index.ts';
import { createLog } from '../src/lib/log.ts';
import { createOutbound } from '../src/lib/outbound/index.ts';
import { deriveKey, loadSecretKey } from '../src/lib/secret-key.ts';
import { createSecretBox } from '../src/lib/secrets.ts';
import { plugins } from '../src/plugins/index.ts';
import { writeSetting } from '../src/settings/index.ts';
import { callAsAdmin } from './support/call-as-admin.ts';
import {
  HAS_MARIADB,
  MARIADB,
  createMariadbDatabase,
  onMariadb,
} from './support/mariadb-database.ts';
import { makeLegacyDatabase } from './support/legacy-database.ts';
import { BUDI, LEGACY_PASSWORD, SARI, legacyPlant } from './support/legacy-plant.ts';

const SARI_ASKS = `+${SARI}`;

let folder: string;
let gateway: PiGateway;
let app: App;
let config: Config;
let alarms: Alarms | undefined;

/** Brings a predecessor's plant into the store of a Plantline that is about to start. */
async function moveOver(file: string): Promise<void> {
  const secretKey = loadSecretKey(config.secretKey, config.dataDir);
  const auditKey = deriveKey(secretKey, 'audit');
  const db = await openDatabase(config.databaseUrl);
  await migrate(db);
  const copy = await takeCopy(file, folder);
  const legacy = openLegacyFile(copy.path);
  const tools = {
    db,
    audit: createAudit(auditKey),
    recordEarlier: createRecordEarlier(auditKey),
    plugins: plugins.dataSources,
    secrets: createSecretBox(deriveKey(secretKey, 'secrets')),
    outbound: createOutbound({ allowPrivate: true }),
    clock: () => new Date(),
    timeZone: config.timeZone,
  };
  await runImport(tools, legacy, ImportChoices.parse({}), {
    dryRun: false,
    actor: localActor('cli'),
  });
  legacy.close();
  await copy.remove();
  // A test asks faster than any person.
  await db.write((tx) => writeSetting(tx, 'spam_detection.enabled', false, new Date()));
  await db.close();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plantline-test-'));
  gateway = await startPiGateway({ timeZone: 'Asia/Jakarta' });
  // The machine stands in another zone than the plant, as containers do.
  config = readConfig(
    {
      PLANTLINE_DATA_DIR: join(folder, 'data'),
      PLANTLINE_PORT: '0',
      PLANTLINE_LOG_LEVEL: 'silent',
      PLANTLINE_TIME_ZONE: 'UTC',
    },
    'UTC',
  );
  if (HAS_MARIADB) alarms = await makeAlarms();
  const plant = legacyPlant(gateway.url, alarms?.connection);
  await moveOver(makeLegacyDatabase(join(folder, 'old', 'app.db'), plant));
  app = await createApp({ config, log: createLog('silent'), clock: () => new Date() });
  await app.start();
}, 60_000);

afterAll(async () => {
  await app.stop();
  await gateway.close();
  await alarms?.drop();
  await rm(folder, { recursive: true, force: true });
});

async function ask(text: string, from = SARI_ASKS) {
  const { replies } = await app.receive({ from, text }, 15_000);
  return {
    text: replies.map((reply) => reply.text).join('\n'),
    facts: replies.flatMap((reply) => reply.facts),
  };
}

type Alarms = { readonly connection: object; drop(): Promise<void> };

/** The alarm table that the predecessor's plants have, read by an account that may only read it. */
async function makeAlarms(): Promise<Alarms> {
  const { name, drop } = await createMariadbDatabase();
  const account = `'${name.slice(0, 30)}'@'%'`;
  const password = 'plain-Secret-1';
  await onMariadb(
    [
      `CREATE TABLE alarms (
        id INT PRIMARY KEY, tag VARCHAR(40), description VARCHAR(200), level VARCHAR(10), total INT, unit VARCHAR(10),
        alarm_date DATETIME, date DATETIME, comment TEXT, comment_by VARCHAR(40), comment_created DATETIME,
        review_ppe TEXT, wo_or_sr VARCHAR(40), review_ppe_created DATETIME, review_by VARCHAR(40))`,
      `INSERT INTO alarms (id, tag, description, level, total, unit, alarm_date, date) VALUES
        (1, '8DRUM', 'Drum level high', 'HH', 3, 'mm', '2025-10-01 12:00:00', '2025-10-01 12:00:00'),
        (2, '8VAC', 'Vacuum low', 'L', 1, 'kPa', '2025-10-01 13:00:00', '2025-10-01 13:00:00')`,
      `CREATE USER ${account} IDENTIFIED BY '${password}'`,
      `GRANT SELECT ON ${name}.* TO ${account}`,
    ],
    name,
  );
  return {
    connection: {
      host: MARIADB.hostname,
      port: Number(MARIADB.port || 3306),
      database: name,
      user: name.slice(0, 30),
      password,
    },
    async drop() {
      await onMariadb(`DROP USER ${account}`);
      await drop();
    },
  };
}

/** What the plant's gateway says of a tag at an instant. */
function plantSays(tag: string, timestamp: string): unknown {
  return GATEWAY_TAGS[tag]?.(Date.parse(timestamp));
}

type Fact = {
  readonly tag: string;
  readonly value: unknown;
  readonly timestamp: string;
  readonly quality: string;
};

describe('after moving over, the same words in the chat give the same data', () => {
  test.each(['8TM', ' 8 t M ', '*8tm*'])(
    '%j is the present value of its tag, at its time',
    async (text) => {
      const { facts } = await ask(text);
      const [fact] = facts as unknown as readonly Fact[];
      // The other one is of an hour before, for the arrow.
      expect(facts).toHaveLength(2);
      expect(fact).toMatchObject({ tag: '8TMWATTSNET', quality: 'good' });
      expect(fact?.value).toBe(plantSays('8TMWATTSNET', fact?.timestamp ?? ''));
      expect(Math.abs(Date.now() - Date.parse(fact?.timestamp ?? ''))).toBeLessThan(60_000);
    },
  );

  test('7ex20: twenty values of the tag its query names, a minute apart, where the predecessor mixed another in', async () => {
    const { facts } = await ask('7ex20');
    const values = facts as unknown as readonly Fact[];
    expect(values).toHaveLength(20);
    for (const { tag, value, timestamp } of values) {
      expect(tag).toBe('7TMWATTSNET');
      expect(value).toBe(plantSays('7TMWATTSNET', timestamp));
    }
    const times = values.map(({ timestamp }) => Date.parse(timestamp)).toSorted((a, b) => a - b);
    const steps = times.slice(1).map((ms, index) => ms - (times[index] ?? 0));
    expect(new Set(steps)).toEqual(new Set([60_000]));
  });

  test('7AGC, a trigger of the second version, is its own tag and not that of its connection', async () => {
    const { facts } = await ask('7agc', `+${SARI}`);
    const [fact] = facts as unknown as readonly Fact[];
    expect(fact?.tag).toBe('7AGC-MWSET');
    expect(fact?.value).toBe(plantSays('7AGC-MWSET', fact?.timestamp ?? ''));
  });

  test('grup uji: a group answers with all its members', async () => {
    const { facts } = await ask('Grup Uji', SARI_ASKS);
    const tags = new Set((facts as unknown as readonly Fact[]).map(({ tag }) => tag));
    expect(tags).toEqual(new Set(['8TMWATTSNET', '7TMWATTSNET']));
  });
});

test('tesgroub: a composite trigger answers with the members it named', async () => {
  const { facts } = await ask('TesGroub');
  const tags = new Set((facts as unknown as readonly Fact[]).map(({ tag }) => tag));
  expect(tags).toEqual(new Set(['7AGC-MWSET', '8TMWATTSNET']));
});

test.skipIf(!HAS_MARIADB)(
  'Data Alarms: the stored query is asked of the database, with the password that was encrypted on the way (needs MariaDB)',
  async () => {
    const { text } = await ask('data alarms');
    expect(text).toContain('Drum level high');
    expect(text).toContain('Vacuum low');
    expect(text.indexOf('Vacuum low')).toBeLessThan(text.indexOf('Drum level high'));
  },
);

test('who was known by a LID is the same person under the phone number', async () => {
  const { facts } = await ask('8tm', '111222333444555@lid');
  expect(facts[0]).toMatchObject({ tag: '8TMWATTSNET' });
});

test('who only wrote in groups waits for approval, and sees nothing of the plant', async () => {
  const { text, facts } = await ask('8tm', `+${BUDI}`);
  expect(facts).toEqual([]);
  expect(text).toMatch(/admin|approv|setuju/i);
});

test('a user logs in with the password of before, and it is kept better from then on', async () => {
  const logIn = async () =>
    await fetch(`${app.address()}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'sari', password: LEGACY_PASSWORD }),
    });
  const response = await logIn();
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ user: { username: 'sari', role: 'admin' } });
  expect((await logIn()).status).toBe(200);
});

test('the admin page shows what came over, and no old message is answered', async () => {
  const call = callAsAdmin(config, app.address());
  const messages = (await (await call('GET', '/messages?limit=100')).json()) as {
    items: { id: string; status: string }[];
  };
  const old = messages.items.filter(({ id }) => id.startsWith('3EB0'));
  expect(old.map(({ status }) => status).toSorted()).toEqual(['ignored', 'processed', 'processed']);
  const sent = (await (await call('GET', '/outgoing-messages?limit=100&q=Terlalu')).json()) as {
    items: { status: string }[];
  };
  expect(sent.items.map(({ status }) => status)).toEqual(['sent']);
  const verdict = (await (await call('POST', '/audit-logs/verify')).json()) as { ok: boolean };
  expect(verdict.ok).toBe(true);
  const test = await call('POST', '/data-sources/conn-mf0aaaaa-11111/test');
  expect(await test.json()).toMatchObject({ status: 'success' });
});
