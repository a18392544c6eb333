import { formatMinute, type GroupAnswer } from '../triggers/index.ts';
import type { BuiltReply, ReplyContext } from './built-reply.ts';
import { alignLabel, hang, labelWidth } from './label-column.ts';
import { memberChunks } from './member-chunks.ts';
import { bold, plainText } from './message-text.ts';
import { paginate } from './paginate.ts';
import { say } from './say.ts';

/** The combined reply of a group: a line or two for each member, those that failed named among the others. */
export function groupReply(group: GroupAnswer, context: ReplyContext): BuiltReply {
  const { language, now } = context;
  const members = group.members.map((member) => ({
    ...memberChunks(member, context),
    label: plainText(member.label ?? member.name, 24),
  }));
  const labels = members.map(({ label, isOk }) => alignLabel(label, isOk));
  const width = labelWidth(labels);
  const count = members.reduce((sum, { values }) => sum + values, 0);
  const title = `${bold(plainText(group.name, 80))} – ${say(language, 'values', { count })}, ${formatMinute(now.toISOString(), context)}`;
  const description = plainText(group.description ?? '');
  return paginate({
    language,
    head: [{ text: title }, ...(description === '' ? [] : [{ text: description }])],
    rows: members.map(({ chunks, facts }, index) => ({
      text: hang(labels[index] ?? '', width, chunks),
      facts,
    })),
  });
}
