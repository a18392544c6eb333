import { cloudWrongRecipient } from './whatsapp-cloud.errors.ts';

const PHONE = /^\+[1-9]\d{4,17}$/;
const PERSON_ID = /^[A-Za-z]{2}\.[A-Za-z0-9._-]{1,140}$/;
const PREFIX = 'bsuid:';

/** Who a message goes to, as the Graph API wants it: `to` is a phone, `recipient` the id of who hides the phone. */
export type Recipient = { readonly to: string } | { readonly recipient: string };

/** The address of a phone as the network writes it, digits only; undefined when it is none. */
export function phoneAddress(waId: string | undefined): string | undefined {
  const address = `+${(waId ?? '').replace(/^\+/, '')}`;
  return PHONE.test(address) ? address : undefined;
}

/** The address of a business-scoped user id, such as `ID.1349…`; undefined when it is none. */
export function personIdAddress(userId: string | undefined): string | undefined {
  return userId !== undefined && PERSON_ID.test(userId) ? `${PREFIX}${userId}` : undefined;
}

export function isReachable(address: string): boolean {
  return recipientIn(address) !== undefined;
}

/** @throws AppError `whatsapp_cloud.wrong_recipient` for groups and addresses of other networks */
export function recipientOf(address: string): Recipient {
  const recipient = recipientIn(address);
  if (!recipient) throw cloudWrongRecipient();
  return recipient;
}

function recipientIn(address: string): Recipient | undefined {
  if (PHONE.test(address)) return { to: address.slice(1) };
  const id = address.startsWith(PREFIX) ? address.slice(PREFIX.length) : '';
  return PERSON_ID.test(id) ? { recipient: id } : undefined;
}
