import { Text } from '@mantine/core';
import { useTexts } from '../../app/use-texts.ts';
import { contactsTexts } from '../../texts/contacts.ts';
import { addressKind } from './address-kind.ts';

/** Everything a person writes from, each with what it is. */
export function AddressList({ addresses }: { readonly addresses: readonly string[] }) {
  const { t } = useTexts(contactsTexts);
  if (addresses.length === 0) return '–';
  return addresses.map((address) => (
    <Text key={address} inherit style={{ overflowWrap: 'anywhere' }}>
      {address}{' '}
      <Text span size="xs" c="dimmed">
        {t(`kind.${addressKind(address)}`)}
      </Text>
    </Text>
  ));
}
