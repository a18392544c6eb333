import type { TagInfo } from '#sdk';

const IN_WORDS = /\b(?:unit|blok|block)[ _-]?0*(\d{1,2})\b/i;
/** `U1_LOAD`, `UNIT2.MW`, and what KKS begins with: `1LAB20CF004`, `20MKA10`. */
const IN_NAME = /(?:^|[^\p{L}\p{N}])(?:unit|u|blok)[ _-]?0*(\d{1,2})(?![\p{L}\p{N}])/iu;
const KKS = /^(\d)0?[A-Z]{3}\d/;

/** The generating unit a tag says it belongs to; undefined when it says none. */
export function unitOf({
  name,
  description,
}: Pick<TagInfo, 'name' | 'description'>): number | undefined {
  const found = IN_WORDS.exec(description) ?? IN_NAME.exec(name) ?? KKS.exec(name);
  return found?.[1] === undefined ? undefined : Number(found[1]);
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
