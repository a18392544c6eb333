import { Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Contact } from '../../../src/chat/contacts.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { useSave } from '../../lib/use-save.ts';
import { contactsTexts } from '../../texts/contacts.ts';
import { contactLabel } from '../../ui/contact-label.ts';
import { EditorDialog } from '../../ui/editor-dialog.tsx';
import { toast } from '../../ui/toast.ts';
import { isNothing, toFirstGrants, toGrants } from './contact-values.ts';
import type { GrantValues } from './contact-values.ts';
import { GrantsFields } from './grants-fields.tsx';

/** Lets somebody in: for everything, or for chosen groups and sources. */
export function ApproveDialog({
  contact,
  onClose,
}: {
  readonly contact: Contact;
  readonly onClose: () => void;
}) {
  const { t } = useTexts(contactsTexts);
  const form = useForm({
    initialValues: { name: contact.name ?? '', grants: toFirstGrants(contact) },
    validate: {
      grants: (grants: GrantValues) => (isNothing(grants) ? t('chooseSomething') : null),
    },
  });
  const save = useSave<Contact>('/contacts', {
    onSaved: (saved) => {
      toast.good(t('approved', { name: contactLabel(saved) }));
      onClose();
    },
  });
  const { id, updatedAt } = contact;

  return (
    <EditorDialog
      title={t('approveTitle', { name: contactLabel(contact) })}
      isNew={false}
      isDirty={form.isDirty()}
      isSaving={save.isPending}
      error={save.error}
      submitLabel={t('approve')}
      onClose={onClose}
      onSubmit={form.onSubmit(({ name, grants }) =>
        save.mutate({
          id,
          body: {
            status: 'approved',
            name: name.trim() || null,
            grants: toGrants(grants),
            updatedAt,
          },
        }),
      )}
    >
      <Text size="sm">{t('approveHint')}</Text>
      <TextInput
        label={t('name')}
        description={t('nameHint')}
        maxLength={256}
        {...form.getInputProps('name')}
      />
      <GrantsFields
        value={form.values.grants}
        onChange={(next) => form.setFieldValue('grants', next)}
        error={form.errors['grants']}
      />
    </EditorDialog>
  );
}
