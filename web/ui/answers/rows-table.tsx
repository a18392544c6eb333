import { Stack, Text } from '@mantine/core';
import type { RunAnswer } from '../../../src/bot/runs.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { answersTexts } from '../../texts/answers.ts';
import plain from '../answer-trace/plain-table.module.css';
import { ScrollBox } from '../scroll-box.tsx';

const ROWS_AT_FIRST = 20;

/** The first rows that a query gave, as the source wrote them. */
export function RowsTable({ table }: { readonly table: NonNullable<RunAnswer['rows']> }) {
  const { t } = useTexts(answersTexts);
  const shown = table.rows.slice(0, ROWS_AT_FIRST);
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {t('rows')}
      </Text>
      <ScrollBox className={plain['scroll']} label={t('rows')}>
        <table className={plain['table']}>
          <thead>
            <tr>
              {table.columns.map((column, index) => (
                <th key={String(index)} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              <tr key={String(index)}>
                {row.map((cell, column) => (
                  <td key={String(column)}>{cell === null ? '' : String(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {shown.length < table.rows.length && (
        <Text size="xs" c="dimmed">
          {t('rowsShown', { shown: shown.length, count: table.rows.length })}
        </Text>
      )}
    </Stack>
  );
}
