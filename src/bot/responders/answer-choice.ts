import { parseChoice } from '../../grammar/index.ts';
import type { About, Pending } from '../pending.ts';
import type { Answered, Question, Responder } from '../question.ts';
import { isAllowedEntry } from '../../access/index.ts';
import { answerTag } from './answer-tag.ts';

/**
 * `1`, `2`, … say what the chat was offered, as its own words do; `next` and `lanjut` turn the page. Without an offer they mean nothing,
 * and the message is read like any other.
 *
 * @param answer answers a question from the beginning of the order
 */
export function answerChoice(answer: (question: Question) => Promise<Answered>): Responder {
  return async (question) => {
    const { pending } = question;
    if (!pending || pending.kind === 'variable') return undefined;
    if (pending.kind === 'pages') {
      return parseChoice(question.text)?.kind === 'next' ? turnPage(pending, question) : undefined;
    }
    const chosen = chosenOf(pending.choices, question.text);
    if (!chosen) return undefined;
    const { say, sourceId, language, means: chosenTag } = chosen;
    const contact = language ? { ...question.contact, language } : question.contact;
    const asked = { ...question, contact, text: say, pending: undefined };
    const source = sourceId === undefined ? undefined : question.sources.find(sourceId);
    const said = { text: say, ...(sourceId !== undefined && { sourceId }) };
    if (!source) return { said, ...(chosenTag && { chosenTag }), ...(await answer(asked)) };
    // A tag of this source was offered, and a trigger or another source may go by the same name.
    const ofSource = { ...asked, sources: { ...question.sources, list: () => [source] } };
    return { said, ...((await answerTag(ofSource)) ?? (await answer(ofSource))) };
  };
}

type Offered = Extract<Pending, { kind: 'choices' }>['choices'][number];

/** By its number, or by its own words, which is what its button says. */
function chosenOf(offered: readonly Offered[], text: string): Offered | undefined {
  const choice = parseChoice(text);
  if (choice?.kind === 'number') return offered[choice.number - 1];
  const typed = text.toLowerCase();
  const said = offered.filter(({ say, label = say }) =>
    [say, label].some((words) => words.toLowerCase() === typed),
  );
  return said.length === 1 ? said[0] : undefined;
}

function turnPage(
  { pages, about }: Extract<Pending, { kind: 'pages' }>,
  question: Question,
): Answered | undefined {
  const [page, ...rest] = pages;
  if (!page || (about && !mayStillAsk(about, question))) return undefined;
  return { rule: 'next', reply: { ...page, rest }, ...(about && { about }) };
}

/** The pages were read when the answer was; since then a grant, or the trigger itself, may be gone. */
function mayStillAsk(about: About, question: Question): boolean {
  const { rights, knowledge } = question;
  if (rights.isEverything) return true;
  if (about.kind === 'sources') {
    const { ids, triggerIds = [] } = about;
    const asked = (id: string) => mayStillAsk({ kind: 'trigger', id }, question);
    return ids.every((id) => rights.mayUseSource(id)) && triggerIds.every(asked);
  }
  const { kind, id } = about;
  if (kind === 'source') return rights.mayUseSource(id);
  for (const entry of knowledge.catalogue.byKey.values()) {
    if (entry.kind === kind && entry.item.id === id) return isAllowedEntry(entry, rights);
  }
  return false;
}
