import type { ReadQuestion } from '../read-question.ts';
import type { Reading } from '../reading.ts';

/**
 * Two questions in one, such as "load now and average yesterday": each time has words of its own, and nothing says
 * which belongs to which once they are apart.
 */
export function areMixed(
  { tokens, subjectPlaces }: ReadQuestion,
  reading: Reading,
  now: Date,
): boolean {
  if (reading.isVersus || reading.isMove || reading.times.length < 2) return false;
  const isNow = reading.times.some(({ when }) => when.kind === 'now');
  const past = reading.times.filter(
    ({ when }) => when.kind === 'range' && Date.parse(when.end) < now.getTime() - 60_000,
  );
  if (isNow && past.length > 0 && reading.statistics.length > 0) return true;
  const places = reading.times.map(({ said: one }) => {
    const words = one.split(' ');
    return tokens.findIndex((_token, at) =>
      words.every((word, index) => tokens[at + index]?.word === word),
    );
  });
  const from = Math.min(...places);
  const to = Math.max(...places);
  const isBetween = subjectPlaces.some((place) => place > from && place < to);
  const isBefore = subjectPlaces.some((place) => place < from);
  const words = new Set(reading.subjects.map((one) => `${one.words} ${one.tag ?? ''}`));
  return from >= 0 && isBefore && isBetween && words.size > 1;
}
