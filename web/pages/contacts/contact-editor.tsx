import { NativeSelect, TextInput, Textarea } from '@mantine/core';
import type { Contact } from '../../../src/chat/contacts.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { contactsTexts } from '../../texts/contacts.ts';
import { contactLabel } from '../../ui/contact-label.ts';
import { EditorDialog } from '../../ui/editor-dialog.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { useEditor } from '../../ui/use-editor.ts';
import { AddressList } from './address-list.tsx';
import { CONTACT_STATUSES } from './contact-status.tsx';
import { isNothing, isPhone, toFirstGrants, toGrantValues, toGrants } from './contact-values.ts';
import type { GrantValues } from './contact-values.ts';
import { GrantsFields } from './grants-fields.tsx';

const FIELD_OF = {
  'contacts.phone_taken': 'phone',
  'contacts.address_taken': 'phone',
  'contacts.grant_unknown': 'grants',
} as const;
const NO_GRANTS = { groupIds: [], sourceIds: [] };

export function ContactEditor({
  row,
  onClose,
}: {
  readonly row: Contact | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useTexts(contactsTexts);
  const mayChange = useMay('user');
  const { form, dialog } = useEditor({
    path: '/contacts',
    row,
    fieldOf: FIELD_OF,
    toValues: (from) => ({
      name: from?.name ?? '',
      phone: from?.phone ?? '',
      addresses: '',
      // Whoever adds somebody wants them to ask.
      status: from?.status ?? 'approved',
      language: from?.language ?? '',
      grants: from ? toGrantValues(from.grants) : toFirstGrants({ grants: NO_GRANTS }),
    }),
    toBody: ({ name, phone, addresses, status, language, grants }) => ({
      name: name.trim() || null,
      phone: phone.trim() || null,
      ...(row ? {} : { addresses: lines(addresses) }),
      status,
      language: language || null,
      grants: toGrants(grants),
    }),
    validate: {
      phone: (phone, { addresses }) => {
        if (phone.trim() !== '') return isPhone(phone) ? null : t('phoneWrong');
        return row || lines(addresses).length > 0 ? null : t('addressNeeded');
      },
      grants: (grants: GrantValues, { status }) =>
        status === 'approved' && isNothing(grants) ? t('chooseSomething') : null,
    },
    onSaved: onClose,
  });
  const { status, grants } = form.values;

  return (
    <EditorDialog
      {...dialog}
      title={row ? t('editTitle', { name: contactLabel(row) }) : t('newTitle')}
      isReadOnly={!mayChange}
      onClose={onClose}
    >
      <TextInput
        label={t('name')}
        description={t('nameHint')}
        maxLength={256}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <TextInput
        label={t('phone')}
        description={t('phoneHint')}
        type="tel"
        maxLength={40}
        {...form.getInputProps('phone')}
      />
      {row ? (
        <FactList
          facts={[
            { label: t('addresses'), value: <AddressList addresses={row.addresses} /> },
            { label: t('lastAsked'), value: <TimeText at={row.lastMessageAt} /> },
            { label: t('firstSeen'), value: <TimeText at={row.createdAt} /> },
          ]}
        />
      ) : (
        <Textarea
          label={t('otherAddresses')}
          description={t('otherAddressesHint')}
          autosize
          spellCheck={false}
          {...form.getInputProps('addresses')}
        />
      )}
      <NativeSelect
        label={t('status')}
        description={t(`statusHint.${status}`)}
        data={CONTACT_STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
        {...form.getInputProps('status')}
      />
      <GrantsFields
        value={grants}
        onChange={(next) => form.setFieldValue('grants', next)}
        error={form.errors['grants']}
        isReadOnly={!mayChange}
      />
      <NativeSelect
        label={t('language')}
        data={[
          { value: '', label: t('languageSite') },
          { value: 'en', label: t('english') },
          { value: 'id', label: t('indonesian') },
        ]}
        {...form.getInputProps('language')}
      />
    </EditorDialog>
  );
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}
