import type { Contact } from '../../../src/chat/contacts.schema.ts';
import { useAnswer } from '../../lib/use-answer.ts';

/** The contact who writes from an address; undefined while that is asked, null for a stranger. */
export function useContactOf(from: string): Contact | null | undefined {
  const { data } = useAnswer<{ items: readonly Contact[] }>(from === '' ? null : '/contacts', {
    q: from,
    limit: 50,
  });
  if (!data) return undefined;
  return (
    data.items.find(({ phone, addresses }) => phone === from || addresses.includes(from)) ?? null
  );
}
