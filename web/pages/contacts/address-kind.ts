/** What sort of address it is, as WhatsApp has them; each is the end of a key of its texts. */
export function addressKind(address: string): 'phone' | 'lid' | 'bsuid' | 'group' | 'other' {
  if (address.startsWith('+')) return 'phone';
  if (address.endsWith('@lid')) return 'lid';
  if (address.endsWith('@g.us')) return 'group';
  return address.startsWith('bsuid:') ? 'bsuid' : 'other';
}
