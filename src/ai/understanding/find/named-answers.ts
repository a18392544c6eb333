import type { LoadedTrigger, TriggerConfig } from '../../../triggers/index.ts';
import type { ToolAsking } from '../../tools/index.ts';
import type { Subject } from '../reading.ts';

type Entry = ToolAsking['named'][number];

const IGNORED = new Set(['of', 'the', 'for', 'di', 'pada', 'untuk', 'a', 'an', 'and', 'dan']);
const SAME: Readonly<Record<string, string>> = { laporan: 'report', reports: 'report' };

/** The trigger or group whose name is what was said, in any order: `u1 steam` for "steam of unit 1". */
export function findByName(
  words: string,
  area: string | undefined,
  { named }: ToolAsking,
): Entry | undefined {
  const said = keyWords(`${words} ${area ?? ''}`);
  if (said.size === 0) return undefined;
  return named.find(({ item }) => isSame(keyWords(item.name), said));
}

/** The name with the most words among those whose every word was said: `unit 1 report`. */
export function findNameIn(text: string, { named }: ToolAsking): Entry | undefined {
  const said = keyWords(text);
  const held = named
    .map((entry) => ({ entry, words: keyWords(entry.item.name) }))
    .filter(({ words }) => words.size > 0 && [...words].every((word) => said.has(word)));
  return held.toSorted((a, b) => b.words.size - a.words.size)[0]?.entry;
}

/**
 * For people who may use triggers and no tags: the triggers that are about what was said, by their names and
 * descriptions.
 */
export function findTriggersAbout(
  subject: Subject,
  { named }: ToolAsking,
): readonly LoadedTrigger[] {
  const said = keyWords(`${subject.words} ${subject.area ?? ''} ${subject.tag ?? ''}`);
  if (said.size === 0) return [];
  const triggers = named.flatMap((entry) => (entry.kind === 'trigger' ? [entry.item] : []));
  const exact = triggers.filter(({ name }) => isSame(keyWords(name), said));
  const about = triggers.filter((trigger) => {
    const { description } = trigger;
    const told = typeof description === 'string' ? [description] : Object.values(description ?? {});
    const texts = ['', ...told, trigger.firstTag ?? ''];
    const words = texts.map((text) => keyWords(`${trigger.name} ${text}`));
    return words.some((known) => [...said].every((word) => known.has(word)));
  });
  return [...new Set([...exact, ...about])];
}

/** What a trigger asks; undefined when its set-up cannot be used. */
export function configOf(trigger: LoadedTrigger): TriggerConfig | undefined {
  try {
    return trigger.runnable().config;
  } catch {
    return undefined;
  }
}

/** Whether a trigger is only another name of one tag. */
export function isNameOfTag(entry: Entry): boolean {
  if (entry.kind !== 'trigger') return false;
  const config = configOf(entry.item);
  return config?.type === 'value' && config.tags.length === 1 && config.elements.length === 0;
}

function keyWords(text: string): ReadonlySet<string> {
  const words = text
    .toLowerCase()
    .replaceAll(/\bu[-_]?0*(\d{1,2})\b/g, 'unit $1')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !IGNORED.has(word))
    .map((word) => SAME[word] ?? word.replace(/(?<=\p{L}{3})(?<![su])s$/u, ''));
  return new Set(words);
}

function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((word) => b.has(word));
}
