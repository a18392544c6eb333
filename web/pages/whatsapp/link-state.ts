import type { WhatsappStatus } from '../../../src/chat/whatsapp.schema.ts';

/** The link in a word; each is the key of its text. */
export function linkState({
  isReady,
  isInitializing,
  isLinked,
}: Pick<WhatsappStatus, 'isReady' | 'isInitializing' | 'isLinked'>):
  | 'ready'
  | 'linked'
  | 'connecting'
  | 'notLinked' {
  if (isReady) return 'ready';
  if (isInitializing) return 'connecting';
  return isLinked ? 'linked' : 'notLinked';
}
