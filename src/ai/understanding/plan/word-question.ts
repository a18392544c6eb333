import type { ReadQuestion } from '../read-question.ts';
import type { Reading } from '../reading.ts';
import { type BoundName, boundsOf } from '../words/read-condition.ts';

const STATISTICS: Readonly<Record<string, string>> = {
  average: 'average',
  minimum: 'minimum',
  maximum: 'maximum',
  range: 'spread',
  total: 'total',
  percentGood: 'percent good',
};

const BOUNDS: Readonly<Record<BoundName, string>> = {
  above: 'above',
  atLeast: 'at least',
  below: 'below',
  atMost: 'at most',
};

/** The same question with the names of tags in place of what was said of them, for a choice's number. */
export function wordQuestion(
  { tokens, subjectPlaces }: ReadQuestion,
  reading: Reading,
  names: readonly string[],
  isWhole: boolean,
): string {
  const subject = names.join(' and ');
  // A follow-up says a part only: the whole is put together anew.
  if (!isWhole) return composeQuestion(reading, subject);
  const [first] = subjectPlaces;
  if (first === undefined)
    return `${subject} ${tokens
      .map(({ raw }) => raw)
      .filter(Boolean)
      .join(' ')}`.trim();
  const rest = new Set(subjectPlaces.slice(1));
  return tokens
    .map(({ raw }, place) => (place === first ? subject : rest.has(place) ? '' : raw))
    .filter(Boolean)
    .join(' ')
    .replaceAll(/ ,(?= |$)/g, ',')
    .slice(0, 400);
}

/** A question in words that read back as it was understood. */
export function composeQuestion(reading: Reading, subject: string): string {
  const { intent, statistics, times, condition, state, bucket, last } = reading;
  const time = times.map(({ said }) => said).join(' against ');
  const bound = [
    ...(condition === undefined
      ? []
      : [
          Object.entries(boundsOf(condition))
            .map(([name, limit]) => `${BOUNDS[name as BoundName]} ${limit} ${condition.unit ?? ''}`)
            .join(' and '),
        ]),
    state ?? '',
  ]
    .filter(Boolean)
    .join(' ');
  const words: Readonly<Record<string, string>> = {
    trend: `trend of ${subject}`,
    last_time: `when was the last time ${subject} was ${bound}`,
    how_long: `how long was ${subject} ${bound}`,
    how_often: `how often was ${subject} ${bound}`,
    which: `which ${subject} are ${bound}`,
    why: `why did ${subject} change`,
    compare: `compare ${subject}`,
    history: `${last === undefined ? 'history of' : `last ${last} values of`} ${subject}`,
  };
  const names = statistics.map((name) => STATISTICS[name] ?? name).join(' and ');
  const per =
    bucket === undefined
      ? ''
      : `per ${bucket.replace('mo', ' month').replace('h', ' hour').replace(/d$/, ' day').replace(/m$/, ' minutes').replace('w', ' week')}`;
  const begin = words[intent ?? ''] ?? `${names} ${subject} ${bound}`;
  return [begin, time, per].filter(Boolean).join(' ').replaceAll(/\s+/g, ' ').trim();
}
