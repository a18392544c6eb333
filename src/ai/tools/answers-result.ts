import { triggerReply } from '../../replies/index.ts';
import type { Answer } from '../../triggers/index.ts';
import { answerData } from './answer-data.ts';
import { joinReplies } from './join-replies.ts';
import { replyContextOf } from './reply-context-of.ts';
import { type ResolvedTag, sourceIdsOf } from './resolve-tags.ts';
import type { ToolAsking, ToolResult } from './tool.ts';

/** What a tool gives for the answers of one or more sources: worded as the same triggers would be. */
export function answersResult(
  answers: readonly Answer[],
  resolved: readonly ResolvedTag[],
  asking: ToolAsking,
): ToolResult {
  const context = replyContextOf(asking);
  const data = answers.map((answer) => answerData(answer, asking));
  return {
    reply: joinReplies(
      answers.map((answer) => triggerReply(answer, context)),
      asking.language,
    ),
    data: data.length === 1 ? data[0] : { sources: data },
    answers,
    sourceIds: sourceIdsOf(resolved),
  };
}
