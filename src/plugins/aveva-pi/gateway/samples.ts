import type { Reading, TagInfo } from '#sdk';
import { isJsonObject, piBadAnswer, piNotFound } from '../pi-web-api/index.ts';
import type { JsonObject } from '../pi-web-api/index.ts';
import { systemStateOf } from './system-states.ts';

/**
 * The readings in a gateway's answer, oldest first, whatever order and wrapper it used: `{data:[{v0,v1}]}`, the same in an
 * array, or the rows alone. A row without a value is a bad reading; a row without a time cannot be used and is left out.
 *
 * @throws AppError when the answer has none of these shapes, or says itself that it failed
 */
export function readingsOf(
  content: unknown,
  tag: TagInfo,
  toMs: (localTime: string) => number | undefined,
): readonly Reading[] {
  const timed: { ms: number; value: unknown }[] = [];
  for (const row of rowsOf(content, tag.name)) {
    const ms = typeof row['v0'] === 'string' ? toMs(row['v0'].trim()) : undefined;
    if (ms !== undefined) timed.push({ ms, value: row['v1'] });
  }
  timed.sort((a, b) => a.ms - b.ms);
  return timed.map(({ ms, value }) => toReading(ms, value, tag));
}

function rowsOf(content: unknown, name: string): readonly JsonObject[] {
  if (Array.isArray(content)) {
    const [first]: readonly unknown[] = content;
    const isWrapped = content.length === 1 && isJsonObject(first) && 'data' in first;
    return isWrapped ? rowsOf(first, name) : content.filter(isJsonObject);
  }
  if (!isJsonObject(content)) throw piBadAnswer('it holds no rows');
  const { data, status } = content;
  if (typeof status === 'number' && status >= 400) {
    throw status === 404 ? piNotFound(name) : piBadAnswer(`it says that it failed (${status})`);
  }
  if (!Array.isArray(data)) throw piBadAnswer('it holds no rows');
  return data.filter(isJsonObject);
}

/** Numbers come as numbers or as text; a system state's name stands for a missing one. */
function toReading(ms: number, value: unknown, tag: TagInfo): Reading {
  const timestamp = new Date(ms).toISOString();
  const bad = { value: null, unit: tag.unit, timestamp, quality: 'bad' } as const;
  if (typeof value === 'number' || typeof value === 'boolean') {
    return { value, unit: tag.unit, timestamp, quality: 'good' };
  }
  if (typeof value !== 'string' || value.trim() === '') return bad;
  const state = systemStateOf(value);
  if (state) return { ...bad, state };
  const number = Number(value);
  const isNumber = Number.isFinite(number);
  return { value: isNumber ? number : value, unit: tag.unit, timestamp, quality: 'good' };
}
