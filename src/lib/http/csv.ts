import { stringify } from 'csv-stringify';
import { Readable } from 'node:stream';

/**
 * Rows as CSV (RFC 4180, UTF-8 with a byte order mark, so that a spreadsheet reads accents), a page at a time. Objects
 * become JSON text. A cell that a spreadsheet would take for a formula is written with an apostrophe before it.
 */
export function csvOf(
  pages: AsyncIterable<readonly object[]>,
  columns: readonly string[],
): Readable {
  return Readable.from(rowsOf(pages)).pipe(
    stringify({
      header: true,
      bom: true,
      columns: [...columns],
      escape_formulas: true,
      record_delimiter: 'windows',
      cast: { object: (value) => JSON.stringify(value), boolean: (value) => String(value) },
    }),
  );
}

async function* rowsOf(pages: AsyncIterable<readonly object[]>): AsyncGenerator<object> {
  for await (const page of pages) yield* page;
}
