import type { ValueType } from '#sdk';
import type { TagFinder } from '../../../tag-search/index.ts';
import { type ToolAsking, allowedSources } from '../../tools/index.ts';
import type { Subject } from '../reading.ts';
import { type PlantTag, findNamedTag, toPlantTag, toTagAsking } from './plant-tag.ts';
import { kindOf, unitOf } from './unit-of.ts';

/** What was found of one subject. */
export type FoundSubject =
  | { readonly kind: 'tags'; readonly tags: readonly PlantTag[] }
  /** More than one fits about as well. */
  | {
      readonly kind: 'several';
      readonly tags: readonly PlantTag[];
      readonly said: string;
      /** Whether each has all that was said: where one has not, none is the answer. */
      readonly haveAll: boolean;
    }
  | { readonly kind: 'none'; readonly said: string };

export interface FindSubject {
  readonly asking: ToolAsking;
  readonly tagFinder: TagFinder;
  readonly valueTypes?: readonly ValueType[] | undefined;
  /** Every tag that fits, not one. */
  readonly isPlural: boolean;
  /** Forecasts are asked. */
  readonly isAhead: boolean;
}

const INSTRUMENT =
  /\b(?:analy[sz]ers?|sensors?|transmitters?|meters?|probes?|instruments?|gauges?|alat|alat ukur)\b/g;
const SHOWN_MAX = 8;
const TAGS_MAX = 60;

/** The tags that one subject of a question means. A unit that was said is never swapped for another. */
export async function findSubject(subject: Subject, how: FindSubject): Promise<FoundSubject> {
  const { asking } = how;
  if (subject.tag !== undefined) return findExact(subject, asking);
  const said = phraseOf(subject.words, subject.area);
  if (said === '') return { kind: 'none', said };
  const own = how.isPlural
    ? await findEvery(subject.words, subject, how)
    : await findOne(subject.words, subject, how);
  // Who asks the SO2 analyser asks what it measures.
  const bare = subject.words.replaceAll(INSTRUMENT, ' ').trim();
  if (own.kind === 'none' && bare !== '' && bare !== subject.words) {
    return await findSubject({ ...subject, words: bare }, how);
  }
  if (own.kind === 'tags' || subject.shared === undefined) return own;
  const shared = await findOne(subject.shared, subject, how);
  return shared.kind === 'none' ? own : shared;
}

function phraseOf(words: string, area: string | undefined): string {
  return [words, area].filter(Boolean).join(' ').slice(0, 200);
}

/** The tag itself, or the same of another unit where one was said after it. */
function findExact({ tag = '', area }: Subject, asking: ToolAsking): FoundSubject {
  const found = findNamedTag(tag, asking);
  if (!found) return { kind: 'none', said: tag };
  const wanted = areaNumber(area);
  const own = unitOf(found);
  if (wanted === undefined || own === undefined || wanted === own)
    return { kind: 'tags', tags: [found] };
  const sibling = siblingOf(found, own, wanted, asking);
  return sibling ? { kind: 'tags', tags: [sibling] } : { kind: 'none', said: phraseOf(tag, area) };
}

function siblingOf(
  tag: PlantTag,
  own: number,
  wanted: number,
  asking: ToolAsking,
): PlantTag | undefined {
  for (const match of tag.name.matchAll(new RegExp(`0*${own}`, 'g'))) {
    const name = `${tag.name.slice(0, match.index)}${wanted}${tag.name.slice(match.index + match[0].length)}`;
    const found = findNamedTag(name, asking);
    if (found && unitOf(found) === wanted && kindOf(found) === kindOf(tag)) return found;
  }
  return undefined;
}

async function findOne(words: string, subject: Subject, how: FindSubject): Promise<FoundSubject> {
  const said = phraseOf(words, subject.area);
  const { asking, tagFinder, valueTypes, isAhead } = how;
  const asked = isAhead && !/\bforecast\b/.test(said) ? `${said} forecast` : said;
  const options = { limit: SHOWN_MAX, ...(valueTypes && { valueTypes }) };
  const found = await tagFinder.find(asked, toTagAsking(asking), options);
  if (found.kind === 'none') return { kind: 'none', said };
  const candidates = found.kind === 'one' ? [found.candidate] : found.candidates;
  const fitting = candidates
    .map(({ tag, source }) => toPlantTag(tag, source, asking))
    .filter((tag) => fits(tag, subject.area, isAhead));
  const whole = withoutParts(fitting, words);
  const [only, ...others] = whole;
  if (!only) return { kind: 'none', said };
  const full = new Set(candidates.filter(({ hasAll }) => hasAll).map(({ tag }) => tag.name));
  const haveAll = whole.every(({ name }) => full.has(name));
  if (others.length === 0 && haveAll) return { kind: 'tags', tags: [only] };
  return await perUnit({ kind: 'several', tags: whole, said, haveAll }, words, subject, how);
}

