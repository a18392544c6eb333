import { describe, expect, test } from 'vitest';
import { AppError, type DataSource } from '#sdk';
import { chatServer, SARI } from '../../tests/support/chat-server.ts';
import { ENGINES } from '../../tests/support/databases.ts';
import { plantConnection } from '../../tests/support/plant-connection.ts';
import { findAiTrigger, insertAiTrigger } from '../ai/index.ts';
import { findMessage, insertContact, recordIncoming } from '../chat/index.ts';
import { findQueryPreset, insertQueryPreset } from '../data-sources/index.ts';
import { readVersions, type Engine } from '../db/index.ts';
import { writeSetting } from '../settings/index.ts';
import { deleteTrigger, triggerRoutes } from '../triggers/index.ts';

const LAB: DataSource = {
  check: async () => [],
  query: async () => ({ columns: ['n'], rows: [[1]], truncated: false }),
  close: async () => {},
};
const DOWN: DataSource = {
  check: async () => [],
  read: () => Promise.reject(new AppError('upstream', 'test.down', 'It is down.')),
  close: async () => {},
};

async function plant(engine: Engine) {
  const pi = plantConnection({ values: { U1_LOAD: { value: 612.44 }, U1_O2: { value: 3.1 } } });
  const server = await chatServer(engine, { pi, lab: LAB, down: DOWN });
  const value = (name: string, tag: string, source = 'pi') =>
    server.makeTrigger(name, 'value', { tags: [tag] }, source);
  const load = await value('u1 load', 'U1_LOAD');
  const o2 = await value('u1 o2', 'U1_O2');
  const lost = await value('lost', 'NOT_THERE');
  const dead = await value('dead', 'A', 'down');
  await server.makeGroup('unit 1', [dead, load, o2, lost]);
  const usage = async () => {
    const rows = await server.db.read.selectFrom('trigger_usage').selectAll().execute();
    const names = new Map([
      [load, 'u1 load'],
      [o2, 'u1 o2'],
      [lost, 'lost'],
      [dead, 'dead'],
    ]);
    return Object.fromEntries(
      rows.map((row) => [
        names.get(row.trigger_id) ?? row.trigger_id,
        [row.usage_count, row.last_outcome],
      ]),
    );
  };
  return { ...server, load, value, usage, pi };
}

