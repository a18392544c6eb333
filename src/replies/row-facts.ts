import type { CellValue } from '#sdk';
import type { Fact, TableAnswer } from '../triggers/index.ts';
import type { ReplyContext } from './built-reply.ts';
import { toFact } from './to-fact.ts';

/**
 * The reading behind a row, where the source tells it; else its numbers: a query says neither unit nor time of them, so
 * the time is that of the question.
 */
export function rowFacts(
  row: readonly CellValue[],
  index: number,
  { table, source }: TableAnswer,
  context: ReplyContext,
): readonly Fact[] {
  if (table.readings) {
    const read = table.readings[index];
    return read ? [toFact(source, read.tag, read.reading)] : [];
  }
  return row.flatMap((cell, column) =>
    typeof cell === 'number' && Number.isFinite(cell)
      ? [
          {
            source,
            tag: table.columns[column] ?? '',
            value: cell,
            unit: null,
            timestamp: context.now.toISOString(),
            quality: 'good' as const,
            kind: 'value' as const,
          },
        ]
      : [],
  );
}
