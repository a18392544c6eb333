import { Temporal } from 'temporal-polyfill';
import type { ToolResult } from '../tools/tool.ts';
import type { CheckContext } from './check-answer.ts';
import { type EvidenceSet, subjectOf } from './evidence.ts';
import { roundsTo } from './match-number.ts';
import { isAtTime } from './match-time.ts';
import { createIsName, namesIn } from './names.ts';
import { readTokens } from './read-tokens.ts';
import { toPlainText } from './to-plain-text.ts';
import { subjectWords } from './subject-words.ts';

/**
 * Adds what results say in their own wording: the words that a tag is told by there, and numbers that only the wording
 * has, such as a count or a trigger's text.
 */
export function addShown(
  found: EvidenceSet,
  results: readonly ToolResult[],
  context: CheckContext,
): void {
  for (const { reply, data } of results) {
    const foreign = foreignTexts(data).map(toPlainText);
    for (const page of [reply, ...(reply.rest ?? [])]) {
      addPage(found, without(toPlainText(page.text), foreign), context);
    }
  }
}

/** Fields whose texts Plantline wrote; any other text of data comes from a source, and a number in it was not measured. */
const OWN_FIELDS = /^(?:shown|time|timestamp|at|start|end|unit|units)$/;

function foreignTexts(data: unknown, key = ''): readonly string[] {
  if (typeof data === 'string') {
    return !OWN_FIELDS.test(key) && /\d/.test(data) && /\p{L}/u.test(data) ? [data] : [];
  }
  if (Array.isArray(data)) return data.flatMap((item) => foreignTexts(item));
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) => foreignTexts(value, name));
}

/** The wording shortens long texts, so they are found by how they begin. Names stay: their digits are none to cite. */
function without(text: string, foreign: readonly string[]): string {
  let left = text;
  for (const one of foreign.filter((each) => /\s/.test(each.trim()))) {
    const beginning = one.slice(0, 16);
    for (let at = left.indexOf(beginning); at >= 0; at = left.indexOf(beginning, at)) {
      let end = at + beginning.length;
      while (end < left.length && left[end] === one[end - at]) end += 1;
      left = left.slice(0, at) + left.slice(at, end).replaceAll(/\d/g, '_') + left.slice(end);
      at = end;
    }
  }
  return left;
}

function addPage(found: EvidenceSet, text: string, context: CheckContext): void {
  const { language, now } = context;
  for (const name of namesIn(text)) found.names.add(name);
  const measured = [...found.numbers];
  const instants = [...found.instants];
  let heading = '';
  for (const line of text.split('\n')) {
    const tokens = readTokens(line, {
      language,
      units: [...found.units],
      isName: createIsName(line, found.names),
    });
    const [first] = tokens.filter(({ kind }) => kind === 'number' || kind === 'duration');
    if (!first) heading = line.trim() === '' ? heading : line;
    const before = first ? line.slice(0, first.start) : '';
    const label = subjectWords(before).size > 0 ? before : heading;
    for (const token of tokens) {
      switch (token.kind) {
        case 'number': {
          const same = measured.filter(
            (one) => roundsTo(one.value, token) || roundsTo(Math.abs(one.value), token),
          );
          const subjects = new Set(same.flatMap(({ subject }) => subject ?? []));
          const [only] = subjects;
          if (only && subjects.size === 1 && token === first)
            for (const word of subjectWords(label)) only.words.add(word);
          if (same.length > 0) break;
          const subject =
            subjectWords(label).size > 0 ? subjectOf(found, `shown ${label}`, heading) : undefined;
          found.numbers.push({
            value: token.value,
            unit: token.unit ?? null,
            subject,
            kind: undefined,
            atMs: undefined,
          });
          break;
        }
        case 'duration':
          if (!found.durations.some(({ ms }) => Math.abs(ms - token.ms) < token.stepMs))
            found.durations.push({ ms: token.ms, subject: undefined });
          break;
        case 'time':
          if (instants.some(({ ms }) => isAtTime(ms, token, context))) break;
          found.instants.push({
            ms: onDayOf(now, token.hour, token.minute ?? 0, token.second ?? 0, context.timeZone),
            subject: undefined,
          });
          break;
        case 'date':
          break;
      }
    }
  }
}

/** A time that only the wording has, on the day of the answer. */
function onDayOf(
  now: Date,
  hour: number,
  minute: number,
  second: number,
  timeZone: string,
): number {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .with({ hour, minute, second, millisecond: 0 }).epochMilliseconds;
}
