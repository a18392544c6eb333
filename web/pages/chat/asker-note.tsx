import { Anchor, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Contact } from '../../../src/chat/contacts.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { chatTexts } from '../../texts/chat.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { ContactStatus } from '../contacts/contact-status.tsx';

/** What the asker may do: explains beforehand why somebody is not answered. */
export function AskerNote({ contact }: { readonly contact: Contact | null }) {
  const { t } = useTexts(chatTexts);
  return (
    <Group gap="xs">
      {contact ? (
        <ContactStatus status={contact.status} />
      ) : (
        <StatusBadge tone="warning" label={t('stranger')} />
      )}
      <Text size="sm" c="dimmed">
        {t(hintKey(contact))}{' '}
        {contact && (
          <Anchor
            inherit
            underline="always"
            renderRoot={(root) => <Link to="/contacts" search={{ open: contact.id }} {...root} />}
          >
            {t(contact.status === 'pending' ? 'toContacts' : 'toContact')}
          </Anchor>
        )}
      </Text>
    </Group>
  );
}

function hintKey(contact: Contact | null) {
  if (!contact) return 'strangerHint';
  if (contact.status === 'pending') return 'pendingHint';
  if (contact.status === 'blocked') return 'blockedHint';
  return 'all' in contact.grants ? 'approvedAll' : 'approvedSome';
}
