import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError, type IncomingMessage } from '#sdk';
import { insertAiTrigger } from '../ai/index.ts';
import { createAudit } from '../audit/index.ts';
import { findMessage, insertContact, type Grants } from '../chat/index.ts';
import { createSources, insertDataSource, listDataSources } from '../data-sources/index.ts';
import { migrate, openDatabase, type Db } from '../db/index.ts';
import { listReplies } from '../outbox/index.ts';
import { createSettings, type Settings } from '../settings/index.ts';
import { insertTrigger, insertTriggerGroup } from '../triggers/index.ts';
import { createLog } from '../lib/log.ts';
import { scriptedSource, type ScriptedSource } from '../../tests/support/scripted-source.ts';
import { createBot, type Bot } from './bot.ts';
import { createKnowledge } from './knowledge.ts';

const NOW = new Date('2026-11-20T07:32:05.000Z');
const ALL = '+62811';
const UNIT_1 = '+62822';
const AUDIT = createAudit(Buffer.alloc(32, 1));
const STRANGER = '+62833';
const GROUP_CHAT = '1203630@g.us';

let db: Db;
let bot: Bot;
let settings: Settings;
let pi: ScriptedSource;
let lab: ScriptedSource;
let count = 0;

beforeEach(async () => {
  db = await openDatabase('sqlite::memory:');
  await migrate(db);
  pi = scriptedSource('pi', { U1_LOAD: 612.44, U2_LOAD: 540.2, O2: 3.1 });
  lab = scriptedSource('lab', { LAB_PH: 9.2, O2: 3.3 });
  await seed();
  bot = await startBot();
});
afterEach(async () => {
  await bot.idle();
  await db.close();
});

const acknowledged: string[] = [];
let wroteIn: string[] | undefined;

async function startBot(): Promise<Bot> {
  const log = createLog('silent');
  settings = await createSettings({ db, clock: () => NOW });
  const sources = createSources([pi.plugin, lab.plugin], {
    log,
    clock: () => NOW,
    timeZone: 'Asia/Jakarta',
  });
  const applySources = async () => await sources.apply(await listDataSources(db.read));
  return createBot({
    db,
    audit: AUDIT,
    sources,
    settings,
    knowledge: createKnowledge({ db, settings, applySources, log }),
    clock: () => NOW,
    log,
    timeZone: 'Asia/Jakarta',
    language: 'en',
    delivery: () => undefined,
    onAnswered: () => {},
    acknowledge: ({ id }) => void acknowledged.push(id),
    personWrote: (transport) =>
      transport === 'simulator' ? undefined : async (_tx, chat) => wroteIn?.push(chat) ?? 0,
  });
}

async function seed(): Promise<void> {
  await db.write(async (tx) => {
    await insertDataSource(tx, { id: 'pi', name: 'Plant PI', plugin: 'pi', config: {} }, NOW);
    await insertDataSource(tx, { id: 'lab', name: 'Lab', plugin: 'lab', config: {} }, NOW);
    const value = (name: string, tag: string, dataSourceId: string) =>
      insertTrigger(tx, { name, type: 'value', config: { tags: [tag] }, dataSourceId }, NOW);
    const u1 = await value('u1 load', 'U1_LOAD', 'pi');
    const u2 = await value('u2 load', 'U2_LOAD', 'pi');
    const ph = await value('boiler ph', 'LAB_PH', 'lab');
    const unit1 = await insertTriggerGroup(tx, { name: 'unit 1', triggerIds: [u1.id] }, NOW);
    await insertTriggerGroup(tx, { name: 'plant', triggerIds: [u1.id, u2.id, ph.id] }, NOW);
    await insertAiTrigger(tx, { prefix: '=', name: 'Ask' }, NOW);
    const approve = (phone: string, grants: Grants) =>
      insertContact(tx, { phone, name: 'Someone', status: 'approved', grants }, NOW);
    await approve(ALL, { all: true });
    await approve(UNIT_1, { groupIds: [unit1.id], sourceIds: [] });
  });
}

function message(text: string, more: Partial<IncomingMessage> = {}): IncomingMessage {
  count += 1;
  const sender = more.sender ?? ALL;
  return { id: `m${count}`, chat: sender, sender, text, mentionsBot: false, sentAt: NOW, ...more };
}

async function ask(text: string, more: Partial<IncomingMessage> = {}): Promise<string> {
  const asked = message(text, more);
  await bot.accept(asked, 'simulator');
  await bot.idle();
  return (await listReplies(db.read, asked.id)).map((reply) => reply.text).join('\n---\n');
}

