const UNITS = ['B', 'kB', 'MB', 'GB'] as const;

/** What stands for bytes in a table: nobody reads them on a phone, and how many there are says what they may be. */
export function binaryCell(sizeBytes: number): string {
  return `(binary, ${sizeText(sizeBytes)})`;
}

/** A size as people write it, such as `512 B` and `1.2 kB`. */
export function sizeText(sizeBytes: number): string {
  let size = sizeBytes;
  let unit = 0;
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const shown = unit === 0 || size >= 100 ? Math.round(size) : Number(size.toPrecision(2));
  return `${shown} ${UNITS[unit]}`;
}
