import type { ReactNode } from 'react';

/** A column of a list. The first one is what the row is called: on a phone it heads the row's card. */
export type Column<Row> = {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Whether the list's route sorts by it; the name of the field where it is not the column's id. */
  readonly sort?: boolean | string;
  /** `end` for numbers. */
  readonly align?: 'end';
  /** Stays on one line in a table: a number, an address, a word that must not be broken. */
  readonly isWhole?: boolean;
  /** Left out on a phone. */
  readonly isDetail?: boolean;
};

/** Something that can be done with one row, in its menu. */
export type RowAction = {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly onClick: () => void;
  readonly isDangerous?: boolean;
};

/** The field that the server sorts a column by, if it does. */
export function sortFieldOf({ id, sort }: Pick<Column<never>, 'id' | 'sort'>): string | undefined {
  return typeof sort === 'string' ? sort : sort === true ? id : undefined;
}
