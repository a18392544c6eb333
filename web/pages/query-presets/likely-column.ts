type Named = { readonly name: string };

/** The column of a table that is likeliest meant, by the names such a column often has. */
export function likelyColumn(
  columns: readonly Named[],
  usual: readonly string[],
): string | undefined {
  for (const wanted of usual) {
    const found = columns.find(({ name }) => bare(name) === wanted);
    if (found) return found.name;
  }
  return undefined;
}

/** The first table whose name holds a word. */
export function likelyTable(tables: readonly Named[], word: string): string | undefined {
  return tables.find(({ name }) => bare(name).includes(word))?.name;
}

/** As a schema writes names they may be quoted. */
function bare(name: string): string {
  return name.replaceAll(/["`[\]]/g, '').toLowerCase();
}
