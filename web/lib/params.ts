export type Params = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** `?a=1&b=2`, or nothing; what is empty is left out. */
export function toQuery(params: Params): string {
  const given = Object.entries(params).filter(
    ([, value]) => value !== '' && value !== null && value !== undefined,
  );
  if (given.length === 0) return '';
  return `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()}`;
}
