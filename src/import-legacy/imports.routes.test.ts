import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { freshFolder } from '../../tests/support/files.ts';
import { AUDIT_KEY, importFile, importTools } from '../../tests/support/import-legacy.ts';
import { makeLegacyDatabase } from '../../tests/support/legacy-database.ts';
import { SARI, legacyPlant, message } from '../../tests/support/legacy-plant.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import { verifyAudit } from '../audit/index.ts';
import type { AppEvent } from '../lib/events.ts';
import { listTriggers } from '../triggers/index.ts';
import { type Imports, createImports } from './create-imports.ts';
import { importRoutes } from './imports.routes.ts';
import type { Import } from './imports.schema.ts';

const GATEWAY = 'http://10.0.0.7:6066';
const PIECE_BYTES = 50_000;

async function serverWithImports() {
  const folder = join(freshFolder(), 'imports');
  const events: AppEvent[] = [];
  let made: Imports | undefined;
  const server = await routeServer('sqlite', ({ db, audit }) => {
    const imports = createImports({
      ...importTools(db),
      audit,
      folder,
      log: { debug() {}, info() {}, warn() {}, error() {} },
      publish: (event) => void events.push(event),
    });
    made = imports;
    onTestFinished(() => imports.stop());
    return importRoutes({ imports });
  });

  async function piece(id: string, offset: number, bytes: Buffer, role = 'admin') {
    const response = await server.app.inject({
      method: 'POST',
      url: `/api/v1/imports/${id}/content?offset=${offset}`,
      headers: { 'content-type': 'application/octet-stream' },
      cookies: { plantline_session: role },
      payload: bytes,
    });
    return {
      status: response.statusCode,
      body: response.json<Import & { error?: { code: string; details: object } }>(),
    };
  }

  async function upload(bytes: Buffer): Promise<string> {
    const begun = await server.call('POST', '/imports', {
      fileName: 'app.db',
      sizeBytes: bytes.length,
    });
    const { id } = begun.body as Import;
    for (let offset = 0; offset < bytes.length; offset += PIECE_BYTES) {
      await piece(id, offset, bytes.subarray(offset, offset + PIECE_BYTES));
    }
    return id;
  }

  async function stateOf(id: string): Promise<Import> {
    return (await server.call('GET', `/imports/${id}`)).body as Import;
  }

  async function until(id: string, state: Import['state']): Promise<Import> {
    return await vi.waitFor(
      async () => {
        const now = await stateOf(id);
        expect(now.state).toBe(state);
        return now;
      },
      { timeout: 15_000, interval: 50 },
    );
  }

  return {
    ...server,
    stop: async () => await made?.stop(),
    folder,
    events,
    piece,
    upload,
    until,
    stateOf,
  };
}

function legacyBytes(): Buffer {
  return readFileSync(makeLegacyDatabase(join(freshFolder(), 'app.db'), legacyPlant(GATEWAY)));
}

test('a file goes up in pieces, is looked at, brought with the roles chosen, and is gone then', async () => {
  const { upload, until, call, folder, events, db } = await serverWithImports();
  const id = await upload(legacyBytes());
  const looked = await until(id, 'ready');
  expect(looked.report).toMatchObject({ dryRun: true, hasChanges: true });
  expect(await listTriggers(db.read)).toEqual([]);

  const body = { roles: { sari: 'user', budi: 'admin' }, contacts: 'none' };
  expect((await call('POST', `/imports/${id}/run`, body)).status).toBe(202);
  const done = await until(id, 'done');
  expect(done.report).toMatchObject({ dryRun: false, hasChanges: true });
  expect(await listTriggers(db.read)).toHaveLength(5);
  const users = await db.read
    .selectFrom('users')
    .select(['username', 'role'])
    .orderBy('username')
    .execute();
  expect(users).toEqual([
    { username: 'budi', role: 'admin' },
    { username: 'sari', role: 'user' },
  ]);
  const contacts = await db.read.selectFrom('contacts').select('status').execute();
  expect(contacts.map(({ status }) => status)).toEqual(['pending', 'pending']);
  expect(readdirSync(folder)).toEqual([]);
  const told = events.flatMap((event) => (event.kind === 'change' ? [event.collection] : []));
  expect(told).toEqual(expect.arrayContaining(['imports', 'triggers', 'users']));
  const entries = await db.read
    .selectFrom('audit_logs')
    .select(['action', 'actor'])
    .where('actor', '=', 'admin-tester')
    .execute();
  expect(entries.map(({ action }) => action)).toEqual([
    'imports.configuration_brought',
    'imports.history_brought',
  ]);
  expect((await verifyAudit(db.read, AUDIT_KEY)).firstBroken).toMatchObject({ reason: 'changed' });
});

