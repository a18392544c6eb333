import type { Answer, TextAnswer } from '../triggers/index.ts';
import type { BuiltReply, ReplyContext } from './built-reply.ts';
import { failedReply } from './failed-reply.ts';
import { historyReply } from './history-reply.ts';
import { localText } from './local-text.ts';
import { ownLines } from './message-text.ts';
import { paginate } from './paginate.ts';
import { summaryReply } from './summary-reply.ts';
import { tableReply } from './table-reply.ts';
import { templateReply } from './template-reply.ts';
import { trendReply } from './trend-reply.ts';
import { valueReply } from './value-reply.ts';

/** The reply to one trigger or tag: in the admin's own wording when the trigger has a template for its answer. */
export function triggerReply(answer: Answer, context: ReplyContext): BuiltReply {
  let built: BuiltReply | undefined;
  const standard = () => (built ??= standardReply(answer, context));
  return templateReply(answer, context, standard) ?? standard();
}

/** The reply without regard to a template. */
function standardReply(answer: Answer, context: ReplyContext): BuiltReply {
  switch (answer.kind) {
    case 'value':
      return valueReply(answer, context);
    case 'history':
      return historyReply(answer, context);
    case 'summary':
      return summaryReply(answer, context);
    case 'trend':
      return trendReply(answer, context);
    case 'query':
      return tableReply(answer, context);
    case 'text':
      return textReply(answer, context);
    case 'failed':
      return failedReply(answer, context);
  }
}

/** An admin's text as written, marks included. */
function textReply(answer: TextAnswer, { language }: ReplyContext): BuiltReply {
  const lines = ownLines(localText(answer.text, language));
  return paginate({ language, head: [], rows: lines.map((text) => ({ text })) });
}
