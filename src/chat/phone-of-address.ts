/**
 * The phone behind an address, as `+` and digits: `+6281200000001` as it is, `6281200000001@c.us` and
 * `6281200000001@s.whatsapp.net` (with or without a device, `:12`) as WhatsApp writes it.
 * Null for groups, LIDs and anything else that is no phone.
 */
export function phoneOfAddress(address: string): string | null {
  const digits =
    /^\+?(\d{6,15})$/u.exec(address)?.[1] ??
    /^(\d{6,15})(?::\d+)?@(?:c\.us|s\.whatsapp\.net)$/u.exec(address)?.[1];
  return digits === undefined ? null : `+${digits}`;
}
