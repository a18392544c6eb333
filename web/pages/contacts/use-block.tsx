import { notifications } from '@mantine/notifications';
import type { Contact } from '../../../src/chat/contacts.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { useSave } from '../../lib/use-save.ts';
import { contactsTexts } from '../../texts/contacts.ts';
import { contactLabel } from '../../ui/contact-label.ts';
import { toast } from '../../ui/toast.ts';
import { UndoNote } from '../../ui/undo-note.tsx';

const UNDO_SHOWN_MS = 10_000;

/** Blocks a contact in one tap, with the way back for a slip of the thumb. */
export function useBlock(): {
  readonly block: (contact: Contact) => void;
  /** The contact that is being blocked now. */
  readonly blockingId: string | undefined;
} {
  const { t } = useTexts(contactsTexts);
  const save = useSave<Contact>('/contacts');

  function block(contact: Contact): void {
    if (save.isPending) return;
    const { id, status, updatedAt } = contact;
    const name = contactLabel(contact);
    const note = `blocked-${id}`;
    save.mutate(
      { id, body: { status: 'blocked', updatedAt } },
      {
        onError: (error) => toast.bad(error),
        onSuccess: () =>
          notifications.show({
            id: note,
            autoClose: UNDO_SHOWN_MS,
            message: (
              <UndoNote
                text={t(status === 'pending' ? 'refused' : 'blocked', { name })}
                onUndo={() => {
                  notifications.hide(note);
                  save.mutate(
                    { id, body: { status } },
                    {
                      onError: (error) => toast.bad(error),
                      onSuccess: () => toast.good(t('unblocked', { name })),
                    },
                  );
                }}
              />
            ),
          }),
      },
    );
  }

  return { block, blockingId: save.isPending ? String(save.variables.id) : undefined };
}
