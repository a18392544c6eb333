import type { CellValue, Quality, Reading } from '#sdk';
import { localTimeReader } from '#sdk/series';
import type { Row } from '../answer/to-rows.ts';
import { noValue } from '../http-json.errors.ts';
import type { Fetched } from '../open-endpoint.ts';
import type { Series, Tag } from './tag-list.ts';

const GOOD = ['good', 'ok', 'valid', 'true', '192'];
/** What a source says of a value that is one all the same. */
const HALF_GOOD: Readonly<Record<string, Quality>> = {
  questionable: 'questionable',
  uncertain: 'questionable',
  suspect: 'questionable',
  substituted: 'substituted',
  estimated: 'substituted',
};

/**
 * The readings of a tag in what its endpoint answered, oldest first.
 *
 * @param timeZone IANA zone of times that name none
 * @throws AppError `http_json.no_value` when a time is missing or cannot be read, or it is unclear which row is meant
 */
export function readingsOf(
  tag: Tag,
  series: Series,
  { rows, fetchedAtMs }: Pick<Fetched, 'rows' | 'fetchedAtMs'>,
  timeZone: string,
): readonly Reading[] {
  const { name } = tag.info;
  const own = rows.filter((row) =>
    series.where.every(({ column, text }) => isSame(row[column], text)),
  );
  const { time } = series;
  if (time === undefined) {
    if (own.length > 1) {
      throw noValue(name, 'there are several rows and no column of the time to choose by');
    }
    const timestamp = new Date(fetchedAtMs).toISOString();
    return own.map((row) => toReading(tag, series, row, timestamp));
  }
  const toMs = localTimeReader(timeZone);
  const timed = own.map((row) => {
    const cell = row[time];
    const ms = typeof cell === 'string' ? toMs(cell.trim()) : undefined;
    if (ms === undefined) throw noValue(name, 'its time cannot be read; check that column’s type');
    const isUtc = typeof cell === 'string' && cell.endsWith('Z');
    return { ms, row, timestamp: isUtc ? cell : new Date(ms).toISOString() };
  });
  return timed
    .toSorted((a, b) => a.ms - b.ms)
    .map(({ row, timestamp }) => toReading(tag, series, row, timestamp));
}

function toReading(tag: Tag, series: Series, row: Row, timestamp: string): Reading {
  const { unit, valueType } = tag.info;
  const value = row[series.value] ?? null;
  const state = series.quality === undefined ? undefined : String(row[series.quality] ?? '').trim();
  const quality = state === undefined ? 'good' : qualityOf(state, tag.config.good ?? []);
  if (quality === 'bad') return bad(unit, timestamp, state);
  if (value === null) return bad(unit, timestamp, undefined);
  // What ought to be a number and is a word, such as "offline", is the reason why there is none.
  if (valueType === 'number' && typeof value !== 'number')
    return bad(unit, timestamp, String(value));
  return { value, unit, timestamp, quality };
}

function bad(unit: string | null, timestamp: string, state: string | undefined): Reading {
  const reading = { value: null, unit, timestamp, quality: 'bad' } as const;
  if (!state) return reading;
  return { ...reading, state: { name: state.slice(0, 100), code: 0, isSystem: true } };
}

function qualityOf(state: string, given: readonly string[]): Quality {
  const word = state.toLowerCase();
  const good = given.length > 0 ? given.map((one) => one.trim().toLowerCase()) : GOOD;
  return good.includes(word) ? 'good' : (HALF_GOOD[word] ?? 'bad');
}

function isSame(cell: CellValue | undefined, text: string): boolean {
  return (
    String(cell ?? '')
      .trim()
      .toLowerCase() === text.toLowerCase()
  );
}
