import type { Identified } from '../lib/use-list.ts';
import classes from './data-table.module.css';
import { ListCard } from './list-card.tsx';
import { useDoings } from './list-row.tsx';
import type { RowsProps } from './rows-as-table.tsx';

/** The rows on a phone, one card each. */
export function RowsAsCards<Row extends Identified>({
  list,
  columns,
  caption,
  nameOf,
  onOpen,
  actions,
}: RowsProps<Row>) {
  const doings = useDoings({ nameOf, onOpen, actions });
  return (
    <ul
      aria-label={caption}
      className={list.isChanging ? `${classes['cards']} ${classes['changing']}` : classes['cards']}
    >
      {list.rows.map((row) => (
        <ListCard
          key={row.id}
          row={row}
          columns={columns}
          doings={doings}
          isOpenable={onOpen !== undefined}
          hasMenu={actions !== undefined}
        />
      ))}
    </ul>
  );
}
