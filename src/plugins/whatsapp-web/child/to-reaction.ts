import { normalizeMessageContent } from 'baileys';
import type { IncomingReaction } from '#sdk';
import type { ReadEntry } from './read-entry.ts';
import type { SentNotes } from './sent-notes.ts';

/** A stanza's content as a reaction to a message of ours; undefined for anything else. */
export async function toReaction(
  { message, sender, aliases, sentAt }: ReadEntry,
  notes: Pick<SentNotes, 'find'>,
): Promise<IncomingReaction | undefined> {
  const reaction = normalizeMessageContent(message)?.reactionMessage;
  const id = reaction?.key?.id;
  const note = id ? await notes.find(id) : undefined;
  if (!note) return undefined;
  // No emoji at all is how a phone takes one back.
  const emoji = reaction?.text || null;
  return { key: note.partKey, sender, senderAliases: aliases, emoji, at: sentAt };
}
