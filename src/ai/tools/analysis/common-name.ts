/** What names have in common, with `*` for the rest: `U1_MILL_*_STATUS`. */
export function commonName(names: readonly string[]): string {
  const [first = '', ...others] = names;
  if (others.every((name) => name === first)) return first;
  const shortest = Math.min(...names.map(({ length }) => length));
  let start = 0;
  while (start < shortest && others.every((name) => name[start] === first[start])) start += 1;
  let end = 0;
  while (
    end < shortest - start &&
    others.every((name) => name.at(-1 - end) === first.at(-1 - end))
  ) {
    end += 1;
  }
  return `${first.slice(0, start)}*${end === 0 ? '' : first.slice(-end)}`;
}
