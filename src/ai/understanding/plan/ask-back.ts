import { plainText, say } from '../../../replies/index.ts';
import { formatInstant } from '../../../triggers/index.ts';
import type { ToolAsking } from '../../tools/index.ts';
import type { PlantTag } from '../find/plant-tag.ts';
import type { ReadQuestion } from '../read-question.ts';
import type { Reading } from '../reading.ts';
import { type BoundName, boundsOf } from '../words/read-condition.ts';
import type { Choice, Plan } from './plan.ts';
import type { AskedTime } from './resolve-times.ts';
import { composeQuestion, wordQuestion } from './word-question.ts';

const TIMES = {
  en: ['today', 'yesterday', 'last 24 hours', 'this week'],
  id: ['hari ini', 'kemarin', '24 jam terakhir', 'minggu ini'],
} as const;

const SIGNS: Readonly<Record<BoundName, string>> = {
  above: '>',
  atLeast: '≥',
  below: '<',
  atMost: '≤',
};

/** Questions back, each with what its numbers say in place of the question. */
export const askBack = { time: askTime, hour: askHour, other: askOther, unit: askUnit };

function askTime(
  question: ReadQuestion,
  reading: Reading,
  tags: readonly PlantTag[],
  isWhole: boolean,
  { language }: ToolAsking,
): Plan {
  const names = tags.map(({ name }) => name);
  const base = wordQuestion(question, reading, names.slice(0, 4), isWhole);
  const choices = TIMES[language].map((time): Choice => ({ say: `${base} ${time}`, label: time }));
  return { kind: 'ask', text: say(language, 'askedWhen'), choices };
}

function askHour(
  question: ReadQuestion,
  reading: Reading,
  time: Extract<AskedTime, { kind: 'either' }>,
  isWhole: boolean,
  { language, timeZone, now }: ToolAsking,
): Plan {
  const original = question.tokens
    .map(({ raw }) => raw)
    .filter(Boolean)
    .join(' ');
  const choices = time.options.map((instant): Choice => {
    const shown = formatInstant(instant, timeZone, language, now, true);
    const at = `${localDate(instant, timeZone)} ${localClock(instant, timeZone)}`;
    const text = isWhole
      ? withTime(question, reading, time.said, at)
      : composeQuestion(
          { ...reading, times: [{ said: at, when: { kind: 'point', at: instant } }] },
          subjectOf(reading),
        );
    return { say: text || `${original} ${at}`, label: shown };
  });
  return {
    kind: 'ask',
    text: say(language, 'askedWhichHour', { text: plainText(time.said, 40) }),
    choices,
  };
}

/** The question with another time in the place of the one that was said. */
function withTime({ tokens }: ReadQuestion, _reading: Reading, said: string, at: string): string {
  const words = said.split(' ');
  for (let place = 0; place + words.length <= tokens.length; place += 1) {
    const isHere = words.every((word, index) => tokens[place + index]?.word === word);
    if (!isHere) continue;
    const raw = (from: number, to?: number) =>
      tokens
        .slice(from, to)
        .map((token) => token.raw)
        .filter(Boolean);
    return [...raw(0, place), at, ...raw(place + words.length)].join(' ');
  }
  return '';
}

function subjectOf({ subjects }: Reading): string {
  return subjects
    .map(({ words, area, tag }) => tag ?? [words, area].filter(Boolean).join(' '))
    .join(' and ');
}

function localDate(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date(iso));
}

function localClock(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, hour: '2-digit', minute: '2-digit' }).format(
    new Date(iso),
  );
}

function askOther(
  question: ReadQuestion,
  reading: Reading,
  tags: readonly PlantTag[],
  isWhole: boolean,
  { language }: ToolAsking,
): Plan {
  const base = wordQuestion(question, reading, tags.map(({ name }) => name).slice(0, 4), isWhole);
  const [today, yesterday, , week] = TIMES[language];
  const last = language === 'id' ? 'minggu lalu' : 'last week';
  const pairs = [
    [today, yesterday],
    [week, last],
  ] as const;
  const choices = pairs.map(([a, b]): Choice => ({
    say: `${base} ${a} vs ${b}`,
    label: `${a} vs ${b}`,
  }));
  return { kind: 'ask', text: say(language, 'askedCompareWith'), choices };
}

/** The number was said in a unit that measures something else. */
function askUnit(
  _question: ReadQuestion,
  reading: Reading,
  tag: PlantTag,
  saidUnit: string,
  _isWhole: boolean,
  { language }: ToolAsking,
): Plan {
  const unit = tag.unit ?? '–';
  const { condition } = reading;
  const withOwn: Reading = {
    ...reading,
    inUnit: undefined,
    ...(condition && { condition: { ...condition, unit: tag.unit ?? undefined } }),
  };
  const choices: Choice[] = [
    { say: composeQuestion(withOwn, tag.name), label: label(withOwn, tag) },
    {
      say: tag.name,
      label: `${plainText(tag.name, 60)}: ${language === 'id' ? 'nilai sekarang' : 'present value'}`,
    },
  ];
  const distinct = choices.filter(
    (choice, index) => choices.findIndex((one) => one.say === choice.say) === index,
  );
  const text = say(language, 'askedUnit', {
    name: plainText(tag.name, 60),
    unit: plainText(unit, 20),
    said: plainText(saidUnit, 20),
  });
  return { kind: 'ask', text, choices: distinct };
}

function label({ condition, times }: Reading, tag: PlantTag): string {
  const unit = tag.unit === null ? '' : ` ${tag.unit}`;
  const bounds = Object.entries(boundsOf(condition ?? {})).map(
    ([name, limit]) => `${SIGNS[name as BoundName]} ${limit}${unit}`,
  );
  const time = times.map(({ said }) => said).join(' ');
  return plainText(
    [tag.name, ...bounds, bounds.length === 0 ? unit.trim() : '', time].filter(Boolean).join(' '),
    120,
  );
}
