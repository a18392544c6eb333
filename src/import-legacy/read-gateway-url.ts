/** A request to the plant gateway that the predecessor kept as a whole. */
export type GatewayUrl = {
  /** Scheme, host and port. */
  readonly base: string;
  readonly tag: string | undefined;
  readonly interval: string | undefined;
  readonly start: string | undefined;
  readonly end: string | undefined;
  readonly count: number | undefined;
};

/**
 * Takes an address of the plant gateway apart: `http://host:6066/pi/trn?tag=…&interval=…&start=…&end=…`.
 *
 * @returns undefined for what is no address, and for one of something else
 */
export function readGatewayUrl(text: string): GatewayUrl | undefined {
  const url = URL.parse(text.trim());
  if (!url || !/^https?:$/u.test(url.protocol) || url.username || url.password) return undefined;
  if (!/^\/(?:pi(?:\/(?:trn\/?)?)?)?$/iu.test(url.pathname)) return undefined;
  const parameters = new Map(
    [...url.searchParams].map(([name, value]) => [name.toLowerCase(), value.trim()]),
  );
  const given = (name: string) => parameters.get(name) || undefined;
  const count = Number(given('maxcount') ?? given('limit'));
  return {
    base: url.origin,
    tag: given('tag'),
    interval: given('interval'),
    start: given('start'),
    end: given('end'),
    count: Number.isInteger(count) && count > 0 ? count : undefined,
  };
}