describe('what is kept', () => {
  test('a message is in the store, unprocessed, before its source has answered', async () => {
    let open = () => {};
    pi.gate = new Promise((resolve) => (open = resolve));
    const asked = message('u1 load');
    expect(await bot.accept(asked, 'simulator')).toBe('kept');
    expect(await findMessage(db.read, asked.id)).toMatchObject({
      status: 'received',
      text: 'u1 load',
      processedAt: null,
    });
    open();
    await bot.idle();
    expect(await findMessage(db.read, asked.id)).toMatchObject({
      status: 'processed',
      outcome: { rule: 'trigger', name: 'u1 load' },
    });
  });

  test('a message delivered twice is answered once', async () => {
    const asked = message('u1 load');
    expect(await bot.accept(asked, 'simulator')).toBe('kept');
    expect(await bot.accept(asked, 'simulator')).toBe('known');
    await bot.idle();
    expect(await bot.accept(asked, 'simulator')).toBe('known');
    await bot.idle();
    expect(await listReplies(db.read, asked.id)).toHaveLength(1);
    expect(pi.reads).toBe(1);
  });

  test('what a crash left unanswered is taken up at the next start, and answered once', async () => {
    pi.gate = new Promise(() => {});
    const asked = message('u1 load');
    await bot.accept(asked, 'simulator');
    // The first process is gone in the middle of its answer; a second one starts on the same store.
    pi.gate = undefined;
    const next = await startBot();
    expect(await next.recover()).toBe(1);
    await next.idle();
    expect(await listReplies(db.read, asked.id)).toHaveLength(1);
    expect(await next.recover()).toBe(0);
    // The first one was only slow after all: its late answer is not a second one.
    await bot.idle();
    expect(await listReplies(db.read, asked.id)).toHaveLength(1);
  });

  test('in a group chat only what mentions the bot is kept', async () => {
    const chatter = message('u1 load', { chat: GROUP_CHAT });
    expect(await bot.accept(chatter, 'simulator')).toBe('not_for_us');
    expect(await findMessage(db.read, chatter.id)).toBeUndefined();
    const inGroup = { chat: GROUP_CHAT, mentionsBot: true };
    expect(await ask('@6281999999 u1 load', inGroup)).toContain('612.4 MW');
    expect(await ask('@Plantline u1 load', inGroup)).toContain('612.4 MW');
  });

  test('the answer carries the facts behind its numbers, and goes to the chat it was asked in', async () => {
    const asked = message('u1 load', { chat: GROUP_CHAT, mentionsBot: true });
    await bot.accept(asked, 'simulator');
    await bot.idle();
    const [reply] = await listReplies(db.read, asked.id);
    expect(reply).toMatchObject({ recipient: GROUP_CHAT, inReplyTo: asked.id, type: 'reply' });
    expect(reply?.facts).toMatchObject([
      { source: 'Plant PI', tag: 'U1_LOAD', value: 612.44, unit: 'MW', kind: 'value' },
    ]);
  });
});

describe('who may ask', () => {
  test('a stranger is told to wait, and nothing is asked of the plant', async () => {
    const reply = await ask('u1 load', { sender: STRANGER });
    expect(reply).not.toBe('');
    expect(reply).not.toContain('612');
    expect(pi.reads).toBe(0);
  });

  test('a contact granted one unit gets that unit and nothing else on any path', async () => {
    const from = { sender: UNIT_1 };
    expect(await ask('u1 load', from)).toContain('612.4');
    expect(await ask('unit 1', from)).toContain('612.4');
    const reads = pi.reads;
    for (const text of ['u2 load', 'plant', 'U2_LOAD', '= u2 load', 'trend U2_LOAD', 'tag U2']) {
      const reply = await ask(text, { ...from, chat: `chat of ${text}` });
      expect(reply, text).not.toContain('540');
      expect(reply, text).not.toMatch(/^\d\. U2_LOAD/mu);
    }
    expect(await ask('help', { ...from, chat: 'help' })).not.toContain('u2 load');
    expect(pi.reads).toBe(reads);
  });

  test('an admin’s change counts for the very next message', async () => {
    expect(await ask('u1 load', { sender: STRANGER })).not.toContain('612.4');
    await settings.set('access.mode', 'open');
    expect(await ask('u1 load', { sender: STRANGER })).toContain('612.4');
    await settings.set('access.mode', 'closed');
    expect(await ask('u1 load', { sender: STRANGER })).not.toContain('612.4');
  });

  test('a thousand messages at once: all kept, six run, one warning', async () => {
    const flood = Array.from({ length: 1000 }, () => message('u1 load'));
    await Promise.all(flood.map((asked) => bot.accept(asked, 'simulator')));
    await bot.idle();
    const stored = await Promise.all(flood.map(({ id }) => findMessage(db.read, id)));
    const statuses = Map.groupBy(stored, (asked) => asked?.status);
    expect(statuses.get('processed')).toHaveLength(6);
    expect(statuses.get('spam')).toHaveLength(994);
    const replies = await Promise.all(flood.map(({ id }) => listReplies(db.read, id)));
    expect(replies.flat().filter((reply) => reply.type === 'reply')).toHaveLength(6);
    expect(replies.flat().filter((reply) => reply.type === 'auto_warning')).toHaveLength(1);
  });
});

