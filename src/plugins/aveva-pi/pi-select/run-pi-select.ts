import { Temporal } from 'temporal-polyfill';
import type {
  CellValue,
  Clock,
  DataSource,
  ParameterValue,
  Reading,
  Table,
  TableQuery,
  TagInfo,
} from '#sdk';
import { parsePiTime } from '#sdk/series';
import {
  type Comparison,
  type Operand,
  type PiColumn,
  type PiSelect,
  type TimeBound,
  parsePiSelect,
} from './parse-pi-select.ts';
import {
  piSelectBadValue,
  piSelectCannot,
  piSelectParameterMissing,
  piSelectTooMuch,
} from './pi-select.errors.ts';

const DAY_MS = 86_400_000;
/** Values stamped exactly at an open bound are read and left out, so a few more are asked for. */
const AT_THE_BOUND = 16;
const PLAIN_COLUMNS: readonly PiColumn[] = ['id', 'tag', 'timestamp', 'value'];

type History = NonNullable<DataSource['history']>;
type Parameters = TableQuery['parameters'];

/** What the query says, its parameters filled in. */
interface Asked {
  readonly tag: string;
  readonly count: number | undefined;
  readonly startMs: number | undefined;
  readonly endMs: number;
  readonly isWithin: (reading: Reading) => boolean;
  readonly hasValueConditions: boolean;
}

/**
 * Answers a query in PI's own small form with the recorded values of its tag: that of the query, whatever other tag the
 * source may have set for its test. `id` counts the rows, a bad value is null, and `quality` is there where one is not
 * good. What cannot be done exactly is refused.
 */
export function createPiSelectQuery({
  history,
  clock,
}: {
  readonly history: History;
  readonly clock: Clock;
}): NonNullable<DataSource['query']> {
  return async (query, signal) => {
    const select = parsePiSelect(query.text);
    const asked = fillIn(select, query, clock());
    const { tag, readings, truncated } = await readRows(
      select,
      asked,
      query.maxRows,
      history,
      signal,
    );
    return toTable(select, tag, readings, truncated);
  };
}

function fillIn(select: PiSelect, { parameters, timeZone }: TableQuery, now: Date): Asked {
  const zoned = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const msOf = (bound: TimeBound | undefined) => bound && instantOf(bound.at, parameters, zoned);
  const startMs = msOf(select.from);
  const untilMs = msOf(select.until);
  const conditions = select.values.map(({ comparison, operand }) =>
    valueCondition(comparison, valueOf(operand, parameters)),
  );
  const isWithin = ({ timestamp, value, state }: Reading): boolean => {
    const ms = Date.parse(timestamp);
    if (startMs !== undefined && (select.from?.isOpen ? ms <= startMs : ms < startMs)) return false;
    if (untilMs !== undefined && (select.until?.isOpen ? ms >= untilMs : ms > untilMs))
      return false;
    return conditions.every((holds) => holds(state && value !== null ? state.name : value));
  };
  return {
    tag: tagOf(select.tag, parameters),
    count: countOf(select.top, parameters),
    startMs,
    endMs: untilMs ?? now.getTime(),
    isWithin,
    hasValueConditions: conditions.length > 0,
  };
}

interface Rows {
  readonly tag: TagInfo;
  readonly readings: readonly Reading[];
  readonly truncated: boolean;
}

async function readRows(
  select: PiSelect,
  { tag, count, startMs, endMs, isWithin, hasValueConditions }: Asked,
  maxRows: number,
  history: History,
  signal: AbortSignal,
): Promise<Rows> {
  const limit = Math.min(count ?? maxRows, maxRows);
  const mayHaveMore = count === undefined || count > maxRows;
  const end = new Date(endMs).toISOString();
  if (startMs === undefined && hasValueConditions) {
    throw piSelectCannot(
      'a condition on value without a time',
      'Add timestamp >= and a time, such as *-8h.',
    );
  }
  if (startMs === undefined && select.isOldestFirst) {
    throw piSelectCannot(
      'the oldest values of a tag',
      'Write ORDER BY timestamp DESC, or add timestamp >= and a time.',
    );
  }
  if (startMs !== undefined && (hasValueConditions || select.isOldestFirst)) {
    const range = { start: new Date(startMs).toISOString(), end };
    const [outcome] = await history({ tags: [tag], range, mode: 'recorded' }, signal);
    const { tag: found, readings, truncated } = seriesOf(outcome);
    if (select.isOldestFirst && truncated) throw piSelectTooMuch();
    const fitting = readings.filter(isWithin);
    const ordered = select.isOldestFirst ? fitting : fitting.toReversed();
    const isShort = truncated && ordered.length < limit;
    const isCut = mayHaveMore && ordered.length > limit;
    return { tag: found, readings: ordered.slice(0, limit), truncated: isShort || isCut };
  }
  // The newest so many are read backwards from the end, however far back the time reaches.
  const wanted = limit + 1 + (select.until?.isOpen ? AT_THE_BOUND : 0);
  const range = {
    start: new Date(Math.min(startMs ?? Infinity, endMs - DAY_MS)).toISOString(),
    end,
  };
  const [outcome] = await history({ tags: [tag], range, mode: 'recorded', last: wanted }, signal);
  const { tag: found, readings, truncated } = seriesOf(outcome);
  const fitting = readings.filter(isWithin).toReversed();
  const isShort = truncated && fitting.length < limit;
  const isCut = mayHaveMore && fitting.length > limit;
  return { tag: found, readings: fitting.slice(0, limit), truncated: isShort || isCut };
}

