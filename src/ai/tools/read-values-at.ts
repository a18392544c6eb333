import { AppError, type Reading, type SeriesOutcome, type TagInfo, type TagOutcome } from '#sdk';
import { cannot, type Source } from '../../data-sources/index.ts';
import { type FailedAnswer, failedAnswer } from '../../triggers/index.ts';
import { instantInFuture } from '../ai.errors.ts';
import { tagsBySource, type ResolvedTag } from './resolve-tags.ts';
import type { ToolAsking } from './tool.ts';

/** A tag's value at an instant, which is the reading's timestamp. */
export type ValueAtOutcome = TagOutcome<{
  readonly reading: Reading;
  /** When the newest value there is was measured, where that is long before: what held since may be out of date. */
  readonly heldSince?: string;
}>;

export type ValuesAt =
  | {
      readonly kind: 'values';
      readonly source: Source;
      readonly outcomes: readonly ValueAtOutcome[];
    }
  | { readonly kind: 'failed'; readonly source: Source; readonly answer: FailedAnswer };

const SECOND_MS = 1000;
/** As for a present value: PI sends one every ten minutes at least, so an hour of silence is no compression. */
const HELD_TOO_LONG_MS = 3_600_000;

/**
 * What tags were at an instant, as their sources interpolate: on the line between two values for what moves
 * continuously, what held for steps and states. Whole seconds.
 *
 * @throws AppError `ai.instant_in_future` for a tag that holds no forecast
 */
export async function readValuesAt(
  resolved: readonly ResolvedTag[],
  at: Date,
  asking: ToolAsking,
): Promise<readonly ValuesAt[]> {
  const atMs = Math.floor(at.getTime() / SECOND_MS) * SECOND_MS;
  if (atMs > asking.now.getTime()) {
    const past = resolved.find(({ tag }) => !tag.future);
    if (past) throw instantInFuture(past.tag.name);
  }
  return await Promise.all(
    tagsBySource(resolved).map(async ([source, tags]): Promise<ValuesAt> => {
      try {
        return { kind: 'values', source, outcomes: await readAt(source, tags, atMs, asking) };
      } catch (error) {
        if (error instanceof AppError && error.kind !== 'invalid') {
          const config = { type: 'value' as const, tags: [...tags], elements: [] };
          const asked = { id: '', name: tags.join(', '), dataSourceId: source.id, config };
          return { kind: 'failed', source, answer: failedAnswer(asked, source, error) };
        }
        throw error;
      }
    }),
  );
}

async function readAt(
  { name, connection }: Source,
  tags: readonly string[],
  atMs: number,
  { signal }: ToolAsking,
): Promise<readonly ValueAtOutcome[]> {
  const { history, read } = connection;
  if (!history) throw cannot(name, 'give past values');
  const range = {
    start: new Date(atMs).toISOString(),
    end: new Date(atMs + SECOND_MS).toISOString(),
  };
  const [outcomes, newest] = await Promise.all([
    history({ tags, range, mode: 'interpolated', intervalMs: SECOND_MS }, signal),
    // Only for the note that nothing newer is there: the value itself does without.
    read?.({ tags }, signal).catch(() => []),
  ]);
  return outcomes.map((outcome, place) => {
    const present = newest?.[place];
    return toValueAt(outcome, atMs, present?.ok ? present.reading : undefined);
  });
}

function toValueAt(
  outcome: SeriesOutcome,
  atMs: number,
  newest: Reading | undefined,
): ValueAtOutcome {
  if (!outcome.ok) return outcome;
  const { tag, readings } = outcome;
  const timestamp = new Date(atMs).toISOString();
  const sampled = readings.find(
    (one) => Math.abs(Date.parse(one.timestamp) - atMs) < SECOND_MS / 2,
  );
  const nothing: Reading = { value: null, unit: tag.unit, timestamp, quality: 'bad' };
  const reading: Reading = sampled ? { ...sampled, timestamp } : nothing;
  const isHeld = newest !== undefined && isHeldTooLong(tag, reading, newest, atMs);
  return { ok: true, tag, reading, ...(isHeld && { heldSince: newest.timestamp }) };
}

/** Between two values of an archive hours may lie, and the line between them is right; after the last there is none. */
function isHeldTooLong(tag: TagInfo, reading: Reading, newest: Reading, atMs: number): boolean {
  const isAnalog = tag.valueType === 'number' && !tag.step && reading.state === undefined;
  const newestMs = Date.parse(newest.timestamp);
  return (
    isAnalog && reading.quality !== 'bad' && newestMs > 0 && atMs - newestMs > HELD_TOO_LONG_MS
  );
}
