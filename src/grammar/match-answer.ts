import { answerKey } from '../lib/answer-key.ts';
import type { Catalogue, CatalogueEntry, Named } from './catalogue.ts';

/** What a message names, and what it says after the name (empty when it says nothing more). */
export type Match<Group extends Named, Trigger extends Named> = CatalogueEntry<Group, Trigger> & {
  readonly argumentText: string;
};

/**
 * The group or trigger whose name is the text, or the longest one whose name starts it at a word's end; a group is
 * started by a text only where no trigger is. Looks up no more starts than the longest name allows, so neither ten
 * thousand triggers nor a text of 100 kB make it slow.
 *
 * @param text as `normaliseText` gives it
 */
export function matchAnswer<Group extends Named, Trigger extends Named>(
  text: string,
  catalogue: Catalogue<Group, Trigger>,
): Match<Group, Trigger> | undefined {
  const { byKey, longestKey } = catalogue;
  // A name matches whole or at a blank; beyond twice its length there can be no more of it than white space.
  const reach = text.slice(0, longestKey * 2 + 2);
  if (reach.length === text.length) {
    const whole = byKey.get(answerKey(text)) ?? byKey.get(withoutStop(answerKey(text)));
    if (whole) return { ...whole, argumentText: '' };
  }
  let group: Match<Group, Trigger> | undefined;
  for (const blank of blanksFromTheEnd(reach)) {
    const key = answerKey(text.slice(0, blank));
    if (key.length > longestKey + 1) continue;
    const entry = byKey.get(key) ?? byKey.get(withoutStop(key));
    if (!entry) continue;
    const match = { ...entry, argumentText: text.slice(blank + 1).trim() };
    if (entry.kind === 'trigger') return match;
    group ??= match;
  }
  return group;
}

function blanksFromTheEnd(text: string): readonly number[] {
  return [...text.matchAll(/ /g)].map((blank) => blank.index).toReversed();
}

/** `u1 load?` and `u1 load: 8h` name `u1 load`. */
function withoutStop(key: string): string {
  return key.replace(/[?!.,:;]+$/, '');
}
