/** Earlier than this no message was made, so a number that would mean it means something else. */
const EARLIEST_MS = Date.UTC(1990, 0, 1);
const LATEST_MS = Date.UTC(2200, 0, 1);
/** Ticks per second that times since 1970 are counted in: seconds, ms, µs, ns. */
const TICKS = [1, 1e3, 1e6, 1e9];

/**
 * An instant as messages write it: ISO 8601, or seconds, milliseconds, microseconds or nanoseconds since 1970 (which of
 * them shows in the size of the number). A time without zone is the site's.
 *
 * @param toMs reads a local time of the site
 * @returns ISO 8601 UTC; undefined for what is no instant
 */
export function instantOf(
  said: unknown,
  toMs: (text: string) => number | undefined,
): string | undefined {
  if (typeof said === 'number') return ofTicks(said);
  if (typeof said !== 'string') return undefined;
  const text = said.trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return ofTicks(Number(text));
  const ms = toMs(text) ?? NaN;
  return isSensible(ms) ? new Date(ms).toISOString() : undefined;
}

function ofTicks(ticks: number): string | undefined {
  const ms = TICKS.map((perSecond) => (ticks / perSecond) * 1_000).find(isSensible);
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

function isSensible(ms: number): boolean {
  return ms >= EARLIEST_MS && ms < LATEST_MS;
}