/** Nobody who asks the coal flow of a unit means that of its mill C: a letter that was not said is another's part. */
function withoutParts(tags: readonly PlantTag[], words: string): readonly PlantTag[] {
  const said = new Set(words.toLowerCase().split(/[^\p{L}\p{N}]+/u));
  const whole = tags.filter((tag) => lettersOf(tag).every((letter) => said.has(letter)));
  const measured = new Set(tags.map(({ unit }) => unit));
  return whole.length > 0 && measured.size === 1 ? whole : tags;
}

function lettersOf({ description, name }: PlantTag): readonly string[] {
  const text = description.trim() === '' ? name : description;
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => /^[a-h]$/.test(word));
}

/** Where only the unit was not said, the same of each unit. */
async function perUnit(
  several: Extract<FoundSubject, { kind: 'several' }>,
  words: string,
  subject: Subject,
  how: FindSubject,
): Promise<FoundSubject> {
  if (subject.area !== undefined) return several;
  const units = [...new Set(several.tags.map(unitOf))].filter((unit) => unit !== undefined);
  if (units.length < 2) return several;
  const found = await Promise.all(
    units
      .toSorted((a, b) => a - b)
      .map((unit) => findOne(words, { words, area: `unit ${unit}` }, how)),
  );
  const tags = found.flatMap((one) => (one.kind === 'tags' ? one.tags : []));
  const isEachOne = tags.length === units.length && found.every((one) => one.kind === 'tags');
  return isEachOne && new Set(tags.map(kindOf)).size === 1
    ? { ...several, tags, haveAll: true }
    : several;
}

async function findEvery(words: string, subject: Subject, how: FindSubject): Promise<FoundSubject> {
  const said = phraseOf(words, subject.area);
  const { asking, tagFinder, valueTypes, isAhead } = how;
  const found = await tagFinder.findAll(said, toTagAsking(asking), {
    limit: TAGS_MAX,
    ...(valueTypes && { valueTypes }),
  });
  const tags = found
    .map(({ tag, source }) => toPlantTag(tag, source, asking))
    .filter((tag) => fits(tag, subject.area, isAhead));
  return tags.length > 0 ? { kind: 'tags', tags } : { kind: 'none', said };
}

/** A tag of another unit, or of none, is never the answer to a question about a unit. */
function fits(tag: PlantTag, area: string | undefined, isAhead: boolean): boolean {
  if (isAhead !== tag.future) return false;
  const wanted = areaNumber(area);
  return wanted === undefined || unitOf(tag) === wanted;
}

export function areaNumber(area: string | undefined): number | undefined {
  const digits = /(\d+)$/.exec(area ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The digital tag that tells the mode or status of a whole unit, such as `Unit 1 operating mode`. */
export async function findUnitMode(
  area: string | undefined,
  how: FindSubject,
): Promise<readonly PlantTag[]> {
  const { asking, tagFinder } = how;
  const words = ['mode', 'status'].map((word) => phraseOf(word, area));
  const found = await Promise.all(
    words.map((one) =>
      tagFinder.findAll(one, toTagAsking(asking), {
        limit: TAGS_MAX,
        valueTypes: ['digital', 'string'],
      }),
    ),
  );
  const tags = found
    .flat()
    .map(({ tag, source }) => toPlantTag(tag, source, asking))
    .filter(
      (tag) =>
        tag.valueType === 'digital' &&
        fits(tag, area, false) &&
        unitOf(tag) !== undefined &&
        isOfWholeUnit(tag),
    );
  return [...new Map(tags.map((tag) => [`${tag.sourceId}\n${tag.name}`, tag])).values()];
}

/** Nothing but mode or status is said of it: no machine's. */
function isOfWholeUnit(tag: PlantTag): boolean {
  const words = kindOf(tag).split('|')[0] ?? '';
  return /^(?:of )?(?:the )?(?:(?:unit|operating|operation|running|plant|operasi|generating) ?)*(?:mode|status|state|modus)$/.test(
    words.trim(),
  );
}

/** Whether any tags can be asked by name at all: some people may only use triggers. */
export function mayAskTags(asking: ToolAsking): boolean {
  return allowedSources(asking).length > 0;
}
