import { isJidGroup, isLidUser, isPnUser, jidDecode, jidNormalizedUser } from 'baileys';

/** A jid as Plantline knows it: `+62…`, `123@lid` or `…@g.us`; undefined for what is none of these. */
export function addressOf(jid: string | null | undefined): string | undefined {
  if (!jid) return undefined;
  const user = jidDecode(jid)?.user;
  if (!user) return undefined;
  if (isPnUser(jid)) return `+${user}`;
  if (isLidUser(jid) || isJidGroup(jid)) return jidNormalizedUser(jid);
  return undefined;
}

/** The other way; undefined when it is no address of this network. */
export function jidOf(address: string): string | undefined {
  if (/^\+\d{5,20}$/.test(address)) return `${address.slice(1)}@s.whatsapp.net`;
  return /^\d+@lid$/.test(address) || /^[\d-]+@g\.us$/.test(address) ? address : undefined;
}
