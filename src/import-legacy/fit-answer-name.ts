import { AnswerName } from '../triggers/index.ts';

const CHARACTERS = 60;

/**
 * A name as near to the predecessor's as a name may be here, which is not at all limited there.
 *
 * @param kind what stands before a name that Plantline would take for something else
 */
export function fitAnswerName(name: string, kind: 'trigger' | 'group'): string {
  const bare = name.normalize('NFC').replace(/^[^\p{L}\p{N}]+/u, '');
  const candidates = [name, bare, cut(bare), cut(`${kind} ${bare}`), kind];
  for (const candidate of candidates) {
    const parsed = AnswerName.safeParse(candidate);
    if (parsed.success) return parsed.data;
  }
  return kind;
}

/** A name beside one that is taken: `8TM (2)`. */
export function numberedName(name: string, number: number): string {
  const ending = ` (${number})`;
  return `${cut(name, CHARACTERS - ending.length).trimEnd()}${ending}`;
}

function cut(text: string, characters = CHARACTERS): string {
  // As many UTF-16 units as are counted, and no half of a character.
  return text
    .slice(0, characters)
    .toWellFormed()
    .replace(/\uFFFD$/u, '');
}
