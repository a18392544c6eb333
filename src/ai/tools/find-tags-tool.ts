import type { TagCandidate, TagFinder } from '../../tag-search/index.ts';
import { awaitTagIndex } from '../../tag-search/index.ts';
import { bold, paginate, plainReply, plainText, say } from '../../replies/index.ts';
import { tagData } from './answer-data.ts';
import { TOOL_INPUTS } from './tool-inputs.ts';
import { defineTool, type ToolAsking } from './tool.ts';

/** Tags by words, the best first. */
export function findTagsTool(tagFinder: Pick<TagFinder, 'findAll'>) {
  return defineTool({
    name: 'find_tags',
    description:
      'Looks for tags by words of a question in English or Indonesian: what is measured, where, and the unit or area (“main steam temperature unit 2”). Gives exact tag names for the other tools, the best first, each with a score from 0 to 1. Call it before any other tool unless the person named a tag. When the best two fit about as well, ask the person which is meant.',
    input: TOOL_INPUTS.find_tags,
    async run({ words, limit }, asking) {
      const { sources, rights, signal, contact, named } = asking;
      const asker = { sources, rights, signal, contactId: contact?.id ?? null, named };
      const found = await tagFinder.findAll(words, asker, { limit });
      const candidates = found.slice(0, limit);
      const isComplete = candidates.length > 0 || (await awaitTagIndex(asking));
      return {
        reply: foundReply(words, candidates, isComplete, asking),
        data: {
          tags: candidates.map(({ tag, source, score, alias }) => ({
            ...tagData(tag),
            source: source.name,
            score: Math.round(score * 100) / 100,
            ...(alias !== undefined && { alias }),
          })),
          ...(!isComplete && { note: 'The list of tags is still being read: more may be found.' }),
        },
        sourceIds: [...new Set(candidates.map(({ source }) => source.id))],
      };
    },
  });
}

function foundReply(
  words: string,
  candidates: readonly TagCandidate[],
  isComplete: boolean,
  { language }: ToolAsking,
) {
  const [only] = candidates;
  if (!only) {
    const none = plainReply('nothingFound', language, { text: words });
    const incomplete = isComplete ? '' : ` ${plainReply('indexIncomplete', language).text}`;
    return { ...none, text: none.text + incomplete };
  }
  const isOfSeveral = candidates.some(({ source }) => source !== only.source);
  return paginate({
    language,
    head: [{ text: say(language, 'plainTagsFound', { text: plainText(words, 60) }) }],
    rows: candidates.map(({ tag, source }) => {
      const unit = tag.unit === null ? '' : ` (${plainText(tag.unit, 20)})`;
      const where = isOfSeveral ? ` · ${plainText(source.name, 40)}` : '';
      const about = plainText(tag.description, 80);
      const description = about === '' ? '' : ` – ${about}`;
      return { text: `${bold(plainText(tag.name, 60))}${description}${unit}${where}` };
    }),
  });
}
