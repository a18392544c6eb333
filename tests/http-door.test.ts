import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bumpVersion, openDatabase, type Db } from '../src/db/index.ts';
import { createCliToken } from '../src/lib/http/index.ts';
import { deriveKey, loadSecretKey } from '../src/lib/secret-key.ts';
import { writeSetting } from '../src/settings/index.ts';
import { ENGINES } from './support/databases.ts';
import { startPlantline, SUPERVISOR, type RunningPlant } from './support/start-plantline.ts';
import { storePlace, type StorePlace } from './support/store-place.ts';

interface Answer {
  readonly messageId: string;
  readonly replies: readonly { readonly text: string }[];
}

describe.each(ENGINES)('what comes in by HTTP on %s', (engine) => {
  let place: StorePlace;
  let plant: RunningPlant;
  let db: Db;
  beforeAll(async () => {
    place = await storePlace(engine);
    plant = await startPlantline(place);
    db = await openDatabase(plant.config.databaseUrl);
    await db.write((tx) => writeSetting(tx, 'access.mode', 'open', new Date()));
  });
  afterAll(async () => {
    await db.close();
    await plant.stop();
    await place.drop();
  });

  async function post(body: unknown, query = '?wait=10', type = 'application/json') {
    const key = deriveKey(loadSecretKey(undefined, place.dataDir), 'cli');
    const token = await createCliToken(key, new Date());
    return await plant.app.http.inject({
      method: 'POST',
      url: `/api/v1/simulator/messages${query}`,
      headers: { authorization: `Bearer ${token}`, 'content-type': type },
      payload: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  async function answerTo(body: object, query?: string): Promise<Answer> {
    const response = await post(body, query);
    expect(response.statusCode).toBe(200);
    return response.json();
  }

  async function countMessages(): Promise<number> {
    return (await db.read.selectFrom('messages').select('id').execute()).length;
  }

  async function expectStillAnswering(): Promise<void> {
    const { replies } = await answerTo({ from: SUPERVISOR, text: 'u1 load' });
    expect(replies[0]?.text).toMatch(/\*[\d.]+ MW\*/);
  }

  test.each([
    ['not JSON', '{"from": "+62", "text": ', 400],
    ['nothing', '', 400],
    ['null', 'null', 400],
    ['a list', '[{"from":"+62","text":"a"}]', 400],
    ['a text', '"u1 load"', 400],
    ['nested deep', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, 400],
    ['two megabytes', JSON.stringify({ from: '+62', text: 'x'.repeat(2_000_000) }), 413],
    ['a prototype', '{"__proto__": {"from": "+62", "text": "a"}}', 400],
    ['a prototype beside it', '{"from": "+62", "text": "a", "__proto__": {"isAdmin": true}}', 400],
    ['a constructor', '{"from":"+62","text":"a","constructor":{"prototype":{"x":1}}}', 400],
    ['a number as text', { from: '+62', text: 7 }, 400],
    ['null as text', { from: '+62', text: null }, 400],
    ['an object as text', { from: '+62', text: { toString: 'x' } }, 400],
    ['a list as sender', { from: ['+62'], text: 'a' }, 400],
    ['no sender', { text: 'a' }, 400],
    ['a blank sender', { from: '   ', text: 'a' }, 400],
    ['a sender too long', { from: '6'.repeat(129), text: 'a' }, 400],
    ['a number as id', { from: '+62', text: 'a', id: 7 }, 400],
    ['an id too long', { from: '+62', text: 'a', id: 'x'.repeat(129) }, 400],
    ['a text for yes', { from: '+62', text: 'a', mentionsBot: 'yes' }, 400],
  ])(
    '%s is refused in the one form of errors, and nothing is kept',
    async (_what, body, status) => {
      const before = await countMessages();
      const response = await post(body);
      expect(response.statusCode).toBe(status);
      const { error } = response.json<{ error: Record<string, unknown> }>();
      expect(error).toMatchObject({ code: expect.any(String), requestId: expect.any(String) });
      expect(response.body).not.toMatch(/\.[jt]s\b|node_modules|SQLITE|\n/);
      expect(await countMessages()).toBe(before);
      await expectStillAnswering();
    },
  );

  test.each([
    ['?wait=abc', 400],
    ['?wait=-1', 400],
    ['?wait=121', 400],
    ['?wait=Infinity', 400],
    ['?wait=1&wait=2', 400],
    ['?wait=0', 200],
    ['?wait=0.001', 200],
    ['', 202],
  ])('with %j the status is %i', async (query, status) => {
    const response = await post({ from: SUPERVISOR, text: 'about' }, query);
    expect(response.statusCode).toBe(status);
    if (status !== 400) expect(response.json().messageId).toMatch(/^[\w-]+$/);
    if (status === 200) expect(response.json().replies).toBeInstanceOf(Array);
  });

  const KEPT_TEXTS: readonly (readonly [string, string, string?])[] = [
    ['nothing', ''],
    ['blanks', ' \t\n '],
    ['100 kB', 'u1 load '.repeat(12_800)],
    ['100 kB without a blank', 'x'.repeat(100_000)],
    ['900 kB of emoji', '💥'.repeat(225_000)],
    ['right-to-left marks', '\u202Eu1 load\u202C \u200F'],
    ['half a surrogate pair', 'u1 \uD800 load', 'u1 \uFFFD load'],
    ['the other half at the end', 'u1 load\uDC00', 'u1 load\uFFFD'],
    ['NUL', 'u1\u0000 load', 'u1\uFFFD load'],
    ['control characters', '\u0001\u0007\u001B[31mu1 load'],
    ['a backslash and a u', String.raw`\u0000 \\u0000 \ud800`],
    ['a prototype', '__proto__'],
    ['constructor', 'constructor'],
    ['SQL', `'; DROP TABLE messages; --`],
    ['a placeholder', 'u1 load {tag} {{name}} ${x} %s'],
    ['marks alone', '*_~`*_~`'],
    ['JSON', '{"from":"+62"}'],
    ['many combining marks', `u1 load${'\u0301'.repeat(5_000)}`],
  ];
  test.each(KEPT_TEXTS)('a text of %s is kept and answered', async (_what, text, kept = text) => {
    const { messageId, replies } = await answerTo({ from: SUPERVISOR, text });
    expect(replies).toHaveLength(1);
    const [reply] = replies;
    expect(reply?.text.length).toBeGreaterThan(0);
    expect(reply?.text.length).toBeLessThanOrEqual(4_096);
    expect(reply?.text).not.toMatch(/undefined|NaN|\[object/);
    const row = await db.read
      .selectFrom('messages')
      .selectAll()
      .where('id', '=', messageId)
      .executeTakeFirstOrThrow();
    expect(row.content).toBe(kept);
    expect(row.processed_at).not.toBeNull();
    await expectStillAnswering();
  });

  test.each([
    '__proto__',
    'constructor',
    'a/b?c=d&e#f',
    'naïve 🏭 id',
    "';--",
    '../../etc/passwd',
    'x'.repeat(128),
    'a\u0000b',
    'half \uD800',
    'line\nfeed',
  ])('the id %j is one message with one answer', async (id) => {
    const message = { id, from: SUPERVISOR, text: 'u1 load' };
    const first = await answerTo(message);
    expect(first).toMatchObject({ messageId: id, replies: [{ text: expect.any(String) }] });
    const before = await countMessages();
    expect(await answerTo(message)).toEqual(first);
    expect(await countMessages()).toBe(before);
  });

  test.each([
    '__proto__',
    'constructor',
    'naïve 🏭',
    'a\u0000b',
    'half \uD800',
    'a\nb',
    "'--",
    '0',
    '@s.whatsapp.net',
    '@g.us',
  ])('the sender %j is somebody like anybody else', async (from) => {
    for (const text of ['u1 laod', '1']) {
      const { replies } = await answerTo({ from, text, name: from });
      expect(replies).toHaveLength(from.endsWith('@g.us') ? 0 : 1);
    }
  });

  test('in a group without a mention nothing is kept and nobody waits; with one it is answered', async () => {
    const before = await countMessages();
    const message = { from: SUPERVISOR, chat: '1203630@g.us', text: 'u1 load' };
    const startedAt = performance.now();
    expect((await answerTo(message, '?wait=60')).replies).toEqual([]);
    expect((await answerTo({ ...message, mentionsBot: false }, '?wait=60')).replies).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(30_000);
    expect(await countMessages()).toBe(before);
    const asked = await answerTo({ ...message, mentionsBot: true });
    expect(asked.replies).toHaveLength(1);
  });

  test('the same id in two requests at once is one message, and both get the answer', async () => {
    for (let round = 0; round < 10; round += 1) {
      const message = { id: `both-${round}`, from: SUPERVISOR, text: 'u1 steam' };
      // The first may not wait: then the second comes while the answer is made, or just after.
      const [one, two, three] = await Promise.all([
        round % 2 === 0 ? answerTo(message) : post(message, ''),
        answerTo(message, '?wait=30'),
        answerTo(message, '?wait=30'),
      ]);
      expect(two.replies).toHaveLength(1);
      expect(three).toEqual(two);
      if (round % 2 === 0) expect(one).toEqual(two);
    }
  });

  test('a message that got no reply is told so when it comes again, without waiting', async () => {
    const from = '+6281200000055';
    await answerTo({ from, text: 'about' });
    await db.write((tx) =>
      tx.updateTable('contacts').set({ status: 'blocked' }).where('phone', '=', from).execute(),
    );
    // As the admin page does; here the contacts in memory must be read again too.
    await db.write((tx) => bumpVersion(tx, 'contacts'));
    const message = { id: `silent-${engine}`, from, text: 'u1 load' };
    const startedAt = performance.now();
    expect((await answerTo(message, '?wait=60')).replies).toEqual([]);
    expect((await answerTo(message, '?wait=60')).replies).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(30_000);
  });

  test('a thousand messages at once from one sender are all kept, and few are run', async () => {
    const from = '+6281200000066';
    await db.write((tx) => writeSetting(tx, 'spam_detection.enabled', true, new Date()));
    const responses = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) =>
        post(
          { from, text: 'u1 load', id: `thousand-${index}` },
          index % 10 === 0 ? '?wait=30' : '',
        ),
      ),
    );
    expect(responses.every(({ statusCode }) => statusCode === 200 || statusCode === 202)).toBe(
      true,
    );
    const statuses = async () =>
      Map.groupBy(
        await db.read.selectFrom('messages').selectAll().where('sender', '=', from).execute(),
        ({ status }) => status,
      );
    await expect
      .poll(statuses, { timeout: 15_000 })
      .not.toSatisfy((all: Map<string, unknown>) => all.has('received'));
    const byStatus = await statuses();
    expect((byStatus.get('processed') ?? []).length).toBeLessThanOrEqual(12);
    expect((byStatus.get('processed') ?? []).length).toBeGreaterThanOrEqual(6);
    expect([...byStatus.values()].flat()).toHaveLength(1_000);
    expect([...byStatus.values()].flat().every((row) => row.processed_at !== null)).toBe(true);
    await db.write((tx) => writeSetting(tx, 'spam_detection.enabled', false, new Date()));
    await expectStillAnswering();
  });
});
