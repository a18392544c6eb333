import type { TrendPicture } from '../picture.schema.ts';
import { type Theme, nth } from './looks.ts';

/** States that somebody must see, however short they were, in the words that plants use for them. */
const ALARMING =
  /\b(?:trip|tripped|fault|faulted|fail|failed|failure|alarm|emergency|error|gangguan)\b/iu;

/**
 * The colour of each state's bands: a tint by its place among all states of the picture, so that what stands below each
 * other has one meaning, and a strong one where it is alarming.
 */
export function stateColours(
  { series }: Pick<TrendPicture, 'series'>,
  theme: Theme,
): (state: string) => string {
  const names = series.flatMap(({ states = [] }) => states);
  const places = new Map([...new Set(names)].map((name, place) => [name, place]));
  return (name) =>
    ALARMING.test(name) ? theme.alarmingState : nth(theme.states, places.get(name) ?? 0);
}
