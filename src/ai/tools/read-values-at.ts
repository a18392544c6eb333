import { AppError, type Reading, type SeriesOutcome, type TagOutcome } from '#sdk';
import { cannot, type Source } from '../../data-sources/index.ts';
import { type FailedAnswer, failedAnswer } from '../../triggers/index.ts';
import { instantInFuture } from '../ai.errors.ts';
import { tagsBySource, type ResolvedTag } from './resolve-tags.ts';
import { silentSince } from './silent-since.ts';
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
  const since = silentSince(resolved, atMs, asking);
  return await Promise.all(
    tagsBySource(resolved).map(async ([source, tags]): Promise<ValuesAt> => {
      try {
        const outcomes = await readAt(source, tags, atMs, asking);
        const isSilentSince = await since;
        return {
          kind: 'values',
          source,
          outcomes: outcomes.map((outcome) => {
            if (!outcome.ok || outcome.reading.quality === 'bad') return outcome;
            const heldSince = isSilentSince({ source, tag: outcome.tag });
            return { ...outcome, ...(heldSince !== undefined && { heldSince }) };
          }),
        };
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
  const { history } = connection;
  if (!history) throw cannot(name, 'give past values');
  const range = {
    start: new Date(atMs).toISOString(),
    end: new Date(atMs + SECOND_MS).toISOString(),
  };
  const asked = { tags, range, mode: 'interpolated', intervalMs: SECOND_MS } as const;
  const outcomes = await history(asked, signal);
  return outcomes.map((outcome) => toValueAt(outcome, atMs));
}

function toValueAt(outcome: SeriesOutcome, atMs: number): ValueAtOutcome {
  if (!outcome.ok) return outcome;
  const { tag, readings } = outcome;
  const timestamp = new Date(atMs).toISOString();
  const sampled = readings.find(
    (one) => Math.abs(Date.parse(one.timestamp) - atMs) < SECOND_MS / 2,
  );
  const nothing: Reading = { value: null, unit: tag.unit, timestamp, quality: 'bad' };
  return { ok: true, tag, reading: sampled ? { ...sampled, timestamp } : nothing };
}
