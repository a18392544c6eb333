import { onTestFinished } from 'vitest';
import { startEventCatcher } from './event-catcher.ts';
import { type CloudOptions, startWhatsappCloud } from '../index.ts';

type Json = Readonly<Record<string, unknown>>;

/** What a status tells, or a message, or an error, without what is around it. */
export interface Told extends Json {
  readonly id: string;
  readonly status?: string;
}

/** A server, its webhook, and a business that calls it, for one test. */
export async function startBusiness(options: CloudOptions = {}) {
  const catcher = await startEventCatcher();
  const cloud = await startWhatsappCloud({ webhookUrl: catcher.url, ...options });
  onTestFinished(async () => {
    await cloud.close();
    await catcher.close();
  });
  const authorization = 'Bearer EAAsimulator';

  async function call(method: string, path: string, body?: Json | FormData) {
    const isJson = body !== undefined && !(body instanceof FormData);
    const response = await fetch(`${cloud.url}/v25.0${path}`, {
      method,
      headers: { authorization, ...(isJson && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(5_000),
    });
    const content = (await response.json()) as {
      readonly id?: string;
      readonly error?: { readonly code: number };
      readonly messages?: readonly { readonly id: string }[];
    } & Json;
    return { status: response.status, content, code: content.error?.code };
  }

  return {
    cloud,
    catcher,
    call,
    send: (to: string, message: Json = { type: 'text', text: { body: 'x' } }) =>
      call('POST', '/106500000000001/messages', { messaging_product: 'whatsapp', to, ...message }),
    /** What came to the webhook so far, once there is so much of it. */
    async told(count: number): Promise<readonly Told[]> {
      const events = (await catcher.waitFor(count)) as readonly Event[];
      return events.flatMap(({ entry }) =>
        entry.flatMap(({ changes }) =>
          changes.flatMap(({ value }) => value.statuses ?? value.messages ?? []),
        ),
      );
    },
  };
}

interface Event {
  readonly entry: readonly {
    readonly changes: readonly {
      readonly value: { readonly statuses?: readonly Told[]; readonly messages?: readonly Told[] };
    }[];
  }[];
}
