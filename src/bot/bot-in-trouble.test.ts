import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError, type IncomingMessage } from '#sdk';
import { scriptedSource, type ScriptedSource } from '../../tests/support/scripted-source.ts';
import { insertAiTrigger } from '../ai/index.ts';
import { createAudit } from '../audit/index.ts';
import { insertContact, listUnprocessed, recordIncoming, updateContact } from '../chat/index.ts';
import { createSources, insertDataSource, listDataSources } from '../data-sources/index.ts';
import { bumpVersion, migrate, openDatabase, type Db } from '../db/index.ts';
import { createLog } from '../lib/log.ts';
import { createSettings, writeSetting } from '../settings/index.ts';
import { insertTrigger } from '../triggers/index.ts';
import { createBot, type Bot, type BotDeps } from './bot.ts';
import { createKnowledge } from './knowledge.ts';

const NOW = new Date('2026-11-20T07:32:05.000Z');
const SARI = '+62811';

let db: Db;
let pi: ScriptedSource;
let bot: Bot;
let sourcesProblem: Error | undefined;
let count = 0;

beforeEach(async () => {
  db = await openDatabase('sqlite::memory:');
  await migrate(db);
  pi = scriptedSource('pi', { U1_LOAD: 612.44, U2_LOAD: 540.2 });
  sourcesProblem = undefined;
  await db.write(async (tx) => {
    await insertDataSource(tx, { id: 'pi', name: 'Plant PI', plugin: 'pi', config: {} }, NOW);
    for (const unit of ['1', '2']) {
      const config = { tags: [`U${unit}_LOAD`] };
      await insertTrigger(
        tx,
        { name: `u${unit} load`, type: 'value', config, dataSourceId: 'pi' },
        NOW,
      );
    }
    await insertContact(tx, { phone: SARI, status: 'approved', grants: { all: true } }, NOW);
  });
  bot = await startBot();
});
afterEach(async () => {
  await bot.stop(0);
  await db.close();
});

async function startBot(more: Pick<BotDeps, 'answerPlainly'> = {}): Promise<Bot> {
  const log = createLog('silent');
  const clock = () => NOW;
  const settings = await createSettings({ db, clock });
  const sources = createSources([pi.plugin], { log, clock, timeZone: 'Asia/Jakarta' });
  const applySources = async () => {
    if (sourcesProblem) throw sourcesProblem;
    await sources.apply(await listDataSources(db.read));
  };
  return createBot({
    db,
    audit: createAudit(Buffer.alloc(32, 1)),
    sources,
    settings,
    knowledge: createKnowledge({ db, settings, applySources, log }),
    clock,
    log,
    timeZone: 'Asia/Jakarta',
    language: 'en',
    delivery: () => undefined,
    onAnswered: () => {},
    ...more,
  });
}

function message(text: string, sender = SARI): IncomingMessage {
  count += 1;
  return { id: `t${count}`, chat: sender, sender, text, mentionsBot: false, sentAt: NOW };
}

async function keepUnanswered(messages: readonly IncomingMessage[]): Promise<void> {
  await db.write(async (tx) => {
    for (const [index, each] of messages.entries()) {
      const at = new Date(NOW.getTime() + index);
      await recordIncoming(tx, each, { transport: 'simulator', contactId: null, at });
    }
  });
}

/** Texts of the replies, in the order they were written. */
async function repliesTo(asked: readonly IncomingMessage[]): Promise<readonly string[]> {
  const rows = await db.read
    .selectFrom('outgoing_messages')
    .select(['in_reply_to', 'message'])
    .orderBy('id')
    .execute();
  const ids = new Set(asked.map(({ id }) => id));
  return rows.filter((row) => ids.has(row.in_reply_to ?? '')).map((row) => row.message);
}

async function statuses(): Promise<Readonly<Record<string, number>>> {
  const rows = await db.read.selectFrom('messages').select('status').execute();
  const groups = Map.groupBy(rows, ({ status }) => status);
  return Object.fromEntries([...groups].map(([status, all]) => [status, all.length]));
}

