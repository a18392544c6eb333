import type { TagInfo, ValueType } from '../reading.ts';
import { packTexts } from './packed-texts.ts';
import { unitNumberOf } from './unit-number.ts';
import { fold, wordsOf } from './words.ts';

/** Tags in packed form, found by place or by name. */
export interface PackedTags {
  readonly count: number;
  at(place: number): TagInfo;
  nameAt(place: number): string;
  /** Words of its description. */
  descriptionWordsAt(place: number): number;
  /** Length of a tag's name in bytes, without reading it. */
  nameLengthAt(place: number): number;
  valueTypeAt(place: number): ValueType;
  /** Number of the generating unit a tag belongs to, 0 for what units share; undefined when nothing says it. */
  unitNumberAt(place: number): number | undefined;
  /** Its engineering unit as one of the segment's `units`. */
  unitPlaceAt(place: number): number;
  /** The engineering units that occur. */
  readonly units: readonly (string | null)[];
  /** Place of the tag whose folded name this is, or -1. `hash` is `hashOf` of it, made once for many segments. */
  placeOf(folded: string, hash: number): number;
}

const VALUE_TYPES: readonly ValueType[] = [
  'number',
  'digital',
  'string',
  'boolean',
  'timestamp',
  'other',
];
const STEP = 8;
const FUTURE = 16;
const NO_DIGITS = -128;
const NO_UNIT_NUMBER = 255;

export function packTags(tags: readonly TagInfo[]): PackedTags {
  const names = packTexts(tags.map(({ name }) => name));
  const descriptions = packTexts(tags.map(({ description }) => description));
  const units: (string | null)[] = [];
  const unitOf = Uint16Array.from(tags, ({ unit }) => placeIn(units, unit));
  const areas: (string | null)[] = [];
  const areaOf = Uint16Array.from(tags, ({ area }) => placeIn(areas, area ?? null));
  const descriptionWords = Uint8Array.from(tags, ({ description }) =>
    Math.min(255, wordsOf(description).length),
  );
  const unitNumbers = Uint8Array.from(tags, (tag) => unitNumberOf(tag) ?? NO_UNIT_NUMBER);
  const flags = Uint8Array.from(tags, flagsOf);
  const digits = Int8Array.from(tags, ({ displayDigits }) => displayDigits ?? NO_DIGITS);
  const table = hashTable(tags);

  return {
    count: tags.length,
    at(place) {
      const flag = flags[place] ?? 0;
      const displayDigits = digits[place] ?? NO_DIGITS;
      const area = areas[areaOf[place] ?? 0];
      return {
        name: names.at(place),
        description: descriptions.at(place),
        unit: units[unitOf[place] ?? 0] ?? null,
        valueType: VALUE_TYPES[flag & 7] ?? 'other',
        step: (flag & STEP) !== 0,
        displayDigits: displayDigits === NO_DIGITS ? null : displayDigits,
        future: (flag & FUTURE) !== 0,
        ...(area ? { area } : {}),
      };
    },
    units,
    valueTypeAt: (place) => VALUE_TYPES[(flags[place] ?? 0) & 7] ?? 'other',
    unitPlaceAt: (place) => unitOf[place] ?? 0,
    unitNumberAt(place) {
      const number = unitNumbers[place] ?? NO_UNIT_NUMBER;
      return number === NO_UNIT_NUMBER ? undefined : number;
    },
    nameAt: (place) => names.at(place),
    descriptionWordsAt: (place) => descriptionWords[place] ?? 0,
    nameLengthAt: (place) => names.lengthAt(place),
    placeOf(wanted, hash) {
      const mask = table.length - 1;
      for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
        const entry = table[slot] ?? 0;
        if (entry === 0) return -1;
        if (fold(names.at(entry - 1)) === wanted) return entry - 1;
      }
    },
  };
}

/** Open addressing, at most half full; an entry is a place + 1. The first of two tags of one name is found. */
function hashTable(tags: readonly TagInfo[]): Uint16Array {
  let size = 2;
  while (size < tags.length * 2) size *= 2;
  const table = new Uint16Array(size);
  tags.forEach(({ name }, place) => {
    let slot = hashOf(fold(name)) & (size - 1);
    while (table[slot]) slot = (slot + 1) & (size - 1);
    table[slot] = place + 1;
  });
  return table;
}

/** FNV-1a, 32 bit. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

function flagsOf({ valueType, step, future }: TagInfo): number {
  return VALUE_TYPES.indexOf(valueType) | (step ? STEP : 0) | (future ? FUTURE : 0);
}

/** A plant has some dozens of units, and a segment hardly more areas, so a list is quick enough. */
function placeIn(known: (string | null)[], text: string | null): number {
  const place = known.indexOf(text);
  return place >= 0 ? place : known.push(text) - 1;
}
