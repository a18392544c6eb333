import { Text } from '@mantine/core';
import type { Contact } from '../../../src/chat/contacts.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { contactsTexts } from '../../texts/contacts.ts';

/** What a contact may ask for, in a few words. */
export function GrantsText({ contact }: { readonly contact: Pick<Contact, 'status' | 'grants'> }) {
  const { t } = useTexts(contactsTexts);
  const { status, grants } = contact;
  if (status !== 'approved') return <>–</>;
  const queries = grants.freeSql === true && t('grantsFreeSql');
  if ('all' in grants) return <>{[t('grantsAll'), queries].filter(Boolean).join(', ')}</>;
  const { groupIds, sourceIds } = grants;
  const parts = [
    groupIds.length > 0 && t('groupsCount', { count: groupIds.length }),
    sourceIds.length > 0 && t('sourcesCount', { count: sourceIds.length }),
    sourceIds.length > 0 && queries,
  ].filter(Boolean);
  if (parts.length > 0) return <>{parts.join(', ')}</>;
  return (
    <Text span inherit c="var(--plantline-warning)">
      {t('grantsNone')}
    </Text>
  );
}
