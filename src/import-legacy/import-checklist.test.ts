import { describe, expect, test } from 'vitest';
import { hashSync } from 'bcryptjs';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import {
  AUDIT_KEY,
  IMPORT_SECRETS,
  IMPORTED_AT,
  countsOf,
  importRows,
  lineOf,
} from '../../tests/support/import-legacy.ts';
import {
  BUDI,
  SARI,
  legacyPlant,
  message,
  piConnection,
  piTrigger,
  selectTop,
} from '../../tests/support/legacy-plant.ts';
import type { LegacyRows } from '../../tests/support/legacy-database.ts';
import { verifyAudit } from '../audit/index.ts';
import { findContactByAddress, listUnprocessed } from '../chat/index.ts';
import { findDataSource, listDataSources, listQueryPresets } from '../data-sources/index.ts';
import type { Db } from '../db/index.ts';
import { listAiTriggers } from '../ai/index.ts';
import { readSettings } from '../settings/index.ts';
import { findTrigger, listTriggerGroups, listTriggers } from '../triggers/index.ts';

const GATEWAY = 'http://10.0.0.7:6066';
const A = 'conn-mf0aaaaa-11111';
const B = 'conn-mf0bbbbb-22222';
const C = 'conn-mf0ccccc-33333';

/** Every row of a table, in the order of a column. */
async function rowsOf(
  db: Db,
  table: 'messages' | 'audit_logs' | 'users' | 'outgoing_messages' | 'contacts',
) {
  return await db.read
    .selectFrom(table)
    .selectAll()
    .orderBy('created_at' as never)
    .execute();
}

async function contentOf(db: Db): Promise<string> {
  const tables = [
    'data_sources',
    'triggers',
    'trigger_groups',
    'trigger_group_members',
    'answer_names',
    'ai_triggers',
    'query_presets',
    'system_settings',
    'users',
    'contacts',
    'contact_identities',
    'messages',
    'outgoing_messages',
    'audit_logs',
    'change_versions',
  ] as const;
  const all = [];
  for (const table of tables) {
    const rows = await db.read.selectFrom(table).selectAll().execute();
    all.push([table, rows.map((row) => JSON.stringify(row)).toSorted()]);
  }
  return JSON.stringify(all);
}