describe('a source that does not answer', () => {
  test('is waited for once, not once for each question a person asks meanwhile', async () => {
    const gate = Promise.withResolvers<void>();
    pi.gate = gate.promise;
    const asked = ['u1 load', 'u2 load', 'u1 load', 'help', 'u2 load'].map((text) => message(text));
    for (const each of asked) await bot.accept(each, 'simulator');
    await expect.poll(() => pi.reads).toBe(4);
    gate.resolve();
    await bot.idle();
    const [first, second, , help] = await repliesTo(asked);
    expect(first).toContain('612.4');
    expect(second).toContain('540.2');
    expect(help).toContain('Plantline');
  });

  test('does not mix up what a number means', async () => {
    const asked = ['u1 laod', '2', 'u1 load', '1'].map((text) => message(text));
    await Promise.all(asked.map((each) => bot.accept(each, 'simulator')));
    await bot.idle();
    const [choices, chosen, load, stray] = await repliesTo(asked);
    expect(choices).toContain('2. u2 load');
    expect(chosen).toContain('540.2');
    expect(load).toContain('612.4');
    // The offer was taken up by `2`; what came after it offered nothing.
    expect(stray).not.toContain('612.4');
  });
});

test('a question in plain words that takes too long is told so, and that less may be asked', async () => {
  const aiTrigger = { prefix: '=', name: 'Ask' };
  await db.write(async (tx) => await insertAiTrigger(tx, aiTrigger, NOW));
  bot = await startBot({
    async answerPlainly({ asking: { signal } }) {
      await once(signal, 'abort');
      throw signal.reason;
    },
  });
  const asked = message('= everything there is');
  await bot.accept(asked, 'simulator');
  await bot.idle();
  expect(await repliesTo([asked])).toEqual([expect.stringContaining('ask for less')]);
});

test('a question that its source cannot answer is told why, and not taken for a fault of Plantline', async () => {
  const asked = ['U1_LOAD 8h', 'trend U1_LOAD'].map((text) => message(text));
  for (const each of asked) await bot.accept(each, 'simulator');
  await bot.idle();
  for (const reply of await repliesTo(asked)) expect(reply).toContain('cannot give past values');
});

test('long texts that wait for their answer are not kept in memory', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const heapBytes = (): number => {
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  await db.write((tx) => writeSetting(tx, 'access.mode', 'open', NOW));
  const gate = Promise.withResolvers<void>();
  pi.gate = gate.promise;
  await bot.accept(message('u1 load'), 'simulator');
  const before = heapBytes();
  const waiting = 200;
  const characters = 200_000;
  for (let index = 0; index < waiting; index += 1) {
    // Made anew each time: as many texts as messages, and none of them shared.
    const blanks = Buffer.alloc(characters - 7, ' ').toString('latin1');
    const text = `u1 load${blanks}`;
    await bot.accept(message(text, `+6283${index}`), 'simulator');
  }
  await expect.poll(() => pi.reads).toBe(waiting + 1);
  expect(heapBytes() - before).toBeLessThan((waiting * characters) / 4);
  gate.resolve();
  await bot.idle();
  const rows = await db.read.selectFrom('messages').select(['content', 'processed_at']).execute();
  expect(rows).toHaveLength(waiting + 1);
  expect(rows.every((row) => row.processed_at !== null)).toBe(true);
  expect(rows.at(-1)?.content).toHaveLength(characters);
});

describe('told to stop', () => {
  test('it gives up what hangs, and the next start answers it, once', async () => {
    pi.gate = new Promise(() => {});
    const asked = [message('u1 load'), message('u2 load'), message('next')];
    for (const each of asked) await bot.accept(each, 'simulator');
    await bot.stop(10);
    expect(await repliesTo(asked)).toEqual([]);
    const late = message('u1 load', '+62999');
    expect(await bot.accept(late, 'simulator')).toBe('kept');
    await bot.idle();
    expect(await repliesTo([late])).toEqual([]);

    pi.gate = undefined;
    bot = await startBot();
    expect(await bot.recover()).toBe(4);
    await bot.idle();
    expect(await repliesTo(asked)).toHaveLength(3);
    expect(await repliesTo([late])).toHaveLength(1);
    expect(await listUnprocessed(db.read, { limit: 10 })).toEqual([]);
  });
});

