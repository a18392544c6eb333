import { Badge, Code, Group, Skeleton, Stack, Table, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { SourceTables as Tables } from '../../../src/data-sources/data-sources.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { commonTexts } from '../../texts/common.ts';
import { tagBrowserTexts } from '../../texts/tag-browser.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Folded } from '../../ui/folded.tsx';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { tablesWith } from './tables-with.ts';

/** More than these nobody reads through. */
const SHOWN_MAX = 100;
/** So few are shown with their columns at once. */
const FEW = 3;

/** The tables of a source that is asked by queries, with their columns. */
export function SourceTables({ sourceId }: { readonly sourceId: string }) {
  const { t } = useTexts(tagBrowserTexts);
  const [words, setWords] = useState('');
  const answer = useAnswer<Tables>(`/data-sources/${encodeURIComponent(sourceId)}/schema`);
  const tables = answer.data?.tables;
  const found = useMemo(() => tablesWith(tables ?? [], words), [tables, words]);

  if (answer.isPending) return <Skeleton height={220} />;
  if (!tables) return <ErrorNote error={answer.error} onRetry={() => void answer.refetch()} />;
  if (tables.length === 0) return <EmptyState title={t('tablesNone')} />;
  return (
    <Stack gap="sm">
      <SearchBox value={words} onSearch={setWords} label={t('tableSearch')} />
      {found.length === 0 && <EmptyState title={t('tablesNothing')} />}
      {found.slice(0, SHOWN_MAX).map((table) => (
        <Folded
          key={`${table.name} ${String(found.length <= FEW)}`}
          label={`${table.name} · ${t('columnsCount', { count: table.columns.length })}`}
          isOpenAtFirst={found.length <= FEW}
        >
          {table.comment && <Text size="sm">{table.comment}</Text>}
          <Columns table={table} />
          <Sample table={table} />
        </Folded>
      ))}
      {found.length > SHOWN_MAX && (
        <Text size="sm" c="dimmed">
          {t('tablesMore', { count: SHOWN_MAX })}
        </Text>
      )}
    </Stack>
  );
}

function Columns({ table }: { readonly table: Tables['tables'][number] }) {
  const { t } = useTexts(tagBrowserTexts);
  const { t: tc } = useTexts(commonTexts);
  const hasNotes = table.columns.some(({ comment, references }) => comment ?? references);
  return (
    <ScrollBox label={table.name}>
      <Table fz="sm" withTableBorder>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('column')}</Table.Th>
            <Table.Th>{t('columnType')}</Table.Th>
            <Table.Th>{t('columnEmpty')}</Table.Th>
            {hasNotes && <Table.Th>{t('columnNote')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {table.columns.map(({ name, type, nullable, comment, isKey, references }) => (
            <Table.Tr key={name}>
              <Table.Td>
                <Group gap={6}>
                  <Code>{name}</Code>
                  {isKey && (
                    <Badge size="sm" variant="default" flex="none">
                      {t('columnKey')}
                    </Badge>
                  )}
                </Group>
              </Table.Td>
              <Table.Td>{type}</Table.Td>
              <Table.Td>{tc(nullable ? 'yes' : 'no')}</Table.Td>
              {hasNotes && (
                <Table.Td>
                  {comment}
                  {comment && references && <br />}
                  {references && t('columnRefers', { ...references })}
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}

/** A few rows as they are: what a column holds says more than its name. */
function Sample({ table }: { readonly table: Tables['tables'][number] }) {
  const { t } = useTexts(tagBrowserTexts);
  if (!table.sample || table.sample.length === 0) return null;
  const title = t('sample', { table: table.name });
  return (
    <div>
      <Text size="sm" c="dimmed" mb={4}>
        {title}
      </Text>
      <ScrollBox label={title}>
        <Table fz="xs" withTableBorder style={{ whiteSpace: 'nowrap' }}>
          <Table.Thead>
            <Table.Tr>
              {table.columns.map(({ name }) => (
                <Table.Th key={name}>{name}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {table.sample.map((row, at) => (
              // Rows have no name of their own, and never change places.
              <Table.Tr key={at}>
                {row.map((cell, i) => (
                  <Table.Td key={table.columns[i]?.name}>
                    {cell === null ? '–' : String(cell)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollBox>
    </div>
  );
}
