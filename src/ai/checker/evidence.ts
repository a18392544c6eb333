import type { Fact } from '../../triggers/index.ts';
import type { ToolResult } from '../tools/tool.ts';
import { canonicalState } from './states.ts';
import { subjectWords } from './subject-words.ts';
import { timeUnitMs } from './units.ts';

/** A tag, a row or whatever else numbers are of, with the words that tell it from the others. */
export interface Subject {
  readonly key: string;
  readonly words: Set<string>;
  /** Those of its name alone. */
  readonly nameWords: ReadonlySet<string>;
  readonly states: { readonly state: string; readonly atMs: number | undefined }[];
  /** It was asked, and has no good value. */
  hasNothing: boolean;
}

/** A number that a tool found. */
export interface Evidence {
  readonly value: number;
  readonly unit: string | null;
  /** Undefined where nothing says what it is of. */
  readonly subject: Subject | undefined;
  /** `average`, `value`, … as a fact or the name of its field says. */
  readonly kind: string | undefined;
  readonly atMs: number | undefined;
  readonly startMs?: number | undefined;
  readonly endMs?: number | undefined;
  readonly fact?: Fact | undefined;
  /** A limit that was asked for, which was not measured. */
  readonly isCondition?: boolean | undefined;
  /** The tool said that it is old for what it is. */
  readonly isStale?: boolean | undefined;
  /** A difference, a share: its sign is often said in words. */
  readonly isDerived?: boolean | undefined;
}

export interface DurationEvidence {
  readonly ms: number;
  readonly subject: Subject | undefined;
  readonly fact?: Fact | undefined;
}

/** An instant a tool found, of whatever subject. */
export interface InstantEvidence {
  readonly ms: number;
  readonly subject: Subject | undefined;
}

export interface EvidenceSet {
  readonly subjects: Map<string, Subject>;
  readonly numbers: Evidence[];
  readonly durations: DurationEvidence[];
  readonly instants: InstantEvidence[];
  readonly units: Set<string>;
  /** Names with digits in them, in lower case. */
  readonly names: Set<string>;
  /** How many things lists hold, by what was counted. */
  readonly counts: Set<number>;
}

const NAMING_KEYS =
  /^(?:tag|tags|name|label|title|description|descriptor|alias|item|element|trigger|group|event|state|area|path|category|template|shift|column)$/i;
const IGNORED_KEYS =
  /^(?:displayDigits|decimals|digits|id|.*Id|limit|page|version|offset|source|sourceId|zone|timeZone|bucketCount|truncated|score|onlyTheNewest|onlyTheFirst|type|sources?Ids?)$/;
const CONDITION_KEYS =
  /^(?:above|atLeast|below|atMost|equals|condition|threshold|minutesBefore|minutesAfter)$/;
const DERIVED_KEYS = /diff|delta|change|ratio|percent|share|mover|deviation/i;
const COUNT_KEYS = /count|times|number|total|matches|found|length|starts|trips|changes/i;
const DURATION_KEYS: readonly (readonly [RegExp, number])[] = [
  [/(?:Ms|milliseconds)$/, 1],
  [/(?:seconds|Sec)$/i, 1000],
  [/minutes$/i, 60_000],
  [/hours$/i, 3_600_000],
];
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const STATISTICS = new Set([
  'average',
  'minimum',
  'maximum',
  'range',
  'total',
  'count',
  'percentGood',
]);
const DEPTH_MAX = 12;

/** Gathers everything that may be cited from results: facts, and the numbers, instants and states of their data. */
export function gatherEvidence(results: readonly ToolResult[]): EvidenceSet {
  const found: EvidenceSet = {
    subjects: new Map(),
    numbers: [],
    durations: [],
    instants: [],
    units: new Set(),
    names: new Set(),
    counts: new Set(),
  };
  for (const { reply, data } of results) {
    for (const page of [reply, ...(reply.rest ?? [])])
      for (const fact of page.facts) addFact(found, fact);
    walk(found, data, { names: [], subject: undefined, unit: null, kind: undefined, depth: 0 });
  }
  const asked = [...found.subjects.values()].filter(({ states }) => states.length > 0);
  if (found.subjects.size > 0) found.counts.add(found.subjects.size);
  if (asked.length > 0) found.counts.add(asked.length);
  return found;
}

