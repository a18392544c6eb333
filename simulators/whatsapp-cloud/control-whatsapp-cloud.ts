import type { WhatsappCloud } from './whatsapp-cloud-control.ts';

/** The server of another process, by its `controlUrl`: every call is a POST of `{ name, args }`. */
export function controlWhatsappCloud(controlUrl: string): WhatsappCloud {
  return new Proxy({} as WhatsappCloud, {
    get: (_, name) =>
      // A promise that resolves with this must not take it for another promise.
      name === 'then'
        ? undefined
        : async (...args: readonly unknown[]) => {
            const response = await fetch(controlUrl, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify({ name, args }),
            });
            const answer = (await response.json()) as { result?: unknown; message?: string };
            if (!response.ok) throw new Error(answer.message);
            return answer.result;
          },
  });
}
