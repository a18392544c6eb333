import { describe, expect, test } from 'vitest';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { recordIncoming } from '../chat/index.ts';
import type { Engine } from '../db/index.ts';
import {
  type NewAiAnswer,
  findAiAnswer,
  findNewestAiAnswer,
  insertAiAnswer,
  pageAiAnswers,
  recordFeedback,
} from './ai-answers.repository.ts';

const BUDI = { chat: '+6281200000001', sender: '+6281200000001' };
const AT = new Date('2026-11-28T07:00:00.000Z');
const minutesLater = (minutes: number) => new Date(AT.getTime() + minutes * 60_000);

const ANSWER: NewAiAnswer = {
  id: 'a1',
  messageId: null,
  ...BUDI,
  contactId: null,
  aiTriggerId: null,
  question: 'what is the load of unit 1',
  language: 'en',
  path: 'built_in',
  outcome: 'answered',
  model: null,
  understood: {
    intent: 'value',
    calls: [{ tool: 'current_values', input: { tags: ['U1_LOAD'] } }],
    slots: { unit: 1 },
  },
  calls: [{ tool: 'current_values', input: { tags: ['U1_LOAD'] }, ms: 12, result: { value: 1.5 } }],
  answer: '612.4 MW',
  inputTokens: null,
  outputTokens: null,
  costUsd: null,
  ms: 40,
};

async function store(engine: Engine, ...answers: (Partial<NewAiAnswer> & { at?: Date })[]) {
  const db = await freshDatabase(engine);
  await db.write(async (tx) => {
    for (const { at = AT, ...answer } of answers) {
      const { messageId } = answer;
      if (messageId) {
        const message = { id: messageId, text: '', mentionsBot: true, sentAt: at, ...BUDI };
        await recordIncoming(tx, message, { transport: 'simulator', contactId: null, at });
      }
      await insertAiAnswer(tx, { ...ANSWER, ...answer }, at);
    }
  });
  return db;
}

describe.each(ENGINES)('answers to plain questions on %s', (engine) => {
  test('are kept whole, with how they were understood and what was asked for them', async () => {
    const db = await store(engine, {});
    expect(await findAiAnswer(db.read, 'a1')).toEqual({
      ...ANSWER,
      feedback: null,
      createdAt: AT,
    });
  });

  test('a follow-up finds the newest of its chat and person, and none that is too old', async () => {
    const db = await store(
      engine,
      { id: 'old' },
      { id: 'new', at: minutesLater(5) },
      { id: 'other', sender: '+62999', at: minutesLater(6) },
    );
    const newest = async (since: Date) => (await findNewestAiAnswer(db.read, BUDI, since))?.id;
    expect(await newest(minutesLater(-15))).toBe('new');
    expect(await newest(minutesLater(6))).toBeUndefined();
  });

  test('are listed newest first, by outcome, day and words, page by page', async () => {
    const db = await store(
      engine,
      { id: 'a' },
      { id: 'b', at: minutesLater(1), outcome: 'unknown', question: 'sing me a song' },
      { id: 'c', at: minutesLater(2), path: 'model', model: 'm' },
    );
    const ids = async (filter: object, request: object = {}) => {
      const page = await pageAiAnswers(db.read, { limit: 10, ...request }, filter);
      return page.items.map(({ id }) => id);
    };
    expect(await ids({})).toEqual(['c', 'b', 'a']);
    expect(await ids({ outcome: 'unknown' })).toEqual(['b']);
    expect(await ids({ path: 'model' })).toEqual(['c']);
    expect(await ids({ from: minutesLater(1), to: minutesLater(2) })).toEqual(['b']);
    expect(await ids({}, { q: 'song' })).toEqual(['b']);
    const first = await pageAiAnswers(db.read, { limit: 2 }, {});
    expect(await ids({}, { cursor: first.nextCursor })).toEqual(['a']);
  });

  test('what somebody thought of an answer is kept, and taken back', async () => {
    const db = await store(engine, { messageId: 'm1' });
    const react = (feedback: 'good' | 'bad' | null, messageId = 'm1') =>
      db.write((tx) => recordFeedback(tx, messageId, feedback));
    expect(await react('good')).toBe(true);
    expect(await findAiAnswer(db.read, 'a1')).toMatchObject({ feedback: 'good' });
    await react(null);
    expect(await findAiAnswer(db.read, 'a1')).toMatchObject({ feedback: null });
    expect(await react('bad', 'nobody')).toBe(false);
  });
});
