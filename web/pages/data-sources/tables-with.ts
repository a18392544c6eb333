import type { SourceTables } from '../../../src/data-sources/data-sources.schema.ts';

type Table = SourceTables['tables'][number];

/** Tables that have the text in their name, with all columns; others with those columns that have it. */
export function tablesWith(tables: readonly Table[], text: string): readonly Table[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return tables;
  const has = (words: string) => words.toLowerCase().includes(wanted);
  return tables.flatMap((table) => {
    if (has(table.name)) return [table];
    const isWanted = table.columns.map(({ name, comment }) => has(name) || has(comment ?? ''));
    if (!isWanted.includes(true)) return [];
    const columns = table.columns.filter((_column, i) => isWanted[i]);
    const sample = table.sample?.map((row) => row.filter((_cell, i) => isWanted[i]));
    return [{ ...table, columns, ...(sample && { sample }) }];
  });
}
