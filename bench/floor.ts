import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import fastify from 'fastify';
import { Agent, request } from 'undici';

/*
 * The floor: the least any program could do for a question. A bare Fastify route; one insert, one PI request, one
 * update; SQLite with synchronous=FULL; the commits of requests in flight share one fsync. No grammar, no rights, no
 * outbox, no reply text. Plantline's speed is told as a ratio to this, measured in the same run.
 */

const piUrl = process.argv[2] ?? '';
const folder = mkdtempSync(join(tmpdir(), 'plantline-bench-floor-'));
const db = new Sqlite(join(folder, 'floor.db'));
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec(
  'CREATE TABLE messages (id TEXT PRIMARY KEY, content TEXT, answer TEXT, processed_at TEXT)',
);
const insert = db.prepare('INSERT INTO messages (id, content) VALUES (?, ?)');
const update = db.prepare('UPDATE messages SET answer = ?, processed_at = ? WHERE id = ?');

let waiting: { run: () => void; done: () => void }[] = [];

function write(run: () => void): Promise<void> {
  return new Promise((done) => {
    waiting.push({ run, done });
    if (waiting.length === 1) setImmediate(commit);
  });
}

function commit(): void {
  const group = waiting;
  waiting = [];
  db.exec('BEGIN');
  for (const { run } of group) run();
  db.exec('COMMIT');
  for (const { done } of group) done();
}

const webId = `F1DP${Buffer.from('U1_SIG_000000').toString('base64url')}`;
const resource = `${piUrl}/streamsets/value?webId=${webId}`;
const dispatcher = new Agent({ connections: 64 });
const app = fastify();
let count = 0;

app.post('/ask', async (question) => {
  const { text } = question.body as { text: string };
  count += 1;
  const id = `m${count}`;
  await write(() => insert.run(id, text));
  const answer = await (await request(resource, { dispatcher })).body.text();
  await write(() => update.run(answer, new Date().toISOString(), id));
  return { id, answer };
});

const url = await app.listen({ host: '127.0.0.1', port: 0 });
process.send?.({ url });
process.once('disconnect', () => {
  rmSync(folder, { recursive: true, force: true });
  process.exit();
});
