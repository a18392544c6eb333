/** The transport that is linked to a phone, as a further device of it. */
export const LINKED_DEVICE = 'whatsapp-web';

export function isWhatsapp({ kind }: { readonly kind: string }): boolean {
  return kind.startsWith('whatsapp');
}

export function canBeLinked({ kind }: { readonly kind: string }): boolean {
  return kind === LINKED_DEVICE;
}
