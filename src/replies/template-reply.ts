import { AppError } from '#sdk';
import {
  type Answer,
  type Fact,
  parseReplyTemplate,
  type TemplatePart,
} from '../triggers/index.ts';
import type { BuiltReply, ReplyContext, ReplyPage } from './built-reply.ts';
import { fillPlaceholder } from './fill-placeholder.ts';
import { localText } from './local-text.ts';
import { ownLines } from './message-text.ts';
import { paginate } from './paginate.ts';

/**
 * The reply in the admin's own wording; undefined when the trigger has none for this answer, such as a source's
 * failure, or text that was not checked when it was stored.
 *
 * @param standard what Plantline would say without the template: `{rows}` is its part below the title
 */
export function templateReply(
  answer: Answer,
  context: ReplyContext,
  standard: () => BuiltReply,
): BuiltReply | undefined {
  if (answer.kind === 'failed' || answer.kind === 'text') return undefined;
  const template = localText(answer.template, context.language);
  if (template.trim() === '') return undefined;
  const parts = parsedOrNothing(template, answer.kind);
  if (!parts) return undefined;

  const filled = parts.map((part): ReplyPage =>
    'text' in part
      ? { text: part.text, facts: [] }
      : fillPlaceholder(part, answer, context, standard),
  );
  const facts = withoutRepetition(filled.flatMap((one) => one.facts));
  const lines = ownLines(filled.map((one) => one.text).join('')).map((text) => ({ text }));
  const [first = { text: '' }, ...others] = lines;
  const { language } = context;
  const reply = paginate({ language, head: [], rows: [{ ...first, facts }, ...others] });
  const hasRows = parts.some((part) => 'placeholder' in part && part.placeholder === 'rows');
  const rest = [...(reply.rest ?? []), ...(hasRows ? (standard().rest ?? []) : [])];
  return rest.length > 0 ? { ...reply, rest } : reply;
}

/** A template may show a value twice, on its own and among the rows: it is one fact. */
function withoutRepetition(facts: readonly Fact[]): readonly Fact[] {
  return [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()];
}

function parsedOrNothing(
  template: string,
  kind: Parameters<typeof parseReplyTemplate>[1],
): readonly TemplatePart[] | undefined {
  try {
    return parseReplyTemplate(template, kind);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
