import { createHmac } from 'node:crypto';

/** What the Business Cloud API is set up with in tests. */
export const CLOUD_CONFIG = {
  phoneNumberId: '106500000000001',
  accessToken: 'EAAtest-access-token',
  appSecret: 'test-app-secret',
  verifyToken: 'test-verify-token',
};

/** A text as the network tells it: `from` in digits. */
export interface CloudText {
  readonly id: string;
  readonly from: string;
  readonly text: string;
}

/** A webhook with these messages, as the network writes it. */
export function cloudWebhook(messages: readonly CloudText[], now = new Date()): string {
  const value = {
    messaging_product: 'whatsapp',
    metadata: {
      display_phone_number: '15550000001',
      phone_number_id: CLOUD_CONFIG.phoneNumberId,
    },
    contacts: messages.map(({ from }) => ({ profile: { name: 'Kim' }, wa_id: from })),
    messages: messages.map(({ id, from, text }) => ({
      from,
      id,
      timestamp: String(Math.floor(now.getTime() / 1_000)),
      type: 'text',
      text: { body: text },
    })),
  };
  const entry = [{ id: '1', changes: [{ field: 'messages', value }] }];
  return JSON.stringify({ object: 'whatsapp_business_account', entry });
}

/** Posts bytes to a webhook, signed as the network does unless another signature is given; null sends none. */
export async function postWebhook(
  address: string,
  body: string,
  signature: string | null = signatureOf(body),
): Promise<Response> {
  return await fetch(`${address}/webhooks/whatsapp`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(signature !== null && { 'x-hub-signature-256': signature }),
    },
    body,
  });
}

export function signatureOf(body: string, secret = CLOUD_CONFIG.appSecret): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
