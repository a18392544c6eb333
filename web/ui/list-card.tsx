import { Fragment, memo } from 'react';
import type { Identified } from '../lib/use-list.ts';
import classes from './data-table.module.css';
import type { ListRowProps } from './list-row.tsx';
import { RowMenu } from './row-menu.tsx';
import { RowName } from './row-name.tsx';

function DrawnCard<Row extends Identified>({
  row,
  columns: [first, ...others],
  doings,
  isOpenable,
  hasMenu,
}: ListRowProps<Row>) {
  const { nameOf, actions } = doings.current;
  return (
    <li className={classes['card']}>
      <div className={classes['cardHead']}>
        <RowName onOpen={isOpenable ? () => doings.current.onOpen?.(row) : undefined}>
          {first?.cell(row)}
        </RowName>
        {hasMenu && <RowMenu name={nameOf(row)} actions={actions?.(row) ?? []} />}
      </div>
      <dl className={classes['facts']}>
        {others
          .filter(({ isDetail }) => !isDetail)
          .map(({ id, header, cell }) => (
            <Fragment key={id}>
              <dt>{header}</dt>
              <dd>{cell(row)}</dd>
            </Fragment>
          ))}
      </dl>
    </li>
  );
}

/** One row on a phone. Drawn again only when it or its columns changed, so that a long list stays quick. */
// The type of the row would be lost otherwise.
export const ListCard = memo(DrawnCard) as typeof DrawnCard;
