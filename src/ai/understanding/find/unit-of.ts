import type { TagInfo } from '#sdk';
import { unitNumberOf } from '#sdk/tag-index';

const IN_WORDS = /\b(?:unit|blok|block)[ _-]?0*(\d{1,2})\b/i;
/** `U1_LOAD`, `UNIT2.MW`. */
const IN_NAME = /(?:^|[^\p{L}\p{N}])(?:unit|u|blok)[ _-]?0*(\d{1,2})(?![\p{L}\p{N}])/iu;

/** The generating unit a tag belongs to, by its description, area or name; undefined when it says none or units share it. */
export function unitOf(tag: Pick<TagInfo, 'name' | 'description' | 'area'>): number | undefined {
  return unitNumberOf(tag) || undefined;
}

/** The unit that a text names in words of its own, `load u3`, and not as a part of a tag's name. */
export function unitSaidIn(text: string): number | undefined {
  const said = /(?<![^\s,])(?:unit|u|blok|block)[ -]?0*(\d{1,2})(?![^\s,.?!])/i.exec(text)?.[1];
  return said === undefined ? undefined : Number(said);
}

/** What a tag is without the unit it is of: the same for the tags of two units that measure the same. */
export function kindOf({ name, description, unit, valueType }: TagInfo): string {
  const words =
    description.trim() === '' ? name.replace(IN_NAME, ' ') : description.replace(IN_WORDS, ' ');
  return `${words.toLowerCase().replaceAll(/\s+/gu, ' ').trim()}|${unit ?? ''}|${valueType}`;
}
