import type { IncomingReaction } from '#sdk';
import { type Feedback, findAiAnswerOfMessage, recordFeedback } from '../ai/index.ts';
import type { Db } from '../db/index.ts';
import { findAnsweredBy } from '../outbox/index.ts';

const GOOD = new Set(['👍', '❤', '✅', '👏']);
const BAD = new Set(['👎', '❌', '😡']);
/** Skin tones, and the mark that asks for a coloured glyph: they change the look, not what is meant. */
const LOOKS = /[\p{Emoji_Modifier}\u{FE0F}]/gu;

/**
 * Takes what people think of answers to questions in plain words; for `TransportTools.onReaction`. Only who asked is
 * heard: in a group, others judge a question that was not theirs. It is never answered, and never kept otherwise.
 */
export function createTakeReaction(db: Db): (reaction: IncomingReaction) => Promise<void> {
  return async ({ key, sender, senderAliases = [], emoji }) => {
    const feedback = emoji === null ? null : feedbackOf(emoji);
    if (feedback === undefined) return;
    const messageId = await findAnsweredBy(db.read, key);
    if (messageId === undefined) return;
    const answer = await findAiAnswerOfMessage(db.read, messageId);
    if (!answer?.sender || ![sender, ...senderAliases].includes(answer.sender)) return;
    if (answer.feedback !== feedback)
      await db.write((tx) => recordFeedback(tx, messageId, feedback));
  };
}

/** Undefined for an emoji that says neither. */
export function feedbackOf(emoji: string): Feedback | undefined {
  const bare = emoji.replaceAll(LOOKS, '');
  if (GOOD.has(bare)) return 'good';
  return BAD.has(bare) ? 'bad' : undefined;
}
