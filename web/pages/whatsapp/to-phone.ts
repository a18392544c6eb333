/** A number as people write it, as the server takes it: `+6281200000001`; undefined when it is none. */
export function toPhone(typed: string): string | undefined {
  const phone = typed.replaceAll(/[\s().\-\u00A0\u2010-\u2015]/gu, '');
  return /^\+[1-9]\d{5,14}$/u.test(phone) ? phone : undefined;
}
