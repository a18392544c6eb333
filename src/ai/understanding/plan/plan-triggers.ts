import { plainText, say } from '../../../replies/index.ts';
import type { ToolAsking } from '../../tools/index.ts';
import { configOf, findTriggersAbout } from '../find/named-answers.ts';
import type { Reading } from '../reading.ts';
import { exampleLines } from '../words/examples.ts';
import { type Plan, callOf } from './plan.ts';
import { askedTimes, mainTime } from './resolve-times.ts';
import { said, tell } from './tell.ts';

/** For people who may use triggers and no tags. */
export function planTriggers(reading: Reading, asking: ToolAsking): Plan {
  const { language } = asking;
  const [subject, ...others] = reading.subjects;
  const time = mainTime(askedTimes(reading.times));
  const unknown = tell(say(language, 'knowsNot', { text: said(reading) }), exampleLines(asking));
  if (!subject) return tell(say(language, 'knowsNotWhat'), exampleLines(asking));
  const all = [subject, ...others].map((one) => findTriggersAbout(one, asking));
  const isHeld =
    reading.condition !== undefined || (reading.state !== undefined && time.kind === 'range');
  if (all.some((triggers) => triggers.length === 0)) return unknown;
  const chosen = all.map((triggers) => {
    const wanted =
      reading.intent === 'trend' ? 'trend' : reading.intent === 'statistics' ? 'summary' : 'value';
    return triggers.find((trigger) => configOf(trigger)?.type === wanted) ?? triggers[0];
  });
  const names = [...new Set(chosen.flatMap((trigger) => (trigger ? [trigger.name] : [])))];
  const isPlain = [
    'value',
    'trend',
    'status',
    'which',
    'how_many',
    'statistics',
    'history',
    'compare',
  ].includes(reading.intent ?? 'value');
  if (!isPlain || isHeld || time.kind === 'point' || reading.isAhead || reading.isSum) {
    return tell(say(language, 'knowsNotThatWay', { text: said(reading) }), exampleLines(asking));
  }
  const saidRange = reading.times.find(({ when }) => when.kind === 'range')?.said;
  const range = saidRange ?? (reading.intent === 'trend' ? '8h' : '');
  const calls = names.slice(0, 4).map((name) => callOf('run_trigger', { name, arguments: range }));
  const isExact = chosen.every((trigger) => trigger && configOf(trigger)?.type === 'summary');
  const isComputed = reading.intent === 'statistics' || reading.intent === 'compare';
  const first = [
    ...(isComputed && !isExact ? [say(language, 'knowsOnlyValues')] : []),
    ...(reading.isEveryUnit || reading.isPlural
      ? [
          say(language, 'toldOnlyOf', {
            names: names.map((name) => plainText(name, 60)).join(', '),
          }),
        ]
      : []),
  ];
  return {
    kind: 'calls',
    intent: 'run_trigger',
    calls,
    ...(first.length > 0 && { first: first.join('\n') }),
  };
}
