import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconUserQuestion } from '@tabler/icons-react';
import type { Contact } from '../../../src/chat/contacts.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { useLeaving } from '../../lib/leaving.ts';
import { contactsTexts } from '../../texts/contacts.ts';
import { contactLabel } from '../../ui/contact-label.ts';
import { TimeText } from '../../ui/time-text.tsx';

const SHOWN = 5;

/** Strangers who wait, the newest first: let in or turned away here, without looking for them in the list. */
export function WaitingContacts({
  onApprove,
  onRefuse,
  refusingId,
  onShowAll,
}: {
  readonly onApprove: (contact: Contact) => void;
  readonly onRefuse: (contact: Contact) => void;
  readonly refusingId: string | undefined;
  readonly onShowAll: () => void;
}) {
  const { t } = useTexts(contactsTexts);
  const mayChange = useMay('user');
  const leaving = useLeaving('/contacts');
  const waiting = useAnswer<{ items: readonly Contact[] }>('/contacts', {
    status: 'pending',
    sort: '-createdAt',
    limit: SHOWN + 1,
  });
  const contacts = (waiting.data?.items ?? []).filter(({ id }) => !leaving.has(id));
  if (contacts.length === 0) return null;

  return (
    <Alert
      color="yellow"
      variant="light"
      mb="md"
      role="region"
      aria-label={t('waitingTitle')}
      icon={<IconUserQuestion aria-hidden />}
      title={t('waitingTitle')}
    >
      <Stack gap="sm">
        <Text size="sm">{t('waitingHint')}</Text>
        {contacts.slice(0, SHOWN).map((contact) => {
          const name = contactLabel(contact);
          return (
            <Group key={contact.id} justify="space-between" gap="xs">
              <div>
                <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                  {name}
                </Text>
                <Text size="sm">
                  {t(contact.lastMessageAt ? 'lastAskedAt' : 'seenAt')}{' '}
                  <TimeText at={contact.lastMessageAt ?? contact.createdAt} />
                </Text>
              </div>
              {mayChange && (
                <Group gap="xs">
                  <Button
                    size="sm"
                    aria-label={t('approveNamed', { name })}
                    onClick={() => onApprove(contact)}
                  >
                    {t('approve')}
                  </Button>
                  <Button
                    size="sm"
                    variant="default"
                    aria-label={t('refuseNamed', { name })}
                    loading={refusingId === contact.id}
                    onClick={() => onRefuse(contact)}
                  >
                    {t('refuse')}
                  </Button>
                </Group>
              )}
            </Group>
          );
        })}
        {contacts.length > SHOWN && (
          <Button size="xs" variant="default" w="fit-content" onClick={onShowAll}>
            {t('waitingMore')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
