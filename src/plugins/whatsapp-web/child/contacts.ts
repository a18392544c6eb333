import type { Kept } from './kept.ts';

/** Whom this number has been in touch with: writing to anybody else is what WhatsApp restricts numbers for. */
export interface Contacts {
  has(address: string): Promise<boolean>;
  add(address: string): Promise<void>;
}

export function openContacts(kept: Kept): Contacts {
  const known = new Set<string>();
  return {
    async has(address) {
      if (known.has(address)) return true;
      const isKept = (await kept.read('contact', [address])).has(address);
      if (isKept) known.add(address);
      return isKept;
    },
    async add(address) {
      if (known.has(address)) return;
      known.add(address);
      await kept.write([{ kind: 'contact', id: address, value: '1' }]);
    },
  };
}
