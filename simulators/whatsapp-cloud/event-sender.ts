import { createHmac } from 'node:crypto';

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 2_000;
const ANSWER_WITHIN_MS = 5_000;

/** Tells the webhook what happened, each event until it is answered with 200, as Meta does. */
export interface EventSender {
  send(body: object): void;
  waiting(): number;
  taken(): number;
  close(): void;
}

export function createEventSender(
  target: () => { readonly url: string | undefined; readonly appSecret: string },
): EventSender {
  const end = new AbortController();
  let waiting = 0;
  let taken = 0;

  async function post(body: string): Promise<boolean> {
    const { url, appSecret } = target();
    if (url === undefined) return false;
    const signature = createHmac('sha256', appSecret).update(body).digest('hex');
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-hub-signature-256': `sha256=${signature}`,
        },
        body,
        signal: AbortSignal.any([end.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      });
      await response.arrayBuffer();
      return response.status === 200;
    } catch {
      return false;
    }
  }

  async function sendUntilTaken(body: string): Promise<void> {
    for (let tries = 0; !end.signal.aborted; tries += 1) {
      if (await post(body)) {
        waiting -= 1;
        taken += 1;
        return;
      }
      const delayMs = Math.min(FIRST_DELAY_MS * 2 ** tries, LONGEST_DELAY_MS);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, delayMs);
        end.signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), {
          once: true,
        });
      });
    }
  }

  return {
    send(body) {
      waiting += 1;
      void sendUntilTaken(escapeUnicode(JSON.stringify(body)));
    },
    waiting: () => waiting,
    taken: () => taken,
    close: () => end.abort(),
  };
}

/** Meta writes everything beyond ASCII as `\\uXXXX`: whoever signs what was parsed and written anew fails on it. */
function escapeUnicode(json: string): string {
  return json
    .replaceAll(
      /[\u007F-\uFFFF]/gu,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replaceAll(/[\u{10000}-\u{10FFFF}]/gu, (character) =>
      [...Array(character.length).keys()]
        .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
        .join(''),
    );
}
