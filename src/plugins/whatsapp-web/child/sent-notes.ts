import { randomBytes } from 'node:crypto';
import { proto, type WAMessageContent } from 'baileys';
import { LRUCache } from 'lru-cache';
import type { Kept } from './kept.ts';
import { stanzaIdOf } from './message-id.ts';

const KEPT_MS = 48 * 3_600_000;
const REMEMBERED = 2000;

/** A message that went out, or was about to. */
export interface SentNote {
  readonly partKey: string;
  readonly content: WAMessageContent;
}

/**
 * What was sent, for two days: a phone that could not decrypt a message asks for it again, receipts name it by its
 * stanza id, and a part that is sent again must be the same message.
 */
export interface SentNotes {
  stanzaId(partKey: string): Promise<string>;
  find(stanzaId: string): Promise<SentNote | undefined>;
  /** Resolves once it is on the disk; only then may it be sent. */
  add(stanzaId: string, note: SentNote): Promise<void>;
}

export function openSentNotes(kept: Kept, now: () => Date): SentNotes {
  const recent = new LRUCache<string, SentNote>({ max: REMEMBERED });
  let salt: Promise<string> | undefined;

  return {
    async stanzaId(partKey) {
      salt ??= readOrMakeSalt(kept);
      return stanzaIdOf(partKey, await salt);
    },
    async find(stanzaId) {
      const remembered = recent.get(stanzaId);
      if (remembered !== undefined) return remembered;
      const text = (await kept.read('sent', [stanzaId])).get(stanzaId);
      if (text === undefined) return undefined;
      const { partKey, content } = JSON.parse(text) as Record<'partKey' | 'content', string>;
      return { partKey, content: proto.Message.decode(Buffer.from(content, 'base64')) };
    },
    async add(stanzaId, note) {
      const bytes = proto.Message.encode(note.content).finish();
      const content = Buffer.from(bytes).toString('base64');
      const value = JSON.stringify({ partKey: note.partKey, content });
      const keepUntil = new Date(now().getTime() + KEPT_MS);
      await kept.write([{ kind: 'sent', id: stanzaId, value, keepUntil }]);
      recent.set(stanzaId, note);
    },
  };
}

/** Other stores count their parts from 1 as well; nobody else may guess our ids. */
async function readOrMakeSalt(kept: Kept): Promise<string> {
  const before = (await kept.read('salt', ['1'])).get('1');
  if (before !== undefined) return before;
  const salt = randomBytes(16).toString('base64');
  await kept.write([{ kind: 'salt', id: '1', value: salt }]);
  return salt;
}