function seriesOf(outcome: Awaited<ReturnType<History>>[number] | undefined) {
  if (!outcome) throw piSelectCannot('no tag');
  if (!outcome.ok) throw outcome.error;
  return outcome;
}

function toTable(
  { columns }: PiSelect,
  tag: TagInfo,
  readings: readonly Reading[],
  truncated: boolean,
): Table {
  const isAllGood = readings.every(({ quality }) => quality === 'good');
  const names =
    columns ?? [...PLAIN_COLUMNS, ...(isAllGood ? [] : ['quality' as const])].map(plain);
  const valueColumn = names.findIndex(({ column }) => column === 'value');
  return {
    columns: names.map(({ name }) => name),
    rows: readings.map((reading, index) =>
      names.map(({ column }) => cellOf(column, reading, tag, index + 1)),
    ),
    truncated,
    // What no column shows is no number of the answer.
    readings:
      valueColumn < 0
        ? []
        : readings.map((reading) => ({ tag: tag.name, reading, column: valueColumn })),
  };
}

function plain(column: PiColumn) {
  return { column, name: column };
}

function cellOf(column: PiColumn, reading: Reading, tag: TagInfo, row: number): CellValue {
  const { value, state, quality, timestamp } = reading;
  switch (column) {
    case 'id':
      return row;
    case 'tag':
      return tag.name;
    case 'timestamp':
      return timestamp;
    case 'value':
      return quality === 'bad' ? null : (state?.name ?? value);
    case 'unit':
      return reading.unit ?? tag.unit;
    case 'quality':
      return quality === 'bad' && state ? `bad (${state.name})` : quality;
    case 'description':
      return tag.description;
  }
}

function valueOf(operand: Operand, parameters: Parameters): ParameterValue {
  switch (operand.kind) {
    case 'number':
      return operand.number;
    case 'parameter':
      return parameterOf(operand.name, parameters);
    case 'text': {
      const [only, ...others] = operand.parts;
      // `'{tag}'` is the value itself, whatever its type.
      if (only && 'parameter' in only && others.length === 0) {
        return parameterOf(only.parameter, parameters);
      }
      return operand.parts
        .map((part) => {
          if ('text' in part) return part.text;
          const value = parameterOf(part.parameter, parameters);
          if (value instanceof Date || value === null) {
            throw piSelectBadValue(`{${part.parameter}} within a text`, 'a text or a number');
          }
          return String(value);
        })
        .join('');
    }
  }
}

function parameterOf(name: string, parameters: Parameters): ParameterValue {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (value === undefined) throw piSelectParameterMissing(name);
  return value;
}

function tagOf(operand: Operand, parameters: Parameters): string {
  const value = valueOf(operand, parameters);
  const isName = typeof value === 'string' || typeof value === 'number';
  const name = isName ? String(value).trim() : '';
  if (name === '') throw piSelectBadValue('tag =', "the name of a tag, as in tag = 'U1_LOAD'");
  if (/[*?]/.test(name))
    throw piSelectBadValue('tag =', 'one tag by its whole name, without * and ?');
  return name;
}

function countOf(top: Operand | undefined, parameters: Parameters): number | undefined {
  if (!top) return undefined;
  const value = valueOf(top, parameters);
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
    throw piSelectBadValue('TOP', 'a whole number from 1');
  }
  return value;
}

function instantOf(operand: Operand, parameters: Parameters, now: Temporal.ZonedDateTime): number {
  const value = valueOf(operand, parameters);
  if (value instanceof Date) return value.getTime();
  // The predecessor's gateway took `17/Sep/2025` too.
  const said = String(value).trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const at = parsePiTime(said.replace(/^(\d{1,2})\/([a-z]{3,9})\/(\d{4})/, '$1-$2-$3'), now);
  if (typeof value !== 'string' || !at) {
    throw piSelectBadValue('timestamp', "a PI time, such as '*-8h', 't' or '2026-11-20 06:00'");
  }
  return at.epochMilliseconds;
}

function valueCondition(comparison: Comparison, wanted: ParameterValue) {
  if (typeof wanted === 'string' && comparison !== '=' && comparison !== '<>') {
    throw piSelectBadValue(`value ${comparison}`, 'a number');
  }
  if (wanted === null || wanted instanceof Date || typeof wanted === 'boolean') {
    throw piSelectBadValue(`value ${comparison}`, 'a number or a text');
  }
  return (value: Reading['value']): boolean => {
    if (value === null) return false;
    if (typeof wanted === 'string') {
      const isSame = String(value).toLowerCase() === wanted.toLowerCase();
      return comparison === '=' ? isSame : !isSame;
    }
    return typeof value === 'number' && holds(value, comparison, wanted);
  };
}

function holds(value: number, comparison: Comparison, wanted: number): boolean {
  switch (comparison) {
    case '=':
      return value === wanted;
    case '<>':
      return value !== wanted;
    case '<':
      return value < wanted;
    case '<=':
      return value <= wanted;
    case '>':
      return value > wanted;
    case '>=':
      return value >= wanted;
  }
}
