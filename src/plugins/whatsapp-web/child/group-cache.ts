import type { GroupMetadata, WASocket } from 'baileys';
import { LRUCache } from 'lru-cache';

const HOUR_MS = 3_600_000;

/** Who is in which group: asked for on each message otherwise, which WhatsApp answers with 429 before long. */
export interface GroupCache {
  find(jid: string, sock: WASocket): Promise<GroupMetadata | undefined>;
  /** Forgets a group as soon as WhatsApp says that something about it changed. */
  follow(sock: WASocket): void;
}

export function createGroupCache(): GroupCache {
  const groups = new LRUCache<string, GroupMetadata>({ max: 500, ttl: HOUR_MS });
  return {
    async find(jid, sock) {
      const known = groups.get(jid);
      if (known !== undefined) return known;
      const metadata = await sock.groupMetadata(jid);
      groups.set(jid, metadata);
      return metadata;
    },
    follow({ ev }) {
      // Whoever joined or left while the line was down is not told of.
      groups.clear();
      ev.on('groups.update', (updates) => {
        for (const { id } of updates) if (id) groups.delete(id);
      });
      ev.on('groups.upsert', (added) => {
        for (const { id } of added) groups.delete(id);
      });
      ev.on('group-participants.update', ({ id }) => groups.delete(id));
    },
  };
}