describe('what was left unanswered', () => {
  test('is answered however much it is', async () => {
    const senders = 130;
    const asked = Array.from({ length: 1_100 }, (_, index) =>
      message(index % 2 === 0 ? 'u1 load' : 'help', `+6282${index % senders}`),
    );
    await db.write(async (tx) => {
      for (let sender = 0; sender < senders; sender += 1) {
        const phone = `+6282${sender}`;
        await insertContact(tx, { phone, status: 'approved', grants: { all: true } }, NOW);
      }
    });
    await keepUnanswered(asked);
    await bot.recover();
    await expect.poll(statuses, { timeout: 10_000 }).not.toHaveProperty('received');
    const { processed = 0, spam = 0 } = await statuses();
    expect(processed + spam).toBe(1_100);
    // Eight or nine of each within two seconds: a flood is one before a crash and after it.
    expect(processed).toBeGreaterThanOrEqual(senders * 6);
  });

  test('as a flood is not run now, and is kept', async () => {
    const asked = Array.from({ length: 40 }, () => message('u1 load'));
    await keepUnanswered(asked);
    await bot.recover();
    await bot.idle();
    expect(await statuses()).toEqual({ processed: 6, spam: 34 });
    expect(pi.reads).toBe(6);
  });
});

describe('a store that is out of order', () => {
  test('what answers a message cannot be read: it is kept, and answered when it can', async () => {
    await bot.accept(message('help'), 'simulator');
    await bot.idle();
    sourcesProblem = new AppError('internal', 'test.broken', 'Broken.');
    await db.write((tx) => bumpVersion(tx, 'data-sources'));
    const asked = message('u1 load');
    expect(await bot.accept(asked, 'simulator')).toBe('kept');
    await bot.idle();
    expect(await repliesTo([asked])).toEqual([]);
    sourcesProblem = undefined;
    await expect.poll(() => repliesTo([asked]), { timeout: 10_000 }).toHaveLength(1);
    expect((await repliesTo([asked]))[0]).toContain('612.4');
  });

  test('two that take up the same message answer it once, and turn a page once', async () => {
    await db.write(async (tx) => {
      for (let line = 1000; line < 1600; line += 1) {
        const config = { text: 'Nothing.' };
        await insertTrigger(
          tx,
          { name: `line ${line}`, type: 'text', config, dataSourceId: null },
          NOW,
        );
      }
    });
    const first = message('list');
    await bot.accept(first, 'simulator');
    await bot.idle();
    const next = message('next');
    await keepUnanswered([next]);
    const other = await startBot();
    await Promise.all([bot.recover(), other.recover()]);
    await Promise.all([bot.idle(), other.idle()]);
    const last = message('next');
    await bot.accept(last, 'simulator');
    await bot.idle();
    const [page1 = '', page2 = '', page3 = ''] = await repliesTo([first, next, last]);
    const lineNumbers = [page1, page2, page3].map((page) =>
      [...page.matchAll(/line (\d+)/g)].map(([, number]) => Number(number)),
    );
    expect(lineNumbers[1]?.[0]).toBe((lineNumbers[0]?.at(-1) ?? 0) + 1);
    expect(lineNumbers[2]?.[0]).toBe((lineNumbers[1]?.at(-1) ?? 0) + 1);
  });
});

test('a contact blocked while a message of theirs comes in is blocked from the next one on', async () => {
  await db.write((tx) => writeSetting(tx, 'spam_detection.enabled', false, NOW));
  const contact = await db.read.selectFrom('contacts').select('id').executeTakeFirstOrThrow();
  for (let round = 0; round < 20; round += 1) {
    const at = new Date(NOW.getTime() + round);
    const status = round % 2 === 0 ? 'blocked' : 'approved';
    const before = message('help');
    await Promise.all([
      bot.accept(before, 'simulator'),
      db.write((tx) => updateContact(tx, contact.id, { status }, at)),
      bot.accept(message('help'), 'simulator'),
    ]);
    await bot.idle();
    const after = message('help');
    await bot.accept(after, 'simulator');
    await bot.idle();
    expect(await repliesTo([after])).toHaveLength(status === 'blocked' ? 0 : 1);
  }
});
