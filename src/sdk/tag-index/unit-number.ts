import type { TagInfo } from '../reading.ts';

/** `Unit 1`, `Unit-2`, `UNIT02`, `U1`, `Blok 3`, as a word of its own. */
const IN_WORDS = /(?<![a-z0-9])(?:unit|blok|block|u)[ _.#-]{0,2}0*(\d{1,2})(?![a-z0-9])/;
/** At the beginning of a name also run together with what follows: `U1MSTEMP`. */
const BEGINS_NAME = /^(?:unit|u)[ _.#-]{0,2}0*(\d{1,2})(?=[^0-9]|$)/;
/** KKS: `1LAB20CF004`, or with the number of the whole plant before, `10LAB20CF004`. */
const KKS = /^(\d)0?[a-z]{3}\d{2}[a-z]{2}\d{3}/;
const SHARED = /(?<![a-z])(?:common|shared|bersama)(?![a-z])/;

/**
 * Number of the generating unit a tag belongs to: as its description says, else its area, else its name. 0 is what
 * units share; undefined when nothing says it.
 */
export function unitNumberOf({
  name,
  description,
  area = '',
}: Pick<TagInfo, 'name' | 'description' | 'area'>): number | undefined {
  const described = description.toLowerCase();
  const named = name.toLowerCase();
  const placed = area.toLowerCase();
  const said =
    numberIn(IN_WORDS, described) ??
    numberIn(IN_WORDS, placed) ??
    numberIn(BEGINS_NAME, named) ??
    numberIn(IN_WORDS, named.replaceAll('_', ' ')) ??
    numberIn(KKS, named);
  if (said !== undefined) return said;
  return SHARED.test(described) || SHARED.test(placed) ? 0 : undefined;
}

function numberIn(pattern: RegExp, text: string): number | undefined {
  const digits = pattern.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
