import type { Language } from '../triggers/index.ts';
import type { BuiltReply } from './built-reply.ts';
import { plainText } from './message-text.ts';
import { say } from './say.ts';

export interface WhoAmI {
  readonly name: string | null;
  /** The address the question came from. */
  readonly address: string;
  /** `all`, how many names one may send, or why one may send none. */
  readonly may: 'all' | 'pending' | 'blocked' | { readonly names: number };
}

/** What Plantline knows of the person who asks. */
export function whoAmIReply({ name, address, may }: WhoAmI, language: Language): BuiltReply {
  const shownName = plainText(name ?? '', 60);
  const shownAddress = plainText(address, 60);
  const lines = [
    shownName === ''
      ? say(language, 'whoAmINameless', { address: shownAddress })
      : say(language, 'whoAmIName', { name: shownName, address: shownAddress }),
    rightsText(may, language),
    say(language, 'whoAmILanguage'),
  ];
  return { text: lines.join('\n'), facts: [] };
}

function rightsText(may: WhoAmI['may'], language: Language): string {
  if (typeof may === 'object') return say(language, 'whoAmISome', { count: may.names });
  switch (may) {
    case 'all':
      return say(language, 'whoAmIAll');
    case 'pending':
      return say(language, 'whoAmIPending');
    case 'blocked':
      return say(language, 'whoAmIBlocked');
  }
}