describe('what was offered', () => {
  test('a mistyped name is asked back, and its number answers it', async () => {
    const reply = await ask('u1 laod');
    expect(reply).toMatch(/\?/u);
    expect(reply).toMatch(/1\. u1 load/u);
    expect(await ask('1')).toContain('612.4 MW');
    // The offer is used up.
    expect(await ask('1')).not.toContain('612.4');
  });

  test('help drops a pending question', async () => {
    await ask('u1 laod');
    await ask('help');
    expect(await ask('1')).not.toContain('612.4');
  });

  test('a tag that two sources have is asked back', async () => {
    expect(await ask('O2')).toMatch(/1\. O2 – Lab\n2\. O2 – Plant PI/u);
    expect(await ask('1')).toContain('3.3');
  });

  test('an offer is the asker’s own, also in a group chat', async () => {
    const inGroup = { chat: GROUP_CHAT, mentionsBot: true };
    await ask('u1 laod', inGroup);
    expect(await ask('1', { ...inGroup, sender: UNIT_1 })).not.toContain('612.4');
    expect(await ask('1', inGroup)).toContain('612.4');
  });
});

describe('a source that fails', () => {
  test('is named with the last good value, and the next question is answered', async () => {
    expect(await ask('u1 load')).toContain('612.4');
    pi.failure = new AppError('upstream', 'pi.unreachable', 'It does not answer.');
    const reply = await ask('u1 load');
    expect(reply).toContain('Plant PI');
    expect(reply).toContain('612.4');
    pi.failure = undefined;
    expect(await ask('u2 load')).toContain('540.2');
  });

  test('does not hide the other members of a group', async () => {
    lab.failure = new AppError('timeout', 'pi.timeout', 'It took too long.');
    const reply = await ask('plant');
    expect(reply).toContain('612.4');
    expect(reply).toContain('540.2');
    expect(reply).toContain('Lab');
  });

  test('members of one source are read in one request', async () => {
    await ask('plant');
    expect(pi.reads).toBe(1);
    expect(lab.reads).toBe(1);
  });
});

describe('what comes late', () => {
  const MINUTE_MS = 60_000;
  const ago = (minutes: number) => ({ sentAt: new Date(NOW.getTime() - minutes * MINUTE_MS) });

  test('is not run: the asker is told when it was asked and how late it came, in their language', async () => {
    expect(await ask('u1 load', ago(20))).toBe(
      'Your message of 14:12 WIB reached me 20 min late, so I did not answer it. Please send it again if you still need it.',
    );
    expect(await ask('berapa u1 load', ago(26 * 60))).toMatch(
      /19 Nov 12\.32 WIB.*26 jam terlambat/u,
    );
    expect(pi.reads).toBe(0);
    expect(await ask('u1 load', ago(14))).toContain('612.4');
  });

  test('tells strangers and blocked ones no more than in time', async () => {
    const late = await ask('u1 load', { sender: STRANGER, ...ago(60) });
    expect(late).toContain('approve');
  });

  test('is answered however late, where an administrator wants that', async () => {
    await settings.set('messages.lateAfterMinutes', 0);
    expect(await ask('u1 load', ago(600))).toContain('612.4');
  });

  test('a backlog of one person is no flood, and a flood is one however late it arrives', async () => {
    await settings.set('messages.lateAfterMinutes', 0);
    const backlog = Array.from({ length: 20 }, (_, index) => message('u1 load', ago(40 - index)));
    const flood = Array.from({ length: 20 }, () =>
      message('u1 load', { sender: UNIT_1, ...ago(5) }),
    );
    await Promise.all([...backlog, ...flood].map((asked) => bot.accept(asked, 'simulator')));
    await bot.idle();
    const statusOf = async ({ id }: IncomingMessage) => (await findMessage(db.read, id))?.status;
    expect(new Set(await Promise.all(backlog.map(statusOf)))).toEqual(new Set(['processed']));
    const flooded = await Promise.all(flood.map(statusOf));
    expect(flooded.filter((status) => status === 'spam')).toHaveLength(14);
  });
});

