import { describe, expect, test } from 'vitest';
import { ENGINES } from '../../tests/support/databases.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import { recordIncoming } from '../chat/index.ts';
import { insertAiAnswer } from './ai-answers.repository.ts';
import { aiAnswerRoutes } from './ai-answers.routes.ts';

const AT = new Date('2026-11-27T04:00:00.000Z');
const BUDI = { chat: '+6281200000001', sender: '+6281200000001' };

describe.each(ENGINES)('answers to plain questions over HTTP on %s', (engine) => {
  test('the answer of a message is found by the message, and none for a message that asked nothing so', async () => {
    const { call, db } = await routeServer(engine, (deps) =>
      aiAnswerRoutes({ ...deps, timeZone: 'Asia/Jakarta' }),
    );
    await db.write(async (tx) => {
      for (const id of ['m1', 'm2', 'm3']) {
        const message = { id, text: '', mentionsBot: true, sentAt: AT, ...BUDI };
        await recordIncoming(tx, message, { transport: 'simulator', contactId: null, at: AT });
      }
      for (const messageId of ['m1', 'm2', null]) {
        const answer = {
          id: `answer of ${messageId}`,
          messageId,
          ...BUDI,
          contactId: null,
          aiTriggerId: null,
          question: 'what is the load of unit 1',
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
        } as const;
        await insertAiAnswer(tx, answer, AT);
      }
    });
    const idsOf = async (query: string) => {
      const { status, body } = await call('GET', `/ai-answers${query}`, undefined, 'viewer');
      expect(status).toBe(200);
      return (body as { items: { id: string }[] }).items.map(({ id }) => id);
    };
    expect(await idsOf('?messageId=m1')).toEqual(['answer of m1']);
    expect(await idsOf('?messageId=m2&outcome=answered')).toEqual(['answer of m2']);
    expect(await idsOf('?messageId=m3')).toEqual([]);
    expect(await idsOf('')).toHaveLength(3);
    expect((await call('GET', '/ai-answers?messageId=m1', undefined, 'nobody')).status).toBe(401);
  });
});
