/** An answer to a question Plantline asked in this chat. */
export type Choice =
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'next' };

const NUMBER = /^(?:(?:no|nomor|number|nr)\.? ?|#)?(\d{1,2})\u20E3?[.)]?$/;

/**
 * Reads `1`, `2.`, `no 3` or `next`/`lanjut`. Means something only while a question of Plantline's is open.
 *
 * @param text as `normaliseText` gives it
 */
export function parseChoice(text: string): Choice | undefined {
  if (text.length > 12) return undefined;
  const said = text.toLowerCase();
  if (/^(?:next|lanjut)[.!]?$/.test(said)) return { kind: 'next' };
  const number = Number(NUMBER.exec(said)?.[1]);
  return number >= 1 ? { kind: 'number', number } : undefined;
}