describe.each(ENGINES)('how often triggers are asked, on %s', (engine) => {
  test('each question counts once, with how it went last', async () => {
    const { ask, usage, db } = await plant(engine);
    const before = await readVersions(db.read);
    await ask('u1 load');
    await ask('u1 load 2h');
    await ask('lost');
    await ask('dead');
    expect(await usage()).toEqual({
      'u1 load': [2, 'answered'],
      lost: [1, 'test.no_tag'],
      dead: [1, 'test.down'],
    });
    await ask('u1 load soonish');
    await ask('u1 load x=1');
    expect(await usage()).toMatchObject({ 'u1 load': [4, 'triggers.argument_not_used'] });
    expect(await readVersions(db.read)).toEqual(before);
  });

  test('a question to a group counts for each of its members', async () => {
    const { ask, usage } = await plant(engine);
    await ask('unit 1');
    await ask('unit 1');
    expect(await usage()).toEqual({
      'u1 load': [2, 'answered'],
      'u1 o2': [2, 'answered'],
      lost: [2, 'test.no_tag'],
      dead: [2, 'test.down'],
    });
  });

  test('a trend of a trigger and an answer by number count too; tags, words and refusals do not', async () => {
    const { ask, usage, db } = await plant(engine);
    await ask('trend u1 load 2h');
    await ask('u1 laod');
    await ask('1');
    await ask('U1_LOAD');
    await ask('help');
    const nothing = { groupIds: [], sourceIds: [] };
    await db.write((tx) =>
      insertContact(tx, { phone: '+62822', status: 'approved', grants: nothing }, new Date()),
    );
    await ask('u1 load', { sender: '+62822' });
    expect(await usage()).toEqual({ 'u1 load': [2, 'answered'] });
  });

  test('what cannot be run as it is stored is apologised for, and its last outcome tells why', async () => {
    const { ask, makeTrigger, usage, db } = await plant(engine);
    const newer = await makeTrigger('newer', 'value', { colour: 1 }, 'pi');
    const { id, reply } = await ask('newer');
    expect(reply?.text).toContain('went wrong');
    expect(await usage()).toEqual({ [newer]: [1, 'triggers.bad_config'] });
    expect(await findMessage(db.read, id)).toMatchObject({
      outcome: { rule: 'failed', name: 'triggers.bad_config' },
    });
  });

  test('a preset counts the answers of its triggers, an AI prefix what was sent with it', async () => {
    const { ask, makeTrigger, usage, db } = await plant(engine);
    const at = new Date();
    const preset = await db.write((tx) =>
      insertQueryPreset(tx, { name: 'p', queryTemplate: 'select 1', variables: [] }, at),
    );
    const ai = await db.write((tx) => insertAiTrigger(tx, { prefix: '=', name: 'Ask' }, at));
    await makeTrigger('starts', 'query', { presetId: preset.id }, 'lab');
    await ask('starts');
    await ask('= starts');
    await ask('= u1 load');
    await ask('=');
    expect(await findQueryPreset(db.read, preset.id)).toMatchObject({ usageCount: 2 });
    const used = await findAiTrigger(db.read, ai.id);
    expect(used).toMatchObject({ usageCount: 3 });
    expect(used?.lastUsed).not.toBeNull();
    expect(await usage()).toMatchObject({ 'u1 load': [1, 'answered'] });
  });

  test('a trigger that is deleted while it is asked does not take its answer away', async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    const slow: DataSource = {
      ...DOWN,
      read: async () => {
        await gate;
        return [];
      },
    };
    const { makeTrigger, bot, db } = await chatServer(engine, { slow });
    const id = await makeTrigger('slow', 'value', { tags: ['A'] }, 'slow');
    const message = { id: 's1', chat: SARI, sender: SARI, mentionsBot: false };
    await bot.accept({ ...message, text: 'slow', sentAt: new Date() }, 'simulator');
    await db.write((tx) => deleteTrigger(tx, id));
    open();
    await bot.idle();
    expect(await findMessage(db.read, 's1')).toMatchObject({ status: 'processed' });
    expect(await db.read.selectFrom('trigger_usage').selectAll().execute()).toEqual([]);
  });

  test('answers that use the same triggers at the same time do not stop each other', async () => {
    const { bot, makeGroup, value, usage, db } = await plant(engine);
    const ids = [await value('a 1', 'U1_LOAD'), await value('a 2', 'U1_O2')];
    await makeGroup('forth', ids);
    await makeGroup('back', ids.toReversed());
    const sent = Array.from({ length: 40 }, (_, index) => ({
      id: `c${index}`,
      text: index % 2 === 0 ? 'forth' : 'back',
      sender: `+6281${index}`,
    }));
    await db.write((tx) => writeSetting(tx, 'access.mode', 'open', new Date()));
    await Promise.all(
      sent.map(({ id, text, sender }) =>
        bot.accept(
          { id, text, chat: sender, sender, mentionsBot: false, sentAt: new Date() },
          'simulator',
        ),
      ),
    );
    await bot.idle();
    expect(Object.values(await usage())).toEqual([
      [40, 'answered'],
      [40, 'answered'],
    ]);
  });

  test('the list of triggers shows it', async () => {
    const pi = plantConnection({ values: { U1_LOAD: { value: 612.44 } } });
    const { ask, makeTrigger, call } = await chatServer(engine, { pi }, (deps) => [
      triggerRoutes({ ...deps, timeZone: 'Asia/Jakarta' }),
    ]);
    const id = await makeTrigger('u1 load', 'value', { tags: ['U1_LOAD'] }, 'pi');
    await ask('u1 load');
    const shown = { usageCount: 1, lastUsed: '2026-11-27T05:00:00.000Z', lastOutcome: 'answered' };
    expect((await call('GET', `/triggers/${id}`)).body).toMatchObject(shown);
    expect((await call('GET', '/triggers?sort=-lastUsed')).body).toMatchObject({ items: [shown] });
  });
});

describe.each(ENGINES)('how a message was answered, on %s', (engine) => {
  test('is kept with it: the rule, the name, the language, what was asked of whom, and how long it took', async () => {
    const { ask, db } = await plant(engine);
    const { id } = await ask('u1 load sekarang');
    expect((await findMessage(db.read, id))?.outcome).toEqual({
      rule: 'trigger',
      name: 'u1 load',
      asked: { text: 'u1 load sekarang', at: expect.any(String) as string },
      language: 'id',
      ms: expect.any(Number) as number,
      calls: [
        {
          source: 'Source pi',
          operation: 'read',
          tags: 1,
          ms: expect.any(Number) as number,
          ok: true,
        },
      ],
    });
  });

  test('tells a call that failed by its code, and the calls of a group by what they asked', async () => {
    const { ask, db } = await plant(engine);
    const { id } = await ask('unit 1');
    const outcome = (await findMessage(db.read, id))?.outcome;
    expect(outcome).toMatchObject({ rule: 'group', name: 'unit 1' });
    expect(outcome?.['calls']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ source: 'Source pi', operation: 'read', tags: 3, ok: true }),
        expect.objectContaining({
          source: 'Source down',
          operation: 'read',
          ok: false,
          error: 'test.down',
        }),
      ]),
    );
  });

  test('holds only what was asked for this message, however many are answered at once', async () => {
    const { bot, db, pi } = await plant(engine);
    await db.write((tx) => writeSetting(tx, 'access.mode', 'open', new Date()));
    const ids = Array.from({ length: 20 }, (_, index) => `p${index}`);
    await Promise.all(
      ids.map((id, index) => {
        const sender = `+6282${index}`;
        const message = { id, chat: sender, sender, mentionsBot: false, sentAt: new Date() };
        return bot.accept({ ...message, text: index % 2 ? 'u1 load' : 'help' }, 'simulator');
      }),
    );
    await bot.idle();
    const calls = await Promise.all(
      ids.map(async (id) => (await findMessage(db.read, id))?.outcome?.['calls'] as unknown[]),
    );
    expect(calls.map(({ length }) => length)).toEqual(ids.map((_id, index) => index % 2));
    expect(pi.asked).toHaveLength(10);
  });
});

