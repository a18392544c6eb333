import { VisuallyHidden } from '@mantine/core';
import { rowSortingFeature, tableFeatures, useTable } from '@tanstack/react-table';
import type { ColumnDef, SortingState } from '@tanstack/react-table';
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTexts } from '../app/use-texts.ts';
import type { Identified, List } from '../lib/use-list.ts';
import { commonTexts } from '../texts/common.ts';
import { sortFieldOf } from './column.ts';
import type { Column, RowAction } from './column.ts';
import classes from './data-table.module.css';
import { ListRow, cellClass, useDoings } from './list-row.tsx';

const features = tableFeatures({ rowSortingFeature });
const NO_ROWS: readonly never[] = [];

export type RowsProps<Row extends Identified> = {
  readonly list: List<Row>;
  readonly columns: readonly Column<Row>[];
  /** What the list holds; read out, not seen. */
  readonly caption: string;
  readonly nameOf: (row: Row) => string;
  readonly onOpen?: ((row: Row) => void) | undefined;
  readonly actions?: ((row: Row) => readonly RowAction[]) | undefined;
};

/** The rows on a wide screen. The server sorts; a header only says by what. */
export function RowsAsTable<Row extends Identified>({
  list,
  columns,
  caption,
  nameOf,
  onOpen,
  actions,
}: RowsProps<Row>) {
  const { t } = useTexts(commonTexts);
  const doings = useDoings({ nameOf, onOpen, actions });
  const definitions = useMemo(
    () =>
      columns.map((column): ColumnDef<typeof features, Row> => ({
        id: column.id,
        header: column.header,
        accessorFn: (row) => row,
        enableSorting: sortFieldOf(column) !== undefined,
      })),
    [columns],
  );
  const isDescending = list.sort.startsWith('-');
  const field = list.sort.replace(/^-/, '');
  const sorted = columns.find((column) => sortFieldOf(column) === field);
  const sorting: SortingState = sorted ? [{ id: sorted.id, desc: isDescending }] : [];

  const table = useTable<typeof features, Row>({
    features,
    columns: definitions,
    // Its rows are drawn by the list itself; the table knows what can be sorted, and how.
    data: NO_ROWS,
    manualSorting: true,
    enableSortingRemoval: false,
    sortDescFirst: false,
    state: { sorting },
    onSortingChange: (update) => {
      const [next] = typeof update === 'function' ? update(sorting) : update;
      const column = columns.find(({ id }) => id === next?.id);
      const nextField = column && sortFieldOf(column);
      if (next && nextField) list.setSort(next.desc ? `-${nextField}` : nextField);
    },
  });

  const columnById = new Map(columns.map((column) => [column.id, column]));
  const classOf = (id: string) => cellClass(columnById.get(id));

  return (
    <div className={classes['scroll']} tabIndex={0} role="region" aria-label={caption}>
      <table className={classes['table']}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => {
                const direction = header.column.getIsSorted();
                if (!header.column.getCanSort()) {
                  return (
                    <th key={header.id} scope="col" className={classOf(header.column.id)}>
                      <table.FlexRender header={header} />
                    </th>
                  );
                }
                return (
                  <th
                    key={header.id}
                    scope="col"
                    className={classOf(header.column.id)}
                    aria-sort={
                      direction === 'asc'
                        ? 'ascending'
                        : direction === 'desc'
                          ? 'descending'
                          : 'none'
                    }
                  >
                    <button
                      type="button"
                      className={classes['sort']}
                      data-sorted={direction || undefined}
                      onClick={header.column.getToggleSortingHandler()}
                    >
                      <table.FlexRender header={header} />
                      <SortSign direction={direction} />
                    </button>
                  </th>
                );
              })}
              {actions && (
                <th scope="col" className={classes['actions']}>
                  <VisuallyHidden>{t('actions')}</VisuallyHidden>
                </th>
              )}
            </tr>
          ))}
        </thead>
        <tbody className={list.isChanging ? classes['changing'] : undefined}>
          {list.rows.map((row) => (
            <ListRow
              key={row.id}
              row={row}
              columns={columns}
              doings={doings}
              isOpenable={onOpen !== undefined}
              hasMenu={actions !== undefined}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SortSign({ direction }: { readonly direction: false | 'asc' | 'desc' }) {
  if (direction === 'asc') return <IconArrowUp size={14} aria-hidden />;
  if (direction === 'desc') return <IconArrowDown size={14} aria-hidden />;
  return <IconArrowsSort size={14} aria-hidden opacity={0.5} />;
}
