import type { TagInfo } from '#sdk';
import type { ResolvedTag } from '../resolve-tags.ts';

const CANDIDATES_MAX = 60;
/** Of the candidates; the rest is for numbers, which tell how much. */
const DIGITAL_MAX = 30;
/** Looked through in the index, of which the best are taken. */
const SEARCHED_MAX = 600;

/** What tells one unit, line or train from another in a description: `Unit 1 main steam`. */
const UNIT_IN_WORDS = /\b(?:unit|line|train|block|boiler|area)\s*#?\s*(\w{1,3})\b/i;
/** KKS begins with the number of the unit: `10LAB20CT001`. */
const UNIT_IN_KKS = /^(\d{1,2})[A-Z]{3}\d{2}/;
const BORDERS = /[_.\-:/ |\\#]+/;

/**
 * Tags that belong together with one: of the same source, and of the same unit, line or area by their names, their area
 * or their descriptions. States first, then numbers, those whose names have more in common with it before others; at
 * most 60 and never itself. None when its name tells no unit.
 */
export function sameUnitTags({ source, tag }: ResolvedTag): readonly TagInfo[] {
  const unit = unitOf(tag);
  if (unit === undefined) return [];
  const found = source.connection.search?.(unit.search, SEARCHED_MAX) ?? [];
  const others = found
    .filter((other) => other.name !== tag.name && !other.future && unit.has(other))
    .toSorted((a, b) => inCommon(b, tag) - inCommon(a, tag));
  const digital = others.filter(({ valueType }) => valueType === 'digital').slice(0, DIGITAL_MAX);
  const numbers = others
    .filter(({ valueType }) => valueType === 'number')
    .slice(0, CANDIDATES_MAX - digital.length);
  return [...digital, ...numbers];
}

interface Unit {
  /** What is searched in the index. */
  readonly search: string;
  has(tag: TagInfo): boolean;
}

function unitOf({ name, area, description }: TagInfo): Unit | undefined {
  const kks = UNIT_IN_KKS.exec(name)?.[1];
  if (kks !== undefined) {
    return { search: kks, has: (other) => UNIT_IN_KKS.exec(other.name)?.[1] === kks };
  }
  const first = partsOf(name)[0] ?? '';
  const said = UNIT_IN_WORDS.exec(`${area ?? ''} ${description}`)?.[0];
  // `U1_LOAD` and `Unit 1|Load`: the number is in the first part of the name, or right after it.
  const isNumbered = /\d/.test(first) || /^\d{1,3}$/.test(partsOf(name)[1] ?? '');
  const start = /\d/.test(first) || !isNumbered ? [first] : partsOf(name).slice(0, 2);
  const startsAlike = (other: TagInfo) =>
    start.every((part, index) => partsOf(other.name)[index]?.toLowerCase() === part.toLowerCase());
  if (isNumbered) return { search: start.join(' '), has: startsAlike };
  if (said !== undefined) return { search: said, has: (other) => tells(other, said) };
  return first === '' || partsOf(name).length < 2 ? undefined : { search: first, has: startsAlike };
}

function tells({ area, description }: TagInfo, said: string): boolean {
  return (
    UNIT_IN_WORDS.exec(`${area ?? ''} ${description}`)?.[0]?.toLowerCase() === said.toLowerCase()
  );
}

/** How many parts of two names are the same. */
function inCommon(a: TagInfo, b: TagInfo): number {
  const parts = new Set(partsOf(b.name.toLowerCase()));
  return partsOf(a.name.toLowerCase()).filter((part) => parts.has(part)).length;
}

function partsOf(name: string): readonly string[] {
  return name.split(BORDERS).filter(Boolean);
}
