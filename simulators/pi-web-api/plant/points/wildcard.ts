/** A test for names against a wildcard: `*` any run, `?` one character, any case. Absent, empty or `*`: everything. */
export function compileWildcard(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined || /^\**$/.test(pattern)) return () => true;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, 'isu');
  return (name) => expression.test(name);
}
