import { say } from '../../../replies/index.ts';
import type { ToolAsking } from '../../tools/index.ts';
import { findByName, findNameIn, isNameOfTag } from '../find/named-answers.ts';
import type { ReadQuestion } from '../read-question.ts';
import type { Reading } from '../reading.ts';
import { exampleLines } from '../words/examples.ts';
import { type Plan, callOf } from './plan.ts';
import type { AskedTime } from './resolve-times.ts';
import { tell } from './tell.ts';

/** Triggers and groups that an admin made for what was said. */
export function planNamed(
  question: ReadQuestion,
  reading: Reading,
  time: AskedTime,
  asking: ToolAsking,
): Plan | undefined {
  const { language } = asking;
  const [subject, ...others] = reading.subjects;
  const range =
    time.kind === 'range'
      ? (reading.times.find(({ when }) => when.kind === 'range')?.said ?? '')
      : '';
  if (reading.intent === 'report') {
    const text = question.tokens.map(({ word }) => word).join(' ');
    const areas = reading.subjects.map(({ area }) => area ?? '').join(' ');
    const entry = findNameIn(`${text} ${areas}`, asking);
    if (entry) return runNamed(entry.item.name, range);
    if (!subject) return tell(say(language, 'knowsNotWhat'), exampleLines(asking));
  }
  const isPlain =
    reading.intent === undefined || reading.intent === 'status' || reading.intent === 'report';
  const isMore =
    reading.condition !== undefined ||
    reading.state !== undefined ||
    reading.statistics.length > 0 ||
    reading.inUnit !== undefined;
  if (
    !isPlain ||
    isMore ||
    time.kind === 'point' ||
    !subject ||
    others.length > 0 ||
    subject.tag !== undefined
  )
    return undefined;
  const entry = findByName(subject.words, subject.area, asking);
  if (entry && !isNameOfTag(entry)) return runNamed(entry.item.name, range);
  return undefined;
}

function runNamed(name: string, range: string): Plan {
  return {
    kind: 'calls',
    intent: 'run_trigger',
    calls: [callOf('run_trigger', { name, arguments: range })],
  };
}
