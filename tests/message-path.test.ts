import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { insertContact } from '../src/chat/index.ts';
import { openDatabase, type Db } from '../src/db/index.ts';
import { writeSetting } from '../src/settings/index.ts';
import { ENGINES } from './support/databases.ts';
import { piTruth } from './support/pi-truth.ts';
import { startPlantline, SUPERVISOR, type RunningPlant } from './support/start-plantline.ts';
import { storePlace, type StorePlace } from './support/store-place.ts';

async function onStore<T>({ config }: RunningPlant, work: (db: Db) => Promise<T>): Promise<T> {
  const db = await openDatabase(config.databaseUrl);
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

describe.each(ENGINES)('a message’s path on %s', (engine) => {
  let place: StorePlace;
  let plant: RunningPlant;
  beforeAll(async () => {
    place = await storePlace(engine);
    plant = await startPlantline(place);
  });
  afterAll(async () => {
    await plant.stop();
    await place.drop();
  });

  async function textOf(text: string, from?: string): Promise<string> {
    const replies = await plant.ask(text, from);
    expect(replies).toHaveLength(1);
    return replies[0]?.text ?? '';
  }

  async function restart(whileDown: () => Promise<void> = async () => {}): Promise<void> {
    await plant.stop();
    await whileDown();
    plant = await startPlantline(place);
  }

  test.each([
    ['u1 load', 1],
    ['unit 1', 15],
    ['u1 day', 3],
    ['SINUSOID 8h', 1],
  ])('every number of "%s" is the plant’s', async (text, atLeast) => {
    // The index of tags is read while the first questions come in.
    await textOf('tag sinusoid');
    const [reply] = await plant.ask(text);
    expect(reply?.facts.length).toBeGreaterThanOrEqual(atLeast);
    for (const fact of reply?.facts ?? []) {
      const { value, ...rest } = await piTruth(plant, fact);
      expect(fact).toMatchObject(rest);
      if (typeof value === 'number') expect(fact.value).toBeCloseTo(value, 4);
      else expect(fact.value).toBe(value);
    }
  });

  test('a mistyped name is asked back and answered by its number, also after a restart', async () => {
    expect(await textOf('u2 laod')).toMatch(/2\. u1 load|1\. u2 load/);
    expect(await textOf('1')).toContain('*u2 load*');
    const offer = await textOf('u2 laod');
    const place1 = offer.includes('1. u2 load') ? '1' : '2';
    await restart();
    expect(await textOf(place1)).toContain('*u2 load*');
  });

  test('a long reply is read on with next, also after a restart', async () => {
    const first = await textOf('SINUSOID 200');
    expect(first).toContain('*next*');
    const second = await textOf('next');
    await restart();
    const third = await textOf('lanjut');
    const times = [first, second, third].map((page) => page.match(/\d\d:\d\d:\d\d/g) ?? []);
    for (const page of times) expect(page.length).toBeGreaterThan(5);
    expect(new Set(times.map((page) => page.join())).size).toBe(3);
  });

  test('the same id is one message with one answer, however often and however close it comes', async () => {
    const message = { id: `twice-${engine}`, from: SUPERVISOR, text: 'u1 load' };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => plant.app.receive(message, 10_000)),
    );
    answers.push(await plant.app.receive(message, 10_000), await plant.app.receive(message, 0));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.replies).toHaveLength(1);
    const rows = await onStore(plant, (db) =>
      db.read
        .selectFrom('outgoing_messages')
        .select('id')
        .where('in_reply_to', '=', message.id)
        .execute(),
    );
    expect(rows).toHaveLength(1);
  });

  test('what was kept and not answered is answered by the next start', async () => {
    await restart(async () => {
      const db = await openDatabase(plant.config.databaseUrl);
      await db.write(async (tx) => {
        for (const index of [1, 2, 3]) {
          await tx
            .insertInto('messages')
            .values({
              id: `left-${index}`,
              type: 'chat',
              content: 'u1 load',
              sender: SUPERVISOR,
              chat: SUPERVISOR,
              status: 'received',
              transport: 'simulator',
            })
            .execute();
        }
      });
      await db.close();
    });
    const answers = await Promise.all(
      ['left-1', 'left-2', 'left-3'].map((id) =>
        plant.app.receive({ id, from: SUPERVISOR, text: 'u1 load' }, 10_000),
      ),
    );
    for (const { replies } of answers) {
      expect(replies).toHaveLength(1);
      expect(replies[0]?.text).toContain('MW');
    }
  });

  test('a flood is kept whole; six of it are run, and one warning is sent', async () => {
    const from = '+6281200000088';
    await onStore(plant, async (db) => {
      await db.write(async (tx) => {
        await insertContact(
          tx,
          { phone: from, status: 'approved', grants: { all: true } },
          new Date(),
        );
        await writeSetting(tx, 'spam_detection.enabled', true, new Date());
      });
    });
    await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        plant.app.receive({ id: `flood-${index}`, from, text: 'u1 load' }, 10_000),
      ),
    );
    await onStore(plant, async (db) => {
      const kept = await db.read
        .selectFrom('messages')
        .selectAll()
        .where('sender', '=', from)
        .execute();
      const byStatus = Map.groupBy(kept, ({ status }) => status);
      expect(kept.every((row) => row.processed_at !== null)).toBe(true);
      expect(byStatus.get('processed')).toHaveLength(6);
      expect(byStatus.get('spam')).toHaveLength(194);
      const sent = await db.read
        .selectFrom('outgoing_messages')
        .selectAll()
        .where('recipient', '=', from)
        .execute();
      expect(sent.filter(({ type }) => type === 'auto_warning')).toHaveLength(1);
      expect(sent.filter(({ type }) => type === 'reply')).toHaveLength(6);
      expect(sent.every(({ status }) => status === 'sent')).toBe(true);
      await db.write((tx) => writeSetting(tx, 'spam_detection.enabled', false, new Date()));
    });
  });
});

describe.each(ENGINES.filter((engine) => engine === 'postgresql'))('a store on %s', (engine) => {
  test('when the database drops its connections, what was accepted is answered all the same', async () => {
    const place = await storePlace(engine);
    const plant = await startPlantline(place);
    onTestFinished(async () => {
      await plant.stop();
      await place.drop();
    });
    const accepted: string[] = [];
    const ask = async (id: string): Promise<void> => {
      // The door may be shut for a moment; then the message is not accepted, and whoever sent it knows.
      await plant.app.receive({ id, from: SUPERVISOR, text: 'u1 load' }, 0).then(
        () => accepted.push(id),
        () => undefined,
      );
    };
    const asked: Promise<void>[] = [];
    await onStore(plant, async (db) => {
      for (let index = 0; index < 60; index += 1) {
        asked.push(ask(`cut-${index}`));
        if (index % 15 === 10) {
          await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE datname = current_database() AND pid <> pg_backend_pid()`.execute(db.read);
        }
      }
      await Promise.all(asked);
      expect(accepted.length).toBeGreaterThan(20);
      const unanswered = async () => {
        const rows = await db.read
          .selectFrom('messages')
          .leftJoin('outgoing_messages', 'outgoing_messages.in_reply_to', 'messages.id')
          .select(['messages.id', 'outgoing_messages.status'])
          .where('messages.id', 'in', accepted)
          .execute();
        expect(rows).toHaveLength(accepted.length);
        return rows.filter(({ status }) => status !== 'sent');
      };
      await expect.poll(unanswered, { timeout: 18_000, interval: 200 }).toEqual([]);
    });
    expect((await plant.ask('u1 load'))[0]?.text).toContain('MW');
  }, 40_000);
});