describe.each(ENGINES)('moving over from the predecessor, on %s', (engine) => {
  test('a second time finds everything there already and changes nothing', async () => {
    const db = await freshDatabase(engine);
    const first = await importRows(db, legacyPlant(GATEWAY));
    expect(first.hasChanges).toBe(true);
    const before = await contentOf(db);
    const second = await importRows(db, legacyPlant(GATEWAY));
    expect(second.hasChanges).toBe(false);
    expect(second.tables.map(({ brought, changed, merged }) => brought + changed + merged)).toEqual(
      second.tables.map(() => 0),
    );
    expect(await contentOf(db)).toBe(before);
  });

  test('every row of the file has one outcome, and a dry run says the same and writes nothing', async () => {
    const db = await freshDatabase(engine);
    const before = await contentOf(db);
    const told = await importRows(db, legacyPlant(GATEWAY), { dryRun: true });
    expect(await contentOf(db)).toBe(before);
    const done = await importRows(db, legacyPlant(GATEWAY));
    expect(done.tables).toEqual(told.tables);
    expect(done.lines).toEqual(told.lines);
    for (const [table, rows] of Object.entries(legacyPlant(GATEWAY))) {
      const counts = countsOf(done, table);
      expect([table, counts?.rows]).toEqual([table, rows.length]);
      const {
        brought = 0,
        changed = 0,
        merged = 0,
        alreadyHere = 0,
        leftOut = 0,
        refused = 0,
      } = counts ?? {};
      expect(brought + changed + merged + alreadyHere + leftOut + refused).toBe(rows.length);
    }
  });

  test('2: passwords are encrypted on the way, and stand nowhere in clear', async () => {
    const db = await freshDatabase(engine);
    const report = await importRows(db, legacyPlant(GATEWAY));
    const source = await findDataSource(db.read, C);
    expect(source).toMatchObject({
      name: 'Alarms',
      plugin: 'mysql',
      config: {
        host: '127.0.0.1',
        port: 3306,
        database: 'plant',
        user: 'reader',
        timeZone: 'Asia/Jakarta',
      },
    });
    expect(source?.config['password']).toMatch(/^enc:v1:/);
    expect(IMPORT_SECRETS.decryptFields(source?.config ?? {}, ['password'], C)).toMatchObject({
      password: 'plain-Secret-1',
    });
    const everything = (await contentOf(db)) + JSON.stringify(report);
    expect(everything).not.toContain('plain-Secret-1');
    expect(everything).not.toContain('sk-plain');
  });

  test('3: all three shapes of a trigger are read, and the column "active" counts', async () => {
    const db = await freshDatabase(engine);
    await importRows(db, {
      data_sources: [piConnection(A, GATEWAY, 'TAG')],
      triggers: [
        piTrigger('b-1', 'v3', A, selectTop(1, 'T3')),
        {
          ...piTrigger('b-2', 'v2', A, ''),
          config: {
            api_url: selectTop(1, 'T2'),
            method: 'GET',
            desc: 'Second',
            sample: [],
            active: false,
          },
        },
        {
          ...piTrigger('t-3', 'second api', A, ''),
          config: {
            type: 'QUERY',
            api_url: selectTop(1, 'T1'),
            desc: 'Third',
            composite_triggers: [],
            active: true,
            aliases: [],
          },
          active: 0,
        },
      ],
    });
    expect((await findTrigger(db.read, 'b-1'))?.config).toMatchObject({
      tags: ['T3'],
      description: 'Values of v3',
    });
    expect(await findTrigger(db.read, 'b-2')).toMatchObject({
      active: true,
      config: { tags: ['T2'], description: 'Second' },
    });
    expect(await findTrigger(db.read, 't-3')).toMatchObject({
      active: false,
      config: { tags: ['T1'] },
    });
  });

  test('4: connections to one gateway become one source, and a trigger asks the tag of its query', async () => {
    const db = await freshDatabase(engine);
    const report = await importRows(db, {
      data_sources: [
        piConnection(A, GATEWAY, 'ALPHA'),
        piConnection(B, GATEWAY, 'BRAVO', { created_at: '2025-10-01 06:00:00' }),
        {
          ...piConnection(C, GATEWAY, ''),
          config: {
            host: '10.0.0.7',
            port: 6066,
            protocol: 'http',
            timeout: 10000,
            maxRetries: 3,
            defaultTag: 'DELTA',
          },
          created_at: '2025-10-01 07:00:00',
        },
        piConnection('conn-other', 'http://10.0.0.8:6066', 'ECHO'),
      ],
      triggers: [
        piTrigger('b-1', 'wrong there', A, selectTop(1, 'CHARLIE')),
        piTrigger('b-2', 'its own', B, 'SELECT TOP 1 * FROM Point'),
        piTrigger('b-3', 'placeholder', C, selectTop(5, '{tag}'), { interval: '30s' }),
        piTrigger('b-4', 'no top', A, "SELECT * FROM Point WHERE tag='ALPHA'"),
        piTrigger('b-5', 'too many', A, selectTop(5000, 'ALPHA'), { interval: '1m' }),
      ],
    });
    const sources = await listDataSources(db.read);
    expect(sources.map(({ id, name, plugin }) => ({ id, name, plugin }))).toEqual(
      expect.arrayContaining([
        { id: A, name: 'PI gateway', plugin: 'aveva-pi' },
        { id: 'conn-other', name: 'PI ECHO', plugin: 'aveva-pi' },
      ]),
    );
    expect(sources).toHaveLength(2);
    expect(sources.find(({ id }) => id === A)?.config).toMatchObject({
      mode: 'gateway',
      baseUrl: GATEWAY,
      timeZone: 'Asia/Jakarta',
      tags: [{ name: 'ALPHA' }, { name: 'BRAVO' }, { name: 'DELTA' }, { name: 'CHARLIE' }],
    });
    const asked = (await listTriggers(db.read)).map(({ id, type, dataSourceId, config }) => {
      const { tags, last, mode, interval } = config;
      return [id, type, dataSourceId, tags, last, mode, interval];
    });
    expect(asked.toSorted(byId)).toEqual([
      ['b-1', 'value', A, ['CHARLIE'], undefined, undefined, undefined],
      ['b-2', 'value', A, ['BRAVO'], undefined, undefined, undefined],
      ['b-3', 'history', A, ['DELTA'], 5, 'sampled', '30s'],
      ['b-4', 'history', A, ['ALPHA'], 10, 'sampled', '1h'],
      ['b-5', 'history', A, ['ALPHA'], 1000, 'sampled', '1m'],
    ]);
    expect(lineOf(report, 'triggers', 'b-1')?.notes.join()).toMatch(
      /Answers with CHARLIE now.*showed ALPHA/,
    );
    expect(lineOf(report, 'triggers', 'b-5')?.notes.join()).toContain(
      '1000 values instead of 5000',
    );
    expect(lineOf(report, 'data_sources', B)).toMatchObject({ outcome: 'merged' });
  });

  test('a gateway that Plantline asks already is not made a second time', async () => {
    const db = await freshDatabase(engine);
    await importRows(db, { data_sources: [piConnection(A, GATEWAY, 'ALPHA')] });
    const report = await importRows(db, {
      data_sources: [piConnection('conn-new', GATEWAY, 'NEW')],
      triggers: [piTrigger('b-9', 'new', 'conn-new', selectTop(1, 'NEW'))],
    });
    expect(await listDataSources(db.read)).toHaveLength(1);
    expect(await findTrigger(db.read, 'b-9')).toMatchObject({ dataSourceId: A });
    expect(lineOf(report, 'data_sources', 'conn-new')).toMatchObject({ outcome: 'merged' });
  });

  test('5: users keep their passwords; the first admin stays one, and roles are chosen', async () => {
    const db = await freshDatabase(engine);
    const report = await importRows(db, legacyPlant(GATEWAY), {
      choices: { roles: { budi: 'viewer' } },
    });
    expect(report.users).toEqual([
      expect.objectContaining({ username: 'sari', role: 'admin', isChosen: false }),
      expect.objectContaining({ username: 'budi', role: 'viewer', isChosen: true }),
    ]);
    const [sari, budi] = (await rowsOf(db, 'users')) as never as {
      username: string;
      role: string;
      created_by: string;
      password_hash: string;
    }[];
    expect(sari).toMatchObject({ username: 'sari', role: 'admin', created_by: null });
    expect(budi).toMatchObject({
      username: 'budi',
      role: 'viewer',
      created_by: '0a000000-0000-4000-8000-000000000001',
    });
    expect(sari?.password_hash).toMatch(/^\$2b\$12\$/);
    await expect(
      importRows(db, legacyPlant(GATEWAY), { choices: { roles: { nobody: 'admin' } } }),
    ).rejects.toMatchObject({
      code: 'imports.user_unknown',
    });
  });

  test('a user whose name is taken is refused, and one whose password cannot be checked needs a new one', async () => {
    const db = await freshDatabase(engine);
    await importRows(db, {
      users: [
        { username: 'Sari', password_hash: hashSync('x', 4), created_at: '2025-01-01 00:00:00' },
      ],
    });
    const report = await importRows(db, {
      users: [
        { id: 'u-1', username: 'sari', password_hash: hashSync('x', 4) },
        { id: 'u-2', username: 'dewi', password_hash: 'md5:abc' },
        { id: 'u-3', username: 'cli', password_hash: hashSync('x', 4) },
      ],
    });
    expect(lineOf(report, 'users', 'u-1')).toMatchObject({ outcome: 'refused' });
    expect(lineOf(report, 'users', 'u-2')?.notes.join()).toContain('user passwd');
    expect(lineOf(report, 'users', 'u-3')).toMatchObject({ outcome: 'refused' });
    const dewi = await db.read
      .selectFrom('users')
      .selectAll()
      .where('username', '=', 'dewi')
      .executeTakeFirst();
    expect(dewi?.password_hash).toBe('!');
  });

  test('6: sessions, the QR picture, locks and failed log-ins stay behind', async () => {
    const db = await freshDatabase(engine);
    const report = await importRows(db, legacyPlant(GATEWAY));
    expect(countsOf(report, 'sessions')).toMatchObject({ rows: 1, leftOut: 1 });
    expect(countsOf(report, 'whatsapp_status')).toMatchObject({ rows: 1, leftOut: 1 });
    expect(await db.read.selectFrom('sessions').selectAll().execute()).toEqual([]);
    expect(await db.read.selectFrom('whatsapp_status').selectAll().execute()).toEqual([]);
    const users = await db.read.selectFrom('users').selectAll().execute();
    expect(users.map(({ login_attempts, locked_until }) => [login_attempts, locked_until])).toEqual(
      [
        [0, null],
        [0, null],
      ],
    );
  });

  test('7: both forms of time are UTC, but a log-in with milliseconds, which is the machine’s clock', async () => {
    const db = await freshDatabase(engine);
    await importRows(db, legacyPlant(GATEWAY));
    const users = await db.read
      .selectFrom('users')
      .select(['username', 'last_login'])
      .orderBy('username')
      .execute();
    expect(users).toEqual([
      { username: 'budi', last_login: new Date('2025-10-02T01:02:03.000Z') },
      { username: 'sari', last_login: new Date('2025-10-02T01:02:03.456Z') },
    ]);
    expect((await findTrigger(db.read, 'b-1759366923001-aaaaaaaaa'))?.createdAt).toEqual(
      new Date('2025-10-01T05:00:00Z'),
    );
    expect((await findTrigger(db.read, 't-1759366923004-ddddddddd'))?.createdAt).toEqual(
      new Date('2025-10-02T01:02:03.456Z'),
    );
    const docker = await freshDatabase(engine);
    await importRows(docker, legacyPlant(GATEWAY), { choices: { timeZone: 'UTC' } });
    const sari = await docker.read
      .selectFrom('users')
      .select('last_login')
      .where('username', '=', 'sari')
      .executeTakeFirst();
    expect(sari?.last_login).toEqual(new Date('2025-10-02T08:02:03.456Z'));
  });

  test('8: one person is one contact by the phone, with every address; groups and channels are none', async () => {
    const db = await freshDatabase(engine);
    const contact = (id: string, phone: string, metadata: object = {}) => ({
      id,
      name: null,
      phone,
      metadata,
      created_at: '2025-10-01 00:00:00',
    });
    const report = await importRows(db, {
      contacts: [
        contact(`${SARI}@c.us`, SARI),
        contact('111222333444555@lid', '111222333444555'),
        contact('120363000000000001@g.us', '120363000000000001'),
        contact('120363000000000002@newsletter', '120363000000000002'),
        contact(`${BUDI}@c.us`, BUDI, { isBlocked: true }),
        contact('6281300000003@c.us', '6281300000003', { isMyContact: true }),
        contact('6281300000004@c.us', '6281300000004'),
      ],
      messages: [
        message('M1', '111222333444555@lid', 'halo'),
        message('M2', '6281300000005:7@c.us', 'halo', {
          metadata: { isGroup: true, hasMedia: false },
        }),
      ],
    });
    const sari = await findContactByAddress(db.read, '111222333444555@lid');
    expect(sari).toMatchObject({
      phone: `+${SARI}`,
      name: 'Sari Wulandari',
      status: 'approved',
      grants: { all: true },
    });
    for (const address of [`${SARI}@c.us`, `+${SARI}`]) {
      expect((await findContactByAddress(db.read, address))?.id).toBe(sari?.id);
    }
    const statusOf = async (phone: string) =>
      (await findContactByAddress(db.read, `+${phone}`))?.status;
    expect(await statusOf(BUDI)).toBe('blocked');
    expect(await statusOf('6281300000003')).toBe('approved');
    expect(await statusOf('6281300000004')).toBe('pending');
    expect(await statusOf('6281300000005')).toBe('pending');
    expect(countsOf(report, 'contacts')).toMatchObject({
      rows: 7,
      brought: 4,
      merged: 1,
      refused: 2,
    });
    expect(await db.read.selectFrom('contacts').selectAll().execute()).toHaveLength(5);
  });

  test('who is a contact here already stays as they are, and is known by the other addresses too', async () => {
    const db = await freshDatabase(engine);
    await importRows(db, { contacts: [{ id: `${SARI}@c.us`, phone: SARI, name: 'Old' }] });
    const before = await findContactByAddress(db.read, `+${SARI}`);
    await importRows(db, { messages: [message('M1', '111222333444555@lid', 'halo')] });
    expect(await findContactByAddress(db.read, '111222333444555@lid')).toEqual(before);
    expect(before).toMatchObject({ status: 'pending', name: 'Old' });
  });

  test('9: messages came in whatever their status says, and nobody is answered months later', async () => {
    const db = await freshDatabase(engine);
    const picture = 'A'.repeat(80_000);
    const report = await importRows(db, {
      messages: [
        message('M1', `${SARI}@c.us`, '8tm', { status: 'pending', processed_at: null }),
        message('M2', `${BUDI}@c.us`, '', {
          type: 'e2e_notification',
          metadata: { isGroup: false, hasMedia: false },
        }),
        message('M3', `${SARI}@c.us`, picture, { type: 'image' }),
        message('M4', `${SARI}@c.us`, '8tm', {
          metadata: { isGroup: false, spam: true, spamReason: 'Too many messages' },
        }),
        message('M5', `${SARI}@c.us`, '@628999 8tm', { metadata: { isGroup: true } }),
        message('M6', `${SARI}@c.us`, 'sudah makan?', { metadata: { isGroup: true } }),
        message('M7', `${SARI}@c.us`, 'no time', { created_at: 'broken', metadata: 'no json' }),
        { ...message('M8', '', 'nobody wrote'), sender: null },
      ],
    });
    expect(await listUnprocessed(db.read, { limit: 10 })).toEqual([]);
    const kept = await db.read.selectFrom('messages').selectAll().orderBy('id').execute();
    expect(kept.map(({ id, status, type }) => [id, status, type])).toEqual([
      ['M1', 'processed', 'chat'],
      ['M2', 'processed', 'e2e_notification'],
      ['M3', 'processed', 'image'],
      ['M4', 'spam', 'chat'],
      ['M5', 'processed', 'chat'],
      ['M6', 'ignored', 'chat'],
      ['M7', 'processed', 'chat'],
    ]);
    expect(kept.every(({ processed_at }) => processed_at !== null)).toBe(true);
    expect(kept[2]?.content).toHaveLength(80_000);
    expect(kept[0]).toMatchObject({
      chat: `+${SARI}`,
      sender: `+${SARI}`,
      contact_id: `${SARI}@c.us`,
    });
    expect(kept[0]?.created_at).toEqual(new Date('2025-10-02T01:02:03.456Z'));
    expect(kept[4]?.chat).toBeNull();
    expect(kept[6]?.created_at).toEqual(IMPORTED_AT);
    expect(lineOf(report, 'messages', 'M3')?.notes.join()).toContain('very long');
    expect(lineOf(report, 'messages', 'M8')).toMatchObject({ outcome: 'refused' });
    const without = await freshDatabase(engine);
    await importRows(
      without,
      { messages: [message('M6', `${SARI}@c.us`, 'x', { metadata: { isGroup: true } })] },
      { choices: { groupChatter: false } },
    );
    expect(await without.read.selectFrom('messages').selectAll().execute()).toEqual([]);
  });

  test('what was waiting to be sent is never sent', async () => {
    const db = await freshDatabase(engine);
    await importRows(db, legacyPlant(GATEWAY));
    const rows = await db.read.selectFrom('outgoing_messages').selectAll().orderBy('id').execute();
    expect(rows.map(({ recipient, status, message: text }) => [recipient, status, text])).toEqual([
      [`+${SARI}`, 'sent', 'Terlalu cepat'],
      [`+${BUDI}`, 'cancelled', 'Halo'],
    ]);
  });

  test('10: the log fits into the chain; shifted columns are in their places, results and secrets are gone', async () => {
    const db = await freshDatabase(engine);
    const rows = legacyPlant(GATEWAY);
    const report = await importRows(db, {
      ...rows,
      audit_logs: [
        ...(rows['audit_logs'] ?? []),
        {
          id: 'x-1',
          action: 'audit.pruned',
          details: { upTo: 900 },
          timestamp: '2025-10-01 05:00:00',
        },
        {
          id: 'x-2',
          action: 'connection_added',
          details: { config: { password: 'plain-Secret-2', host: 'h' } },
          timestamp: '2025-10-01 05:00:00',
        },
        { id: 'x-3', action: 'login_failed', details: 'not json', timestamp: 'never' },
      ],
    });
    const entries = await db.read
      .selectFrom('audit_logs')
      .selectAll()
      .where('action', 'like', 'predecessor.%')
      .orderBy('id')
      .execute();
    const byAction = new Map(entries.map((entry) => [entry.action, entry]));
    expect(byAction.get('predecessor.login_success')).toMatchObject({
      id: '0b000000-0000-4000-8000-000000000001',
      user_id: '0a000000-0000-4000-8000-000000000001',
      actor: 'sari',
      ip_address: '10.20.30.40',
      timestamp: new Date('2025-10-01T05:00:00Z'),
    });
    expect(byAction.get('predecessor.message_sent')).toMatchObject({
      ip_address: '10.20.30.41',
      user_agent: 'axios/1.12.2',
      details: { messageId: '3EB0AAAAAAAAAAAAAAAA', sender: `${SARI}@c.us` },
    });
    const executed = byAction.get('predecessor.trigger_executed')?.details;
    expect(executed).toEqual({
      triggerId: 'b-1759366923001-aaaaaaaaa',
      executionTime: 1759366923000,
      parameters: { triggerName: '8TM' },
    });
    expect(byAction.get('predecessor.connection_added')?.details).toEqual({
      config: { host: 'h' },
    });
    expect(JSON.stringify(entries)).not.toContain('10.9.8.7');
    expect(lineOf(report, 'audit_logs', 'x-3')).toMatchObject({ outcome: 'refused' });
    expect(await verifyAudit(db.read, AUDIT_KEY)).toMatchObject({
      ok: true,
      unchained: 0,
      firstBroken: null,
    });
  });

  test('the log is kept long enough for what was brought, unless somebody has chosen how long', async () => {
    const entry = (id: string, timestamp: string) => ({ id, action: 'logout', timestamp });
    const audit = {
      audit_logs: [entry('a', '2024-01-01 00:00:00'), entry('b', '2025-10-30 00:00:00')],
    };
    const db = await freshDatabase(engine);
    await importRows(db, audit);
    expect((await readSettings(db.read))['audit.retentionDays']).toBe(760);
    expect(await rowsInLog(db)).toEqual(['a', 'b']);
    const chosen = await freshDatabase(engine);
    await chosen.write(async (tx) => {
      const { writeSetting } = await import('../settings/index.ts');
      await writeSetting(tx, 'audit.retentionDays', 30, IMPORTED_AT);
    });
    const report = await importRows(chosen, audit);
    expect(await rowsInLog(chosen)).toEqual(['b']);
    expect(countsOf(report, 'audit_logs')).toMatchObject({ brought: 1, leftOut: 1 });
    expect(report.notes.join()).toContain('older than 30 days');
  });

  test('11: of one name the group answers, then the older trigger; the others get another name or become one', async () => {
    const db = await freshDatabase(engine);
    const rows: LegacyRows = {
      data_sources: [piConnection(A, GATEWAY, 'ALPHA')],
      triggers: [
        {
          ...piTrigger('b-new', '8 T M', A, selectTop(1, 'ECHO')),
          created_at: '2025-10-05 00:00:00',
        },
        piTrigger('b-old', '8TM', A, selectTop(1, 'ALPHA')),
        {
          ...piTrigger('b-same', '8tm', A, selectTop(1, 'ALPHA'), { description: 'other words' }),
          created_at: '2025-10-06 00:00:00',
        },
        piTrigger('b-group', 'Unit', A, selectTop(1, 'DELTA')),
        piTrigger('b-menu', 'menu', A, selectTop(1, 'FOX')),
        piTrigger('b-empty', 'lonely', A, selectTop(1, 'GOLF')),
      ],
      trigger_groups: [
        { id: 'g-1', name: 'UNIT', created_at: '2025-10-06 00:00:00' },
        { id: 'g-2', name: 'Lonely', created_at: '2025-10-06 00:00:00' },
      ],
      trigger_group_members: [
        { group_id: 'g-1', trigger_id: 'b-same' },
        { group_id: 'g-1', trigger_id: 'b-group' },
      ],
    };
    const report = await importRows(db, rows);
    const names = (await listTriggers(db.read)).map(({ id, name }) => [id, name]);
    expect(names.toSorted(byId)).toEqual([
      ['b-empty', 'lonely'],
      ['b-group', 'Unit (2)'],
      ['b-menu', 'trigger menu'],
      ['b-new', '8 T M (2)'],
      ['b-old', '8TM'],
    ]);
    const groups = (await listTriggerGroups(db.read)).map(({ id, name, triggerIds }) => [
      id,
      name,
      triggerIds,
    ]);
    expect(groups.toSorted(byId)).toEqual([
      ['g-1', 'UNIT', ['b-old', 'b-group']],
      ['g-2', 'Lonely (2)', []],
    ]);
    expect(lineOf(report, 'triggers', 'b-same')).toMatchObject({ outcome: 'merged' });
    expect(lineOf(report, 'triggers', 'b-new')?.notes.join()).toContain('Is called "8 T M (2)"');
    const again = await importRows(db, rows);
    expect(again.hasChanges).toBe(false);
  });

  test('a name that is taken here already gives way, and what was renamed here keeps its name', async () => {
    const db = await freshDatabase(engine);
    const { insertTrigger, updateTrigger } = await import('../triggers/index.ts');
    await db.write((tx) =>
      insertTrigger(tx, { name: '8TM', type: 'text', config: { text: 'mine' } }, IMPORTED_AT),
    );
    const rows: LegacyRows = {
      data_sources: [piConnection(A, GATEWAY, 'ALPHA')],
      triggers: [piTrigger('b-1', '8tm', A, selectTop(1, 'ALPHA'))],
    };
    await importRows(db, rows);
    expect(await findTrigger(db.read, 'b-1')).toMatchObject({ name: '8tm (2)' });
    await db.write((tx) => updateTrigger(tx, 'b-1', { name: '7AGC' }, IMPORTED_AT));
    await importRows(db, {
      ...rows,
      triggers: [...(rows['triggers'] ?? []), piTrigger('b-2', '7 agc', A, selectTop(1, 'BRAVO'))],
    });
    expect(await findTrigger(db.read, 'b-1')).toMatchObject({ name: '7AGC' });
    expect(await findTrigger(db.read, 'b-2')).toMatchObject({ name: '7 agc (2)' });
  });

  test('12: limits that only flagged people become Plantline’s own, and the report says so', async () => {
    const db = await freshDatabase(engine);
    const report = await importRows(db, legacyPlant(GATEWAY));
    expect(await readSettings(db.read)).toMatchObject({
      'spam_detection.enabled': true,
      'spam_detection.windowSeconds': 10,
      'spam_detection.maxMessagesPerWindow': 6,
      'spam_detection.warningThreshold': 8,
      'spam_detection.cooldownMinutes': 1,
      'spam_detection.warningMessage': 'Pelan-pelan saja.',
    });
    expect(report.notes.join()).toContain("the predecessor's (4 / 2 / 3) only flagged people");
    const never = await importRows(await freshDatabase(engine), {});
    expect(never.notes.join()).toContain("the predecessor's (6 / 1 / 3) only flagged people");
  });

  test('13: old names of plugins and what cannot be asked any more', async () => {
    const db = await freshDatabase(engine);
    const report = await importRows(db, {
      data_sources: [
        {
          id: 'mysql-1',
          name: 'Old',
          plugin: 'mysql',
          config: { host: 'db', port: '3307', user: 'u', password: '', database: 'd' },
        },
        {
          id: 'conn-ora',
          name: 'Maximo',
          plugin: 'database',
          database_type: 'oracle',
          config: { host: 'ora', port: 1521, service: 'MAXDB', user: 'u', password: 'p' },
        },
        { id: 'conn-odd', name: 'Odd', plugin: 'database', database_type: 'db2', config: {} },
        { id: 'conn-bad', name: 'Bad', plugin: 'aveva-pi', config: '{broken' },
        {
          id: 'ai-connection',
          name: 'AI',
          plugin: 'AI',
          config: { endpoint: 'http://ai.example/ask ', apiKey: 'k' },
        },
      ],
      triggers: [
        piTrigger('b-1', 'gone', 'conn-bad', selectTop(1, 'X')),
        piTrigger('b-2', 'empty', 'mysql-1', ' '),
        { ...piTrigger('b-3', 'broken', 'mysql-1', ''), config: '{broken' },
        { ...piTrigger('b-4', 'odd', null, ''), type: 'INFO', config: { desc: 'Call 112' } },
        {
          ...piTrigger('b-5', 'order', null, ''),
          type: 'API',
          config: { api_url: 'https://maximo.example/api/orders' },
        },
      ],
    });
    expect(await findDataSource(db.read, 'mysql-1')).toMatchObject({
      plugin: 'mysql',
      config: { host: 'db', port: 3307, database: 'd' },
    });
    expect(await findDataSource(db.read, 'conn-ora')).toMatchObject({
      plugin: 'oracle',
      config: { service: 'MAXDB' },
    });
    for (const id of ['conn-odd', 'conn-bad', 'ai-connection']) {
      expect(lineOf(report, 'data_sources', id)).toMatchObject({ outcome: 'refused' });
    }
    expect(await findTrigger(db.read, 'b-1')).toMatchObject({ active: false, dataSourceId: null });
    expect(await findTrigger(db.read, 'b-4')).toMatchObject({
      type: 'text',
      config: { text: 'Call 112' },
    });
    for (const id of ['b-2', 'b-3', 'b-5']) {
      expect(lineOf(report, 'triggers', id)).toMatchObject({ outcome: 'refused' });
    }
  });

  test('a query that Plantline would not send comes along switched off, with the reason', async () => {
    const db = await freshDatabase(engine);
    const rows = legacyPlant(GATEWAY);
    const report = await importRows(db, {
      data_sources: rows['data_sources'] ?? [],
      triggers: [
        piTrigger('b-1', 'alarms', C, 'SELECT id, tag FROM alarms ORDER BY date DESC LIMIT 10;'),
        piTrigger('b-2', 'wipe', C, 'DELETE FROM alarms'),
        piTrigger('b-3', 'between', C, 'SELECT * FROM alarms WHERE date BETWEEN ? AND ?'),
      ],
    });
    expect(await findTrigger(db.read, 'b-1')).toMatchObject({
      type: 'query',
      active: true,
      dataSourceId: C,
      config: { query: 'SELECT id, tag FROM alarms ORDER BY date DESC LIMIT 10' },
    });
    expect(await findTrigger(db.read, 'b-2')).toMatchObject({ type: 'query', active: false });
    expect(await findTrigger(db.read, 'b-3')).toMatchObject({ type: 'query', active: false });
    expect(lineOf(report, 'triggers', 'b-2')?.notes.join()).toContain('Is switched off');
  });

  test('a composite trigger becomes a group, also within a group', async () => {
    const db = await freshDatabase(engine);
    const composite = (id: string, name: string, names: readonly string[]) => ({
      ...piTrigger(id, name, null, ''),
      type: 'COMPOSITE',
      config: {
        type: 'COMPOSITE',
        desc: `All of ${name}`,
        composite_triggers: names,
        active: true,
        aliases: [],
      },
    });
    const report = await importRows(db, {
      data_sources: [piConnection(A, GATEWAY, 'ALPHA')],
      triggers: [
        piTrigger('b-1', 'one', A, selectTop(1, 'ALPHA')),
        piTrigger('b-2', 'two', A, selectTop(1, 'BRAVO')),
        composite('t-1', 'both', ['ONE', 't w o', 'three']),
        composite('t-2', 'around', ['both', 'around', 'one']),
      ],
      trigger_groups: [{ id: 'g-1', name: 'all' }],
      trigger_group_members: [
        { group_id: 'g-1', trigger_id: 't-1' },
        { group_id: 'g-1', trigger_id: 'gone' },
      ],
    });
    const groups = (await listTriggerGroups(db.read)).map(({ id, name, triggerIds }) => [
      id,
      name,
      triggerIds,
    ]);
    expect(groups.toSorted(byId)).toEqual([
      ['g-1', 'all', ['b-1', 'b-2']],
      ['t-1', 'both', ['b-1', 'b-2']],
      ['t-2', 'around', ['b-1', 'b-2']],
    ]);
    expect(lineOf(report, 'triggers', 't-1')?.notes.join(' ')).toContain('three');
  });

  test('presets and AI triggers keep their ids and how often they were used', async () => {
    const db = await freshDatabase(engine);
    const rows = legacyPlant(GATEWAY);
    const report = await importRows(db, {
      ...rows,
      ai_triggers: [
        ...(rows['ai_triggers'] ?? []),
        { id: 'ai-3', prefix: '+AI=', name: 'Shout' },
        { id: 'ai-4', prefix: '@x', name: 'At' },
      ],
    });
    expect(await listQueryPresets(db.read)).toEqual([
      expect.objectContaining({ id: 'preset-1h', name: 'Last hour' }),
    ]);
    expect(
      (await listAiTriggers(db.read)).map(({ id, prefix, usageCount }) => [id, prefix, usageCount]),
    ).toEqual([
      ['ai-1759366923001', '+ai=', 0],
      ['ai-1759366923000', '=', 7],
    ]);
    expect(lineOf(report, 'ai_triggers', 'ai-3')).toMatchObject({ outcome: 'refused' });
    expect(lineOf(report, 'ai_triggers', 'ai-4')).toMatchObject({ outcome: 'refused' });
  });

  test('a database of before September 2025, with fewer tables, is read all the same', async () => {
    const db = await freshDatabase(engine);
    const rows = legacyPlant(GATEWAY);
    const { data_sources = [], triggers = [], messages = [] } = rows;
    const report = await importRows(db, { data_sources, triggers, messages }, { age: 'old' });
    expect(await listTriggers(db.read)).toHaveLength(5);
    expect(countsOf(report, 'users')).toBeUndefined();
  });
});

/** Of rows that begin with their id. */
function byId([a]: readonly unknown[], [b]: readonly unknown[]): number {
  return String(a) < String(b) ? -1 : 1;
}

async function rowsInLog(db: Db): Promise<readonly string[]> {
  const rows = await db.read
    .selectFrom('audit_logs')
    .select('id')
    .where('action', 'like', 'predecessor.%')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}
