import { localDate } from '../plant/site-time.ts';
import type { Fact, Reply } from '../truth/reply.ts';

const DAY_MS = 86_400_000;
/** Units people ask in: the value in the tag's own unit times the first, plus the second. */
const CONVERSIONS: readonly (readonly [number, number])[] = [
  [14.503_774, 0],
  [0.1, 0],
  [100, 0],
  [1.019_716, 0],
  [0.986_923, 0],
  [1.8, 32],
  [1, 273.15],
  [1_000, 0],
  [0.001, 0],
  [0.277_778, 0],
  [60, 0],
  [1 / 60, 0],
  [1 / 3_600, 0],
  [24, 0],
];
/** Pairs of facts are compared with each other; a table of more is not a comparison. */
const COMPARED_MAX = 14;
const NAMES =
  /\b[A-Z]+\d?[A-Z0-9]*_[A-Z0-9_]+\b|\b(?:unit|u|bfp|mill|fan|no|phase|shift)[ .#-]?\d\b|\bSO2\b|\bNOx\b|\bO2\b|\bH2\b|\bCO2\b|Nm3|\bUTC[+-]\d+/giu;
const CLOCK = /(?<![\d.,])([01]?\d|2[0-3])[:.]([0-5]\d)(?:[:.]([0-5]\d))?(?![\d%])(?!,\d)/gu;
const DATE =
  /\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}(?:\/\d{1,2}\/\d{2,4}| (?:jan|feb|mar|apr|ma[yi]|jun|jul|a[ug][ug]|agu|sep|o[ck]t|nov|de[cs])[a-z]*(?: \d{4})?)/giu;
const SPAN_PART =
  /(?<![\d.,])(\d+(?:[.,]\d+)?) ?(days?|d|hours?|hrs?|h|minutes?|min|seconds?|sec|s|weeks?|months?|hari|hr|jam|j|menit|mnt|detik|dtk|minggu|bulan)\b/giu;
const SPAN = new RegExp(String.raw`(?:${SPAN_PART.source}[ ,]*)+`, 'giu');

/**
 * Numbers in a reply that no fact, no simple sum of facts and nothing in the question accounts for: to be looked at
 * by a person, since this knows nothing of language.
 *
 * @param names of tags, which hold numbers that are none
 */
export function unsupportedNumbers(
  question: string,
  reply: Reply,
  names: readonly string[],
): readonly string[] {
  let text = reply.text.replaceAll(/^\s*\d+\.\s/gmu, ' ');
  for (const name of names) if (/\d/u.test(name)) text = text.replaceAll(name, ' ');
  text = text.replaceAll(DATE, ' ');
  const instants = reply.facts.flatMap(({ timestamp, start, end }) =>
    [timestamp, start, end].flatMap((at) => (at === undefined ? [] : [Date.parse(at)])),
  );
  instants.push(reply.askedAt, reply.repliedAt);
  const supported = supportedValues(reply.facts);
  const wrong: string[] = [];
  text = text.replaceAll(CLOCK, (said, hour: string, minute: string) => {
    if (question.includes(said) || isKnown(said, supported)) return ' ';
    const isInstant = instants.some((at) => {
      const seconds = (Number(hour) * 60 + Number(minute)) * 60_000;
      const rest = ((localDate(at).getTime() % DAY_MS) - seconds + DAY_MS) % DAY_MS;
      return rest < 60_000 || rest > DAY_MS - 1_000;
    });
    if (!isInstant) wrong.push(said);
    return ' ';
  });
  text = text.replaceAll(SPAN, (said) => {
    if (!isSpanKnown(said, question, reply.facts, instants)) wrong.push(said.trim());
    return ' ';
  });
  text = text.replaceAll(NAMES, ' ');
  const asked = new Set(question.match(/\d+(?:[.,]\d+)?/gu));
  for (const [said] of text.matchAll(/(?<![\p{L}\d])[-−]?\d[\d.,]*(?<![.,])/gu)) {
    if (asked.has(said) || isKnown(said, supported)) continue;
    if (/^\d{1,2}$/u.test(said) && Number(said) <= Math.max(reply.facts.length, 10)) continue;
    wrong.push(said);
  }
  return wrong;
}

/**
 * Only where a duration was told: a text names times in many other ways ("in 1 h"), which are no answers.
 */
function isSpanKnown(
  said: string,
  question: string,
  facts: readonly Fact[],
  instants: readonly number[],
): boolean {
  const durations = facts.flatMap(({ kind, value, unit }) =>
    kind === 'duration' ? [Number(value) * secondsOf(unit ?? 's')] : [],
  );
  if (durations.length === 0 || question.includes(said.trim())) return true;
  let [seconds, step] = [0, Number.POSITIVE_INFINITY];
  for (const [, amount = '', unit = ''] of said.matchAll(SPAN_PART)) {
    const decimals = amount.split(/[.,]/u)[1]?.length ?? 0;
    const size = secondsOf(unit.toLowerCase());
    seconds += Number(amount.replace(',', '.')) * size;
    step = Math.min(step, size / 10 ** decimals);
  }
  const between = instants.flatMap((a) => instants.map((b) => Math.abs(a - b) / 1000));
  const sum = durations.reduce((all, each) => all + each, 0);
  return [...durations, sum, ...between].some((each) => Math.abs(each - seconds) <= step + 1);
}

function secondsOf(unit: string): number {
  if (/^(?:d|day|hari|hr$)/u.test(unit)) return 86_400;
  if (/^(?:h|j)/u.test(unit)) return 3_600;
  if (/^(?:min(?!ggu)|menit|mnt)/u.test(unit)) return 60;
  if (/^(?:week|minggu)/u.test(unit)) return 7 * 86_400;
  if (/^(?:month|bulan)/u.test(unit)) return 30 * 86_400;
  return 1;
}

function supportedValues(facts: readonly Fact[]): readonly number[] {
  const values = facts.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
  const known = values.flatMap((value) => [
    value,
    ...CONVERSIONS.map(([factor, offset]) => value * factor + offset),
  ]);
  for (const { kind, value, unit, start, end } of facts) {
    const range = (Date.parse(end ?? '') - Date.parse(start ?? '')) / 1000;
    if (kind === 'duration' && range > 0) {
      known.push((100 * Number(value) * secondsOf(unit ?? 's')) / range);
    }
  }
  if (values.length > 0) known.push(values.reduce((sum, value) => sum + value, 0));
  if (values.length > COMPARED_MAX) return known;
  for (const a of values) {
    for (const b of values) {
      if (a === b) continue;
      known.push(a - b, a + b, (a / b) * 100, a / b, ((a - b) / b) * 100);
    }
  }
  return known;
}

/** Whether a number as shown is one of them, rounded as it is shown; `1.234` may be either language's. */
function isKnown(said: string, known: readonly number[]): boolean {
  return readings(said).some(({ value, step }) =>
    known.some(
      (each) => Math.abs(Math.abs(each) - Math.abs(value)) <= step / 2 + Math.abs(each) * 1e-6,
    ),
  );
}

function readings(said: string): readonly { readonly value: number; readonly step: number }[] {
  const plain = said.replace('−', '-');
  return [
    [',', '.'],
    ['.', ','],
  ].flatMap(([thousands = '', point = '']) => {
    const [whole = '', decimals = '', ...more] = plain.replaceAll(thousands, '').split(point);
    if (more.length > 0) return [];
    const value = Number(decimals === '' ? whole : `${whole}.${decimals}`);
    return Number.isFinite(value) ? [{ value, step: 10 ** -decimals.length }] : [];
  });
}