describe.each(ENGINES)('what the audit log says of questions, on %s', (engine) => {
  test('who asked what, where, and what it was taken for', async () => {
    const { ask, audited } = await plant(engine);
    const long = `u1 load ${'x'.repeat(500)}`;
    await ask('u1 load', { chat: '1203@g.us', mentionsBot: true });
    await ask(long);
    const log = await audited();
    expect(log).toMatchObject([
      {
        action: 'messages.answered',
        actor: SARI,
        details: {
          messageId: 'm1',
          text: 'u1 load',
          rule: 'trigger',
          name: 'u1 load',
          transport: 'simulator',
          chat: '1203@g.us',
        },
      },
      { action: 'messages.answered', details: { messageId: 'm2', text: long.slice(0, 200) } },
    ]);
  });

  test('strangers and the blocked are refused, and floods are spam', async () => {
    const { ask, audited, db } = await plant(engine);
    await db.write(async (tx) => {
      await insertContact(tx, { phone: '+62899', status: 'blocked' }, new Date());
      await writeSetting(tx, 'spam_detection.enabled', true, new Date());
      await writeSetting(tx, 'spam_detection.maxMessagesPerWindow', 1, new Date());
    });
    await ask('u1 load', { sender: '+62844' });
    await ask('u1 load', { sender: '+62899' });
    await ask('u1 load');
    await ask('u1 load');
    expect(
      (await audited()).map(({ action, actor, details }) => [
        action,
        actor,
        (details as { rule: string }).rule,
      ]),
    ).toEqual([
      ['messages.refused', '+62844', 'access.wait'],
      ['messages.refused', '+62899', 'blocked'],
      ['messages.answered', SARI, 'trigger'],
      ['messages.spam', SARI, 'spam'],
    ]);
  });

  test('a message that is delivered twice is in it once', async () => {
    const { bot, audited } = await plant(engine);
    const message = { id: 'd1', chat: SARI, sender: SARI, text: 'u1 load', mentionsBot: false };
    for (let times = 0; times < 2; times += 1) {
      await bot.accept({ ...message, sentAt: new Date() }, 'simulator');
      await bot.idle();
    }
    expect(await audited()).toHaveLength(1);
  });
});

describe.each(ENGINES)('a question that a user asks in a contact’s name, on %s', (engine) => {
  const viaOf = (entries: readonly { action: string; details: unknown }[]) =>
    entries
      .filter(({ action }) => action.startsWith('messages.'))
      .map(({ details }) => (details as { via?: string }).via);

  test('names the user in the audit log, however it is dealt with', async () => {
    const { ask, audited } = await plant(engine);
    await ask('u1 load', { via: 'budi' });
    await ask('u1 load', { via: 'token:historian', sender: '+62899' });
    await ask('u1 load');
    expect(viaOf(await audited())).toEqual(['budi', 'token:historian', undefined]);
  });

  test('names the user also when it is answered after a crash', async () => {
    const { audited, bot, db } = await plant(engine);
    const at = new Date();
    const message = { id: 'left', chat: SARI, sender: SARI, text: 'u1 load', mentionsBot: false };
    await db.write((tx) =>
      recordIncoming(
        tx,
        { ...message, sentAt: at, via: 'budi' },
        { transport: 'simulator', contactId: null, at },
      ),
    );
    expect(await findMessage(db.read, 'left')).toMatchObject({ via: 'budi' });
    await bot.recover();
    await bot.idle();
    expect(viaOf(await audited())).toEqual(['budi']);
    expect(await findMessage(db.read, 'left')).toMatchObject({ via: 'budi', status: 'processed' });
  });
});
