const BYTES = 16;

/** An id for a message. Browsers make UUIDs only for pages that came by https; within a plant many do not. */
export function messageId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return `chat-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