/** The subject of that name, made when it is new. */
export function subjectOf(found: EvidenceSet, name: string, ...labels: readonly string[]): Subject {
  const key = name.toLowerCase();
  let subject = found.subjects.get(key);
  if (!subject) {
    subject = {
      key,
      words: new Set(),
      nameWords: subjectWords(name),
      states: [],
      hasNothing: false,
    };
    found.subjects.set(key, subject);
  }
  for (const label of [name, ...labels]) {
    for (const word of subjectWords(label)) subject.words.add(word);
    addNames(found, label);
  }
  return subject;
}

function addNames(found: EvidenceSet, label: string): void {
  for (const [word] of label.matchAll(
    /[\p{L}\p{Nd}_](?:[\p{L}\p{Nd}_]|[./#:-](?=[\p{L}\p{Nd}_]))*/gu,
  )) {
    // With its letters: a number that a label holds is a number still.
    if (/\d/.test(word) && /\p{L}/u.test(word)) found.names.add(word.toLowerCase());
  }
}

function addFact(found: EvidenceSet, fact: Fact): void {
  const subject = subjectOf(found, fact.tag);
  const atMs = Date.parse(fact.timestamp);
  const startMs = fact.start === undefined ? undefined : Date.parse(fact.start);
  const endMs = fact.end === undefined ? undefined : Date.parse(fact.end);
  addInstants(found, subject, atMs, startMs, endMs);
  if (fact.unit !== null) found.units.add(fact.unit);
  if (typeof fact.value === 'number') {
    found.numbers.push({
      value: fact.value,
      unit: fact.unit,
      subject,
      kind: fact.kind,
      atMs,
      startMs,
      endMs,
      fact,
    });
    const unitMs = fact.unit === null ? undefined : timeUnitMs(fact.unit);
    if (unitMs !== undefined) found.durations.push({ ms: fact.value * unitMs, subject, fact });
    return;
  }
  const state = typeof fact.value === 'string' ? fact.value : fact.state;
  if (fact.value === null) subject.hasNothing = true;
  else if (state !== undefined) subject.states.push({ state: canonicalState(state), atMs });
}

interface Walk {
  readonly names: readonly string[];
  readonly subject: Subject | undefined;
  readonly unit: string | null;
  readonly kind: string | undefined;
  readonly atMs?: number | undefined;
  readonly startMs?: number | undefined;
  readonly endMs?: number | undefined;
  readonly isCondition?: boolean;
  readonly isDerived?: boolean;
  readonly isStale?: boolean;
  readonly depth: number;
}

function walk(found: EvidenceSet, value: unknown, from: Walk, key = ''): void {
  if (from.depth > DEPTH_MAX || IGNORED_KEYS.test(key)) return;
  const here = { ...from, depth: from.depth + 1, kind: STATISTICS.has(key) ? key : from.kind };
  if (typeof value === 'number') return addNumber(found, value, here, key);
  if (typeof value === 'string') return addText(found, value, here, key);
  if (Array.isArray(value)) return walkList(found, value, here, key);
  if (typeof value !== 'object' || value === null) return;
  const fields = Object.entries(value as Record<string, unknown>);
  const inner = within(found, fields, here);
  for (const [name, field] of fields) {
    const isCondition = inner.isCondition === true || CONDITION_KEYS.test(name);
    const isDerived = inner.isDerived === true || DERIVED_KEYS.test(name);
    walk(found, field, { ...inner, isCondition, isDerived }, name);
  }
}

/** What an object says of its own numbers: of which tag, in which unit, when. */
function within(
  found: EvidenceSet,
  fields: readonly (readonly [string, unknown])[],
  from: Walk,
): Walk {
  const text = (pattern: RegExp): string | undefined =>
    fields.find(([name, field]) => pattern.test(name) && typeof field === 'string')?.[1] as
      | string
      | undefined;
  const labels = fields.flatMap(([name, field]) =>
    NAMING_KEYS.test(name) && typeof field === 'string' && !INSTANT.test(field) ? [field] : [],
  );
  const tag = text(/^tag$/i);
  const name = tag ?? text(/^(?:name|label|item|element|title)$/i);
  const subject =
    name === undefined
      ? from.subject
      : subjectOf(found, name, ...labels, ...(tag === undefined ? from.names : []));
  const unit =
    text(/^units?$/i) ??
    (fields.some(([field, of]) => field === 'unit' && of === null) ? null : from.unit);
  if (unit !== null) found.units.add(unit);
  const instant = (pattern: RegExp, before: number | undefined): number | undefined => {
    const iso = text(pattern);
    return iso !== undefined && INSTANT.test(iso) ? Date.parse(iso) : before;
  };
  const state =
    text(/^state$/i) ??
    (typeof fields.find(([field]) => field === 'value')?.[1] === 'string'
      ? text(/^value$/)
      : undefined);
  const atMs = instant(/^(?:timestamp|at|time|instant|since|when)$/i, from.atMs);
  const isBad = fields.some(([field, of]) => field === 'value' && of === null);
  if (subject && isBad) subject.hasNothing = true;
  else if (subject && state !== undefined && !INSTANT.test(state)) {
    subject.states.push({ state: canonicalState(state), atMs });
  }
  const kind = text(/^(?:kind|statistic|what|by)$/);
  const startMs = instant(/^(?:start|from|begin|began)$/i, undefined);
  const endMs = instant(/^(?:end|until|to|ended)$/i, undefined);
  if (startMs !== undefined && endMs !== undefined)
    found.durations.push({ ms: endMs - startMs, subject });
  return {
    ...from,
    names: [...from.names, ...labels],
    subject,
    unit,
    kind: kind !== undefined && (STATISTICS.has(kind) || kind === 'value') ? kind : from.kind,
    atMs,
    startMs: startMs ?? from.startMs,
    endMs: endMs ?? from.endMs,
    isStale: fields.some(([field, of]) => field === 'stale' && of === true),
  };
}

function walkList(found: EvidenceSet, list: readonly unknown[], from: Walk, key: string): void {
  const isOfThings =
    list.length > 0 && list.every((item) => typeof item === 'object' && item !== null);
  if (isOfThings || (list.length > 0 && COUNT_KEYS.test(key))) found.counts.add(list.length);
  for (const item of list) {
    // A row of a table is of what its texts say.
    if (Array.isArray(item)) {
      const texts = item.filter(
        (cell): cell is string =>
          typeof cell === 'string' && !INSTANT.test(cell) && /\p{L}/u.test(cell),
      );
      const first = texts[0];
      const subject =
        first === undefined ? from.subject : subjectOf(found, first, ...texts.slice(1));
      for (const cell of item) walk(found, cell, { ...from, subject }, '');
    } else walk(found, item, from, NAMING_KEYS.test(key) ? key : '');
  }
}

function addNumber(found: EvidenceSet, value: number, from: Walk, key: string): void {
  if (!Number.isFinite(value)) return;
  const { subject, kind, atMs, startMs, endMs, isCondition, isDerived, isStale } = from;
  const durationMs = DURATION_KEYS.find(([pattern]) => pattern.test(key))?.[1];
  if (durationMs !== undefined) {
    found.durations.push({ ms: value * durationMs, subject });
    return;
  }
  const isCount = COUNT_KEYS.test(key) && key !== 'total';
  const isShare = /percent/i.test(key);
  const unit = isShare ? '%' : isCount ? null : from.unit;
  const unitMs = unit === null ? undefined : timeUnitMs(unit);
  if (unitMs !== undefined) found.durations.push({ ms: value * unitMs, subject });
  if (unit !== null) found.units.add(unit);
  found.numbers.push({
    value,
    unit,
    subject,
    kind: isCount ? 'count' : kind,
    atMs,
    startMs,
    endMs,
    isCondition,
    isDerived,
    isStale,
  });
}

function addText(found: EvidenceSet, text: string, from: Walk, key: string): void {
  if (INSTANT.test(text)) return addInstants(found, from.subject, Date.parse(text));
  if (NAMING_KEYS.test(key)) addNames(found, text);
  // A cell of a database may hold a number as text.
  if (/^-?\d{1,15}(?:\.\d+)?$/.test(text.trim()) && !NAMING_KEYS.test(key))
    addNumber(found, Number(text), from, key);
}

function addInstants(
  found: EvidenceSet,
  subject: Subject | undefined,
  ...instants: readonly (number | undefined)[]
): void {
  for (const ms of instants)
    if (ms !== undefined && Number.isFinite(ms) && ms !== 0) found.instants.push({ ms, subject });
}
