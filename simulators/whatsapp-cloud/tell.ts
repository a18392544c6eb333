import { type CloudWorld, nowSeconds } from './cloud-world.ts';
import { graphError } from './graph-error.ts';
import type { CloudMessage } from './whatsapp-cloud-control.ts';

type Status = 'sent' | 'delivered' | 'read' | 'failed';

/** Tells one or several values of the field `messages`, each in an entry of its own. */
export function tell(world: CloudWorld, ...values: readonly object[]): void {
  const { businessAccountId, phoneNumberId } = world.options;
  const metadata = { display_phone_number: '15550000001', phone_number_id: phoneNumberId };
  const body = {
    object: 'whatsapp_business_account',
    entry: values.map((value) => ({
      id: businessAccountId,
      changes: [
        { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } },
      ],
    })),
  };
  world.events.send(body);
  if (world.faults.repeatsEvents === true) world.events.send(body);
}

/** A state of a message that the business sent. */
export function toStatus(
  world: CloudWorld,
  message: CloudMessage,
  status: Status,
  errorCode?: number,
): object {
  const { id, to, key, type } = message;
  const isTemplate = type === 'template';
  const failure = errorCode === undefined ? undefined : graphError(errorCode);
  return {
    statuses: [
      {
        id,
        status,
        timestamp: nowSeconds(world),
        ...(isUserId(to) ? { recipient_user_id: to } : { recipient_id: to }),
        ...(key !== null && { biz_opaque_callback_data: key }),
        ...(failure
          ? {
              errors: [
                {
                  code: failure.code,
                  title: failure.message,
                  message: failure.message,
                  error_data: { details: failure.message },
                },
              ],
            }
          : {
              conversation: { id: `c-${to}`, origin: { type: isTemplate ? 'utility' : 'service' } },
              pricing: {
                billable: true,
                pricing_model: 'PMP',
                category: isTemplate ? 'utility' : 'service',
              },
            }),
      },
    ],
  };
}

/** Sent, then delivered: in this order unless a fault says otherwise. */
export function tellDelivered(world: CloudWorld, message: CloudMessage): void {
  if (world.faults.isSilent === true) return;
  const states = [toStatus(world, message, 'sent'), toStatus(world, message, 'delivered')];
  for (const state of world.faults.reversesEvents === true ? states.toReversed() : states) {
    tell(world, state);
  }
}

/** A message of a person, as the webhook is told of it. */
export function toIncoming(
  world: CloudWorld,
  from: string,
  message: Readonly<Record<string, unknown>>,
  name: string,
): object {
  const who = isUserId(from) ? { from_user_id: from } : { from, from_user_id: userIdOf(from) };
  const contact = isUserId(from) ? { user_id: from } : { wa_id: from, user_id: userIdOf(from) };
  return {
    contacts: [{ profile: { name }, ...contact }],
    messages: [{ ...who, timestamp: nowSeconds(world), ...message }],
  };
}

/** Business-scoped ids begin with a country and a dot; phones are digits. */
export function isUserId(address: string): boolean {
  return /^[A-Z]{2}\./u.test(address);
}

/** Each phone has one, always the same. */
export function userIdOf(phone: string): string {
  return `ID.9${phone}`;
}
