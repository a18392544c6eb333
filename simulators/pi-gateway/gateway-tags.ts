/** What a tag of the gateway gives at an instant: a number, a text, or `No Data`. */
export type GatewayTag = (atMs: number) => number | string | null;

const MINUTE_MS = 60_000;

/** The tags of a small plant, computed: the same instant gives the same value on every run. */
export const GATEWAY_TAGS: Readonly<Record<string, GatewayTag>> = {
  '8TMWATTSNET': (atMs) => wave(atMs, { middle: 580, swing: 40, periodMs: 90 * MINUTE_MS }),
  '7TMWATTSNET': (atMs) => wave(atMs, { middle: 560, swing: 25, periodMs: 70 * MINUTE_MS }),
  '7AGC-MWSET': (atMs) => (Math.floor(atMs / (30 * MINUTE_MS)) % 2 === 0 ? 560 : 600),
  '8MS PRESS#1': (atMs) => wave(atMs, { middle: 168, swing: 2, periodMs: 45 * MINUTE_MS }),
  '8MODE': (atMs) => (Math.floor(atMs / (60 * MINUTE_MS)) % 2 === 0 ? 'Base Load' : 'AGC'),
  '8DEADTAG': () => 'No Data',
  '8NULLTAG': () => null,
};

/** A sine to one decimal, as a transmitter with few digits would give. */
function wave(
  atMs: number,
  { middle, swing, periodMs }: { middle: number; swing: number; periodMs: number },
): number {
  const phase = (2 * Math.PI * (atMs % periodMs)) / periodMs;
  return Math.round((middle + swing * Math.sin(phase)) * 10) / 10;
}
