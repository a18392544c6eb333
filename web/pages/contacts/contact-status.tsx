import type { Contact } from '../../../src/chat/contacts.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { contactsTexts } from '../../texts/contacts.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';

export const CONTACT_STATUSES = ['pending', 'approved', 'blocked'] as const;

const TONES = { pending: 'warning', approved: 'good', blocked: 'bad' } as const;

export function ContactStatus({ status }: { readonly status: Contact['status'] }) {
  const { t } = useTexts(contactsTexts);
  return <StatusBadge tone={TONES[status]} label={t(`status.${status}`)} />;
}