describe('what networks need', () => {
  test('a voice message is told that only text is read, and its caption would have been answered', async () => {
    expect(await ask('', { attachment: 'voice' })).toMatch(/^I read text only/u);
    expect(await ask('u1 load', { attachment: 'picture' })).toContain('612.4');
    const [kept] = await db.read.selectFrom('messages').select('id').orderBy('id').execute();
    expect(kept && (await findMessage(db.read, kept.id))).toMatchObject({ attachment: 'voice' });
  });

  test('what is offered by number is offered as buttons too, and so is the next page', async () => {
    const asked = message('u1 laod');
    await bot.accept(asked, 'simulator');
    await bot.idle();
    const [reply] = await listReplies(db.read, asked.id);
    expect(reply?.choices[0]).toEqual({ label: 'u1 load', say: 'u1 load' });
    expect(await ask(reply?.choices[0]?.say ?? '')).toContain('612.4');
    const plain = message('u1 load');
    await bot.accept(plain, 'simulator');
    await bot.idle();
    expect((await listReplies(db.read, plain.id))[0]?.choices).toEqual([]);
  });

  test('a message is acknowledged once, after it is kept, and never to who is blocked', async () => {
    const asked = message('u1 load');
    await bot.accept(asked, 'simulator');
    await bot.accept(asked, 'simulator');
    expect(acknowledged.filter((id) => id === asked.id)).toHaveLength(1);
    const sender = '+62844';
    await db.write((tx) => insertContact(tx, { phone: sender, status: 'blocked' }, NOW));
    const ignored = message('u1 load', { sender });
    await bot.accept(ignored, 'simulator');
    expect(acknowledged).not.toContain(ignored.id);
  });

  test('what waits for a person to write goes in the transaction that keeps what they wrote', async () => {
    wroteIn = [];
    const asked = message('u1 load');
    await bot.accept(asked, 'whatsapp-cloud');
    await bot.accept(asked, 'whatsapp-cloud');
    await bot.accept(message('u1 load'), 'simulator');
    expect(wroteIn).toEqual([ALL]);
  });

  test('so does what waits under another address of that person, but not for a group', async () => {
    const LID = '99887766@lid';
    wroteIn = [];
    await bot.accept(message('u1 load', { senderAliases: [LID] }), 'whatsapp-cloud');
    const inGroup = { chat: '1@g.us', senderAliases: [LID], mentionsBot: true };
    await bot.accept(message('u1 load', inGroup), 'whatsapp-cloud');
    expect(wroteIn).toEqual([ALL, LID, '1@g.us']);
  });

  test('who only says yes to what was announced gets that, and no lecture', async () => {
    wroteIn = [];
    const yes = message('Show me');
    await bot.accept(yes, 'whatsapp-cloud');
    await bot.idle();
    expect(await listReplies(db.read, yes.id)).toEqual([]);
    const asked = message('u1 load');
    await bot.accept(asked, 'whatsapp-cloud');
    await bot.idle();
    expect((await listReplies(db.read, asked.id))[0]?.text).toContain('612.4');
  });

  test('a LID that comes with an approved phone is known by the next message, and not before', async () => {
    const LID = '99887766@lid';
    expect(await ask('u1 load', { sender: LID })).toContain('approve');
    expect(await ask('u1 load', { sender: ALL })).toContain('612.4');
    expect(await ask('u1 load', { sender: ALL, senderAliases: [LID] })).toContain('612.4');
    expect(await ask('u1 load', { sender: LID })).toContain('612.4');
  });
});

test('a question after an AI prefix is understood without a model, and an empty one gets a hint', async () => {
  expect(await ask('= u1 load')).toContain('612.4');
  expect(await ask('=')).toContain('=');
});

test('a chosen language stays', async () => {
  await ask('bahasa id');
  expect(await ask('u1 load')).toContain('612,4');
});

test.each([
  ['nothing', ''],
  ['blanks', '   '],
  ['one mark', '*'],
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
  ['two thousand emoji', '💥'.repeat(2000)],
  ['right-to-left marks', '\u202Eu1 load\u202C'],
  ['SQL', "'; DROP TABLE messages; --"],
  ['placeholders', '{tag} {value} {{constructor}}'],
  ['a placeholder after a name', 'u1 load {tag}'],
  ['100 kB of one letter', 'a'.repeat(100_000)],
  ['100 kB of a name', 'u1 load '.repeat(12_500)],
  ['control characters and half a surrogate', '\u0000\u0001\uD800'],
  ['a number nobody offered', '1'],
  ['next without a page', 'next'],
  ['trend alone', 'trend'],
  ['tag alone', 'tag'],
  ['a tag search of brackets', 'tag ((((*?[['],
  ['a range beyond all time', 'u1 load 99999999999999999999h'],
  ['a trigger and a sentence', 'u1 load and what the turbine does'],
])('rubbish (%s) gets one short answer and harms nothing', async (_what, text) => {
  const reply = await ask(text);
  expect(reply.length).toBeGreaterThan(0);
  expect(reply.length).toBeLessThanOrEqual(4096);
  expect(reply).not.toMatch(/undefined|\[object|NaN/u);
  await settings.set('spam_detection.enabled', false);
  expect(await ask('u1 load')).toContain('612.4');
});
