const KEY_BYTES = 16;

/**
 * Names each try to send: the same body keeps its key, so that what is sent again because the answer was lost goes out
 * once; another body is another message.
 */
export function keyFor(): (body: string) => string {
  let known = '';
  let key = '';
  return (body) => {
    if (body !== known || key === '') {
      known = body;
      key = randomKey();
    }
    return key;
  };
}

/** `crypto.randomUUID` is only lent to pages that came by https. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
