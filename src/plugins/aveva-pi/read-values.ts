import type { AppError, ReadQuery, Reading, TagInfo, ValueOutcome } from '#sdk';
import { outcomesOf } from './outcomes.ts';
import { errorText, itemsOf, isJsonObject, piNoValue, timeSpan } from './pi-web-api/index.ts';
import type { PiStreamOutcome, PiWebApiClient, PreparedSets } from './pi-web-api/index.ts';
import type { ResolvedSelection, TagResolver } from './resolve-tags.ts';
import { hasErrors, toReading } from './to-reading.ts';
import { withFreshTags } from './with-fresh-tags.ts';

type Both = {
  readonly ok: boolean;
  readonly error?: AppError;
  readonly earlier?: PiStreamOutcome;
} & (Extract<PiStreamOutcome, { ok: true }> | Extract<PiStreamOutcome, { ok: false }>);

/**
 * The value of each tag now, and with `compareMs` also that much earlier.
 * Once the tags are known it is one request: a stream set, or a batch of two.
 */
export async function readValues(
  client: PiWebApiClient,
  resolver: TagResolver,
  query: ReadQuery,
  signal: AbortSignal,
): Promise<readonly ValueOutcome[]> {
  const { resolved, parts } = await withFreshTags(resolver, query, signal, (selection) =>
    readStreams(client, selection, query.compareMs, signal),
  );
  return outcomesOf(resolved.slots, (place, tag) => toValue(parts[place], tag));
}

async function readStreams(
  client: PiWebApiClient,
  selection: ResolvedSelection,
  compareMs: number | undefined,
  signal: AbortSignal,
): Promise<readonly Both[]> {
  const [now = [], earlier] = await client.runSets(preparedFor(client, selection, compareMs), {
    signal,
  });
  if (!earlier) return now;
  return now.map((outcome, place) => {
    const before = earlier[place];
    return before ? { ...outcome, earlier: before } : outcome;
  });
}

/** The time of the earlier value is the server's own, so neither the request's text nor a wrong clock here matters. */
function preparedFor(
  client: PiWebApiClient,
  { webIds, prepared }: ResolvedSelection,
  compareMs: number | undefined,
): PreparedSets {
  const key = compareMs === undefined ? 'value' : `value -${compareMs}`;
  const known = prepared.get(key);
  if (known) return known;
  const now = { kind: 'value', webIds, query: {} } as const;
  const made = client.prepareSets(
    compareMs === undefined
      ? [now]
      : [
          now,
          {
            kind: 'interpolatedattimes',
            webIds,
            query: { time: `*-${timeSpan(Math.round(compareMs))}` },
          },
        ],
  );
  prepared.set(key, made);
  return made;
}

function toValue(
  part: Both | undefined,
  tag: TagInfo,
): { readonly reading: Reading; readonly earlier?: Reading } | AppError {
  if (!part) return piNoValue(tag.name);
  if (!part.ok) return part.error;
  const timed = part.stream.Value;
  const reading = isJsonObject(timed) ? toReading(timed, tag) : undefined;
  if (!reading) return piNoValue(tag.name, valueError(timed));
  const earlier = earlierReading(part.earlier, tag);
  return earlier ? { reading, earlier } : { reading };
}

/** Without an earlier value there is just none to compare with. */
function earlierReading(outcome: PiStreamOutcome | undefined, tag: TagInfo): Reading | undefined {
  if (!outcome?.ok) return undefined;
  const [timed] = itemsOf(outcome.stream) ?? [];
  const { UnitsAbbreviation: unit } = outcome.stream;
  return timed ? toReading(timed, tag, typeof unit === 'string' ? unit : '') : undefined;
}

function valueError(timed: unknown): Error | undefined {
  if (!isJsonObject(timed) || !hasErrors(timed)) return undefined;
  const text = errorText(timed) || errorText(timed['Value']);
  return text === '' ? undefined : new Error(text);
}