test('the report can be downloaded as JSON and as a table', async () => {
  const { upload, until, call } = await serverWithImports();
  const id = await upload(legacyBytes());
  await until(id, 'ready');
  const json = await call('GET', `/imports/${id}/report`);
  expect(json.headers['content-disposition']).toContain('import-report.json');
  expect(json.body).toMatchObject({ dryRun: true });
  const csv = await call('GET', `/imports/${id}/report?format=csv`);
  expect(csv.text).toMatch(/table,id,name,outcome,notes\r\n/);
  expect(csv.text).toContain('8TM');
});

test('pieces come in order: after a broken line the answer says where to go on', async () => {
  const { call, piece, until } = await serverWithImports();
  const bytes = legacyBytes();
  const { id } = (await call('POST', '/imports', { fileName: 'app.db', sizeBytes: bytes.length }))
    .body as Import;
  expect((await piece(id, 0, bytes.subarray(0, 1000))).body.receivedBytes).toBe(1000);
  const twice = await piece(id, 0, bytes.subarray(0, 1000));
  expect(twice.status).toBe(409);
  expect(twice.body.error).toMatchObject({
    code: 'imports.upload_out_of_order',
    details: { receivedBytes: 1000 },
  });
  expect((await piece(id, 1000, bytes.subarray(1000))).status).toBe(200);
  await until(id, 'ready');
});

test('what is no database of the predecessor is refused with the reason', async () => {
  const { call, piece, until, upload } = await serverWithImports();
  const { id } = (await call('POST', '/imports', { fileName: 'x.db', sizeBytes: 20 }))
    .body as Import;
  const refused = await piece(id, 0, Buffer.from('no database, a text.'));
  expect([refused.status, refused.body.error?.code]).toEqual([400, 'imports.not_legacy']);
  const noise = Buffer.alloc(9000, 7);
  noise.write('SQLite format 3\0', 'latin1');
  const failed = await until(await upload(noise), 'failed');
  expect(failed.error?.code).toMatch(/^imports\./);
  const large = await call('POST', '/imports', { fileName: 'x.db', sizeBytes: 3 * 2 ** 30 });
  expect([large.status, (large.body as { error: { code: string } }).error.code]).toEqual([
    400,
    'imports.upload_too_large',
  ]);
});

test('more bytes than were announced are refused', async () => {
  const { call, piece } = await serverWithImports();
  const bytes = legacyBytes();
  const { id } = (await call('POST', '/imports', { fileName: 'app.db', sizeBytes: 100 }))
    .body as Import;
  expect((await piece(id, 0, bytes)).status).toBe(400);
});

test('a wrong choice changes nothing, and another can be made', async () => {
  const { upload, until, call, db } = await serverWithImports();
  const id = await upload(legacyBytes());
  await until(id, 'ready');
  await call('POST', `/imports/${id}/run`, { roles: { nobody: 'admin' } });
  const again = await until(id, 'ready');
  expect(again.error).toMatchObject({ code: 'imports.user_unknown' });
  expect(await listTriggers(db.read)).toEqual([]);
  await call('POST', `/imports/${id}/run`, {});
  await until(id, 'done');
});

test('one that was forgotten is gone with its file', async () => {
  const { upload, until, call, folder } = await serverWithImports();
  const id = await upload(legacyBytes());
  await until(id, 'ready');
  expect((await call('DELETE', `/imports/${id}`)).status).toBe(204);
  expect(readdirSync(folder)).toEqual([]);
  expect((await call('GET', `/imports/${id}`)).status).toBe(404);
});

test('a Plantline that stops ends an import between two batches, and the next one finishes it', async () => {
  const many = Array.from({ length: 5_000 }, (_, index) =>
    message(`M${index}`, `${SARI}@c.us`, `8tm ${index}`),
  );
  const path = makeLegacyDatabase(join(freshFolder(), 'app.db'), {
    ...legacyPlant(GATEWAY),
    messages: many,
  });
  const { upload, until, call, stop, folder, db } = await serverWithImports();
  const id = await upload(readFileSync(path));
  await until(id, 'ready');
  await call('POST', `/imports/${id}/run`, {});
  await stop();
  expect(existsSync(folder)).toBe(false);
  const brought = await db.read.selectFrom('messages').select('id').execute();
  expect(brought.length).toBeLessThan(5_000);
  await importFile(db, path);
  expect(await db.read.selectFrom('messages').select('id').execute()).toHaveLength(5_000);
});

test('only an admin may', async () => {
  const { call, piece } = await serverWithImports();
  for (const role of ['user', 'viewer', 'nobody'] as const) {
    const status = role === 'nobody' ? 401 : 403;
    expect((await call('GET', '/imports', undefined, role)).status).toBe(status);
    expect((await call('POST', '/imports', { fileName: 'a', sizeBytes: 1 }, role)).status).toBe(
      status,
    );
    expect((await call('POST', '/imports/x/run', {}, role)).status).toBe(status);
  }
  expect((await piece('x', 0, Buffer.from('x'), 'user')).status).toBe(403);
});
