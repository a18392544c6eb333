const LENGTH_MAX = 50;

/** The letters and digits of a title, and hyphens between them, as any system takes them in a file's name. */
export function plainName(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, LENGTH_MAX)
    .replaceAll(/^-+|-+$/gu, '');
  return plain === '' ? 'plantline' : plain;
}
