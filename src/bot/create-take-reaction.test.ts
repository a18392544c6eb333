import { describe, expect, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { findAiAnswerOfMessage, insertAiAnswer } from '../ai/index.ts';
import { recordIncoming } from '../chat/index.ts';
import type { Engine } from '../db/index.ts';
import { enqueue } from '../outbox/index.ts';
import { createTakeReaction, feedbackOf } from './create-take-reaction.ts';

const AT = new Date('2026-11-28T07:00:00.000Z');
const GROUP = '120363000000000001@g.us';
const BUDI = '+6281200000001';
const SARI = '+6281200000002';

/** Budi has asked in the group and was answered by one row of the outbox. */
async function answered(engine: Engine) {
  const db = await freshDatabase(engine);
  const asked = { id: 'q1', chat: GROUP, sender: BUDI, mentionsBot: true, sentAt: AT };
  const id = await db.write(async (tx) => {
    const message = { ...asked, text: '= load of unit 1' };
    await recordIncoming(tx, message, { transport: 'whatsapp-web', contactId: null, at: AT });
    await insertAiAnswer(
      tx,
      {
        id: 'a1',
        messageId: 'q1',
        chat: GROUP,
        sender: BUDI,
        contactId: null,
        aiTriggerId: null,
        question: 'load of unit 1',
        language: 'en',
        path: 'built_in',
        outcome: 'answered',
        model: null,
        understood: null,
        calls: [],
        answer: '612.4 MW',
        inputTokens: null,
        outputTokens: null,
        costUsd: null,
        ms: 40,
      },
      AT,
    );
    return await enqueue(
      tx,
      {
        recipient: GROUP,
        text: '612.4 MW',
        type: 'reply',
        transport: 'whatsapp-web',
        inReplyTo: 'q1',
      },
      AT,
    );
  });
  const take = createTakeReaction(db);
  return {
    db,
    id,
    react: async (
      emoji: string | null,
      more: { sender?: string; key?: string; senderAliases?: string[] } = {},
    ) => await take({ key: `${id}.0`, sender: BUDI, emoji, at: AT, ...more }),
    feedback: async () => (await findAiAnswerOfMessage(db.read, 'q1'))?.feedback,
  };
}

describe.each(ENGINES)('reactions to answers on %s', (engine) => {
  test('a thumb of who asked is kept with the answer, changed, and taken back', async () => {
    const { react, feedback } = await answered(engine);
    await react('👍🏽');
    expect(await feedback()).toBe('good');
    await react('❌');
    expect(await feedback()).toBe('bad');
    await react('🤔');
    expect(await feedback()).toBe('bad');
    await react(null);
    expect(await feedback()).toBeNull();
  });

  test('it counts at any part of the answer, and under another address of the same person', async () => {
    const { id, react, feedback } = await answered(engine);
    await react('✅', { key: `${id}.3`, sender: '222@lid', senderAliases: [BUDI] });
    expect(await feedback()).toBe('good');
  });

  test('another person of the group, and a reaction to what is no answer, say nothing', async () => {
    const { react, feedback } = await answered(engine);
    await react('👎', { sender: SARI });
    await react('👎', { key: '999.0' });
    await react('👎', { key: 'no key of ours' });
    expect(await feedback()).toBeNull();
  });

  test('nothing is stored or sent but what was thought of the answer', async () => {
    const { db, react } = await answered(engine);
    await react('👎');
    const messages = await db.read.selectFrom('messages').select('id').execute();
    const rows = await db.read.selectFrom('outgoing_messages').select('id').execute();
    expect([messages.length, rows.length]).toEqual([1, 1]);
  });
});

test('hearts and thumbs count in every colour, others not at all', () => {
  expect(['👍', '👍🏿', '❤️', '❤', '✅', '👏🏻'].map(feedbackOf)).toEqual(Array(6).fill('good'));
  expect(['👎', '👎🏽', '❌', '😡'].map(feedbackOf)).toEqual(Array(4).fill('bad'));
  expect(['😂', '🙏', '', '👍👎', '1'].map(feedbackOf)).toEqual(Array(5).fill(undefined));
});
