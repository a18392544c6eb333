import { Box, Button, Group, NativeSelect, Skeleton, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTexts } from '../app/use-texts.ts';
import type { Identified } from '../lib/use-list.ts';
import { commonTexts } from '../texts/common.ts';
import { sortFieldOf } from './column.ts';
import classes from './data-table.module.css';
import { EmptyState } from './empty-state.tsx';
import { ErrorNote } from './error-note.tsx';
import { RowsAsCards } from './rows-as-cards.tsx';
import { RowsAsTable } from './rows-as-table.tsx';
import type { RowsProps } from './rows-as-table.tsx';
import { SearchBox } from './search-box.tsx';

const PHONE = '(max-width: 48em)';

/**
 * A list with everything that lists have: search, sorting, filters, more rows, export, and what is shown while it
 * loads, fails or is empty. On a phone each row is a card.
 */
export function DataTable<Row extends Identified>({
  filters,
  empty,
  hasExport = true,
  hasSearch = true,
  ...rows
}: RowsProps<Row> & {
  /** Usually some `FilterSelect`. */
  readonly filters?: ReactNode;
  /** What is shown when there is nothing at all: usually an `EmptyState` that says what to do next. */
  readonly empty: ReactNode;
  readonly hasExport?: boolean;
  readonly hasSearch?: boolean;
}) {
  const { t } = useTexts(commonTexts);
  const isPhone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false });
  const { list, columns } = rows;
  const isEmpty = !list.isPending && list.rows.length === 0;
  if (isEmpty && !list.isNarrowed && !list.error && !list.isChanging) {
    return <div className={classes['frame']}>{empty}</div>;
  }

  return (
    <Stack gap="sm">
      <Group gap="xs" align="flex-end">
        {hasSearch && (
          <Box flex="1 1 14rem" maw={420}>
            <SearchBox value={list.search} onSearch={list.setSearch} />
          </Box>
        )}
        {filters}
        {isPhone && <SortSelect list={list} columns={columns} />}
        {hasExport && (
          <Button
            component="a"
            href={list.csvUrl}
            download
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            ms="auto"
          >
            {t('exportCsv')}
          </Button>
        )}
      </Group>
      <ErrorNote error={list.error} onRetry={list.retry} />
      {list.isPending && !list.error && <RowsToCome label={t('loading')} />}
      {!list.isPending && (
        <div className={classes['frame']}>
          {list.rows.length === 0 ? (
            <EmptyState
              title={t('nothingMatches')}
              hint={t('nothingMatchesHint')}
              action={
                <Button variant="default" onClick={list.clear}>
                  {t('showAll')}
                </Button>
              }
            />
          ) : isPhone ? (
            <RowsAsCards {...rows} />
          ) : (
            <RowsAsTable {...rows} />
          )}
        </div>
      )}
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {!list.isPending &&
            (list.hasMore
              ? t('rowsShownMore', { count: list.rows.length })
              : t('rowsShown', { count: list.rows.length }))}
        </Text>
        {list.hasMore && (
          <Button variant="default" onClick={list.loadMore} loading={list.isLoadingMore}>
            {t('loadMore')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

/** Cards have no headers to sort by. */
function SortSelect<Row extends Identified>({
  list,
  columns,
}: Pick<RowsProps<Row>, 'list' | 'columns'>) {
  const { t } = useTexts(commonTexts);
  const options = columns.flatMap((column) => {
    const field = sortFieldOf(column);
    if (field === undefined) return [];
    return [
      { value: field, label: `${column.header} ↑` },
      { value: `-${field}`, label: `${column.header} ↓` },
    ];
  });
  if (options.length === 0) return null;
  const isKnown = options.some(({ value }) => value === list.sort);
  return (
    <NativeSelect
      aria-label={t('sortBy')}
      style={{ flex: '1 1 40%' }}
      value={list.sort}
      onChange={(event) => list.setSort(event.currentTarget.value)}
      data={isKnown ? options : [{ value: list.sort, label: t('sortBy') }, ...options]}
    />
  );
}

const PLACES = ['first', 'second', 'third', 'fourth'];

function RowsToCome({ label }: { readonly label: string }) {
  return (
    <Stack gap="xs" aria-busy aria-label={label} role="status">
      {PLACES.map((place) => (
        <Skeleton key={place} height={38} />
      ))}
    </Stack>
  );
}
