import { awaitTagIndex } from '../../tag-search/index.ts';
import { runGroup, runTrigger } from '../../triggers/index.ts';
import { groupReply, plainReply, triggerReply } from '../../replies/index.ts';
import { picturesOf } from '../pictures-of.ts';
import type { About } from '../pending.ts';
import type { Answered, Question } from '../question.ts';
import { languageOf } from '../question-language.ts';
import { findTrendTags } from './find-trend-tags.ts';
import { trendTrigger } from './trend-trigger.ts';

/** More lines than this in one picture nobody tells apart. */
const TAGS_MAX = 6;

/**
 * `trend A, B, C 8h`: several tags in one picture, or in one for each source that has some of them. Undefined when the
 * text names no several tags.
 */
export async function trendOfTags(question: Question): Promise<Answered | undefined> {
  const { text, sources, now, timeZone, signal } = question;
  // Only an index tells where one name ends and the next begins.
  if (/[ ,]/.test(text)) await awaitTagIndex(question);
  const found = findTrendTags(text, question);
  if (!found) return undefined;
  const { tags, forbidden } = found;
  const names = tags.map(({ name }) => name);
  const language = languageOf(question, withoutNames(text, names), names[0]);
  if (forbidden !== undefined) {
    const reply = plainReply('notAllowed', language, { name: forbidden });
    return { rule: 'not_allowed', name: forbidden, language, reply };
  }
  if (tags.length > TAGS_MAX) {
    const reply = plainReply('trendTooMany', language, { max: TAGS_MAX });
    return { rule: 'trend.too_many', language, reply };
  }
  const bySource = Map.groupBy(tags, ({ source }) => source.id);
  const triggers = [...bySource].map(([dataSourceId, group]) => {
    const own = group.map(({ name }) => name);
    const name = own.join(', ');
    return trendTrigger({ id: `tag:${name}`, name, dataSourceId }, { tags: own });
  });
  const context = { sources, now, timeZone, signal };
  const shown = { language, timeZone, now };
  const name = names.join(', ');
  const sourceIds = [...bySource.keys()];
  const [first, ...others] = triggers;
  if (first && others.length === 0) {
    const answer = await runTrigger(first, found.arguments, context);
    const reply = triggerReply(answer, shown);
    const pictures = picturesOf([answer], shown);
    const about = aboutOf(sourceIds);
    return { rule: 'trend', name, language, reply, pictures, about, answers: [answer] };
  }
  const group = {
    id: '',
    name,
    description: null,
    executionMode: 'parallel',
    members: triggers,
  } as const;
  const answer = await runGroup(group, found.arguments, context);
  const reply = groupReply(answer, shown);
  const pictures = picturesOf(answer.members, shown);
  const about = aboutOf(sourceIds);
  return { rule: 'trend', name, language, reply, pictures, about, answers: answer.members };
}

function aboutOf(ids: readonly string[]): About {
  return { kind: 'sources', ids: [...ids] };
}

/** What a person said besides the names, by whose words the language is told. */
function withoutNames(text: string, names: readonly string[]): string {
  return names.reduce((rest, name) => rest.replace(name, ' '), text);
}
