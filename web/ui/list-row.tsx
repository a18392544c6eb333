import { memo, useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type { Identified } from '../lib/use-list.ts';
import type { Column } from './column.ts';
import classes from './data-table.module.css';
import { RowMenu } from './row-menu.tsx';
import { RowName } from './row-name.tsx';
import type { RowsProps } from './rows-as-table.tsx';

type Doings<Row extends Identified> = Pick<RowsProps<Row>, 'nameOf' | 'onOpen' | 'actions'>;

/** What a row can do, as it is when it is done: a page makes these functions anew with every drawing. */
export function useDoings<Row extends Identified>({
  nameOf,
  onOpen,
  actions,
}: Doings<Row>): RefObject<Doings<Row>> {
  const doings = useRef<Doings<Row>>({ nameOf, onOpen, actions });
  useEffect(() => {
    doings.current = { nameOf, onOpen, actions };
  });
  return doings;
}

/** What a row is drawn from, on a wide screen and on a phone. */
export type ListRowProps<Row extends Identified> = {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly doings: RefObject<Doings<Row>>;
  readonly isOpenable: boolean;
  readonly hasMenu: boolean;
};

function DrawnRow<Row extends Identified>({
  row,
  columns,
  doings,
  isOpenable,
  hasMenu,
}: ListRowProps<Row>) {
  const { nameOf, actions } = doings.current;
  return (
    <tr>
      {columns.map((column, index) => (
        <td key={column.id} className={cellClass(column)}>
          {index === 0 ? (
            <RowName onOpen={isOpenable ? () => doings.current.onOpen?.(row) : undefined}>
              {column.cell(row)}
            </RowName>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
      {hasMenu && (
        <td className={classes['actions']}>
          <RowMenu name={nameOf(row)} actions={actions?.(row) ?? []} />
        </td>
      )}
    </tr>
  );
}

/** One row of a table. Drawn again only when it or its columns changed, so that a long list stays quick. */
// The type of the row would be lost otherwise.
export const ListRow = memo(DrawnRow) as typeof DrawnRow;

/** How the cells of a column stand, its header's too. */
export function cellClass(
  column: Pick<Column<never>, 'align' | 'isWhole'> | undefined,
): string | undefined {
  const names = [column?.align && classes['end'], column?.isWhole && classes['whole']];
  return names.filter(Boolean).join(' ') || undefined;
}
