import type { Language } from '../../triggers/index.ts';
import { parseWord, type Word } from '../../grammar/index.ts';
import { languageOf } from '../question-language.ts';
import type { Answered, Question } from '../question.ts';
import {
  choicesReply,
  helpReply,
  listReply,
  plainReply,
  whoAmIReply,
} from '../../replies/index.ts';
import { allowedOffer } from './allowed-names.ts';
import { answerFoundTag } from './answer-tag.ts';
import { awaitTagIndex } from '../../tag-search/index.ts';
import { findTag } from '../../tag-search/index.ts';
import { searchTags } from '../../tag-search/index.ts';
import { trendOfTags } from './trend-of-tags.ts';
import { trendOfTrigger } from './trend-of-trigger.ts';

/** Found tags in one reply: as many as a phone shows without scrolling much. */
const TAGS_SHOWN = 8;

/** The grammar's own words: help, list, language, whoami, tag, trend. */
export async function answerWord(question: Question): Promise<Answered | undefined> {
  const word = parseWord(question.text);
  if (!word) return undefined;
  const language = languageOf(question, question.text);
  const answered = await answerIt(word, question, language);
  return answered && { language, ...answered };
}

async function answerIt(
  word: Word,
  question: Question,
  language: Language,
): Promise<Answered | undefined> {
  switch (word.kind) {
    case 'help':
      return { rule: 'help', reply: helpReply(allowedOffer(question), language) };
    case 'list':
      return { rule: 'list', reply: listReply(allowedOffer(question), language) };
    case 'whoami':
      return whoAmI(question);
    case 'language':
      return word.language
        ? {
            rule: 'language',
            language: word.language,
            reply: plainReply('languageSet', word.language),
            setLanguage: word.language,
          }
        : { rule: 'language', reply: plainReply('languageHint', language) };
    case 'tag':
      return await findTags(question, word.words);
    case 'trend':
      return await showTrend(question, word.rest);
  }
}

function whoAmI(question: Question): Answered {
  const { contact, message, rights } = question;
  const { groups, triggers } = allowedOffer(question);
  const may = rights.isEverything ? 'all' : { names: groups.length + triggers.length };
  const who = { name: contact.name, address: message.sender, may } as const;
  return { rule: 'whoami', reply: whoAmIReply(who, languageOf(question, '')) };
}

async function findTags(question: Question, words: string): Promise<Answered> {
  const language = languageOf(question, words);
  if (words === '') return { rule: 'tag.hint', reply: plainReply('tagHint', language) };
  const isIndexed = await awaitTagIndex(question);
  const found = searchTags(question, words, TAGS_SHOWN);
  if (found.length === 0) {
    const nothing = plainReply('nothingFound', language, { text: words });
    const hint = isIndexed ? '' : `\n${plainReply('indexIncomplete', language).text}`;
    return { rule: 'tag.none', reply: { ...nothing, text: nothing.text + hint } };
  }
  const choices = found.map(({ tag, source }) => ({
    say: tag.name,
    sourceId: source.id,
    language,
  }));
  const names = found.map(({ tag }) => ({ name: tag.name, note: tag.description }));
  return {
    rule: 'tag.search',
    reply: choicesReply('tagsFound', names, language, { text: words }),
    choices,
  };
}

/** `trend` takes a tag; the name of a trigger is what people send as often, so its tags are meant too. */
async function showTrend(question: Question, rest: string): Promise<Answered | undefined> {
  const language = languageOf(question, question.text);
  if (rest === '') {
    const { exampleTag, exampleTrigger } = allowedOffer(question);
    const tag = exampleTag ?? exampleTrigger ?? 'SINUSOID';
    return { rule: 'trend.hint', reply: plainReply('trendHint', language, { tag }) };
  }
  const asked = { ...question, text: rest };
  const found = await findTag(rest, asked);
  if (found) return await answerFoundTag(found, asked, 'trend');
  const named = (await trendOfTrigger(asked)) ?? (await trendOfTags(asked));
  if (named) return named;
  const suggestions = searchTags(question, rest, 3);
  if (suggestions.length === 0) {
    return { rule: 'trend.none', reply: plainReply('nothingFound', language, { text: rest }) };
  }
  const choices = suggestions.map(({ tag }) => ({ say: `trend ${tag.name}`, language }));
  const names = suggestions.map(({ tag }) => ({ name: tag.name, note: tag.description }));
  return {
    rule: 'trend.did_you_mean',
    reply: choicesReply('didYouMean', names, language, { text: rest }),
    choices,
  };
}
