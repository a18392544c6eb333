import { Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { useTexts } from '../app/use-texts.ts';
import { lazyPart } from '../lib/lazy-part.ts';
import { UNDO_MS, letGo } from '../lib/leaving.ts';
import type { Identified } from '../lib/use-list.ts';
import { commonTexts } from '../texts/common.ts';
import { toast } from './toast.ts';
import { UndoNote } from './undo-note.tsx';

const ConfirmDelete = lazyPart(() => import('./confirm-delete.tsx'), 'ConfirmDelete');

/**
 * Deleting with a question before and ten seconds to take it back after.
 *
 * Show `dialog` once on the page; `ask(row)` opens it. The row leaves every list at once and the store when the time
 * is over.
 */
export function useDelete<Row extends Identified>(
  path: string,
  {
    nameOf,
    warning,
    onDeleted,
  }: {
    readonly nameOf: (row: Row) => string;
    /** What goes with it, such as the triggers of a source. */
    readonly warning?: (row: Row) => ReactNode;
    readonly onDeleted?: (row: Row) => void;
  },
): { readonly ask: (row: Row) => void; readonly dialog: ReactNode } {
  const { t } = useTexts(commonTexts);
  const [row, setRow] = useState<Row | null>(null);

  function remove(gone: Row): void {
    const name = nameOf(gone);
    const bringBack = letGo(path, gone.id, (error) =>
      toast.bad(error, t('deleteFailed', { name })),
    );
    const hide = toast.note(
      <UndoNote
        text={t('deleted', { name })}
        onUndo={() => {
          bringBack();
          hide();
          toast.good(t('restored', { name }));
        }}
      />,
      UNDO_MS - 500,
    );
    setRow(null);
    onDeleted?.(gone);
  }

  const dialog = row && (
    <Suspense>
      <ConfirmDelete
        name={nameOf(row)}
        hint={t('deleteUndo')}
        onCancel={() => setRow(null)}
        onConfirm={() => remove(row)}
      >
        {warning?.(row)}
      </ConfirmDelete>
    </Suspense>
  );
  return { ask: setRow, dialog };
}
