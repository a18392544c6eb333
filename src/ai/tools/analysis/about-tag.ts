import { AppError, type TagInfo, type TimeRange } from '#sdk';
import {
  type BuiltReply,
  outcomeError,
  type ReplyContext,
  type ReplyLine,
  titleLine,
  triggerReply,
} from '../../../replies/index.ts';
import { type FailedAnswer, formatRange } from '../../../triggers/index.ts';
import { tagNotFound } from '../../ai.errors.ts';
import { failedData, problemData } from '../answer-data.ts';
import { replyContextOf } from '../reply-context-of.ts';
import { type ResolvedTag, resolveTags } from '../resolve-tags.ts';
import type { ToolAsking, ToolResult } from '../tool.ts';

/** @throws AppError `ai.tag_not_found` and the like */
export async function resolveTag(
  name: string,
  sourceName: string | undefined,
  asking: ToolAsking,
): Promise<ResolvedTag> {
  const [resolved] = await resolveTags([name], sourceName, asking);
  if (!resolved) throw tagNotFound(name, []);
  return resolved;
}

/**
 * A result about one tag. A source that fails is a result too, with the last good value known.
 *
 * @throws AppError of kind `invalid` for a question that makes no sense
 */
export async function aboutTag(
  resolved: ResolvedTag,
  asking: ToolAsking,
  work: (context: ReplyContext) => Promise<{ readonly reply: BuiltReply; readonly data: object }>,
): Promise<ToolResult> {
  const { source } = resolved;
  const context = replyContextOf(asking);
  try {
    return { ...(await work(context)), sourceIds: [source.id] };
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'invalid') throw error;
    const answer = failedAnswer(resolved, error);
    return {
      reply: triggerReply(answer, context),
      data: failedData(answer, asking),
      sourceIds: [source.id],
    };
  }
}

/** What is said of a tag that its source knows and cannot give. */
export function tagProblem(
  { name, error }: { readonly name: string; readonly error: AppError },
  { source }: ResolvedTag,
  { language }: ReplyContext,
): { readonly reply: BuiltReply; readonly data: object } {
  const text = `⚠ ${outcomeError(error, name, source.name, language)}`;
  return { reply: { text, facts: [] }, data: { ...problemData({ name, error }) } };
}

/** The first lines of a reply about a tag over a range. */
export function headOf(
  tag: TagInfo,
  range: TimeRange | undefined,
  context: ReplyContext,
): readonly ReplyLine[] {
  const title = { text: titleLine({ name: tag.name, outcomes: [{ ok: true, tag }] }, context) };
  return range ? [title, { text: formatRange(range, context) }] : [title];
}

function failedAnswer({ source, tag }: ResolvedTag, error: AppError): FailedAnswer {
  const known = source.lastGood(tag.name);
  return {
    kind: 'failed',
    name: tag.name,
    source: source.name,
    error,
    failingSince: source.failingSince(),
    lastGood: known ? [known] : [],
  };
}
