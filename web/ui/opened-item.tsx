import { Suspense } from 'react';
import type { ReactNode } from 'react';
import { lazyPart } from '../lib/lazy-part.ts';
import { useItem } from '../lib/use-answer.ts';
import type { Identified } from '../lib/use-list.ts';

const FailedDialog = lazyPart(() => import('./failed-dialog.tsx'), 'FailedDialog');

export type OpenedItemProps<Row> = {
  readonly path: string;
  readonly open: string | undefined;
  readonly onClose: () => void;
  /** Draws the editor for the row; undefined for a new one. */
  readonly children: (row: Row | undefined) => ReactNode;
};

/**
 * What the address says is open: `new`, or the id of a row. The newest state is asked for before it is shown, so that
 * nobody edits what a list has known for an hour.
 */
export function OpenedItem<Row extends Identified>({
  path,
  open,
  onClose,
  children,
}: OpenedItemProps<Row>) {
  const isNew = open === 'new';
  const item = useItem<Row>(path, isNew ? undefined : open);
  if (open === undefined) return null;
  if (isNew) return <Suspense>{children(undefined)}</Suspense>;
  if (item.data && item.isFetchedAfterMount) {
    return <Suspense key={open}>{children(item.data)}</Suspense>;
  }
  if (!item.error) return null;
  return (
    <Suspense>
      <FailedDialog error={item.error} onRetry={() => void item.refetch()} onClose={onClose} />
    </Suspense>
  );
}
