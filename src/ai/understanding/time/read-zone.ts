import type { Temporal } from 'temporal-polyfill';

/** Zones that people say beside a time, in hours ahead of UTC. */
const ZONES: ReadonlyMap<string, number> = new Map([
  ['wib', 7],
  ['wita', 8],
  ['wit', 9],
  ['utc', 0],
  ['gmt', 0],
]);
const ZONE =
  /(?<=\d\s?|\b(?:am|pm|pagi|siang|sore|malam)\s)\b(wib|wita|wit|utc|gmt)\b(?:\s?([+-]\d{1,2}))?/giu;

/**
 * Takes a zone that was said beside a time out of a question.
 *
 * @returns whether it is another than the site's, in which every time is read and told
 */
export function readZone(
  text: string,
  now: Temporal.ZonedDateTime,
): { readonly text: string; readonly isOther: boolean } {
  let isOther = false;
  const rest = text.replaceAll(ZONE, (_all, name: string, more: string | undefined) => {
    const hours = (ZONES.get(name.toLowerCase()) ?? 0) + Number(more ?? 0);
    if (hours * 3_600_000_000_000 !== now.offsetNanoseconds) isOther = true;
    return '';
  });
  return { text: rest.replaceAll(/\s+/gu, ' ').trim(), isOther };
}
