import { LRUCache } from 'lru-cache';
import type { Logger } from '#sdk';
import { listAiTriggers, type AiTrigger } from '../ai/index.ts';
import type { Contact } from '../chat/index.ts';
import { readVersions, type ChangeVersions, type Db } from '../db/index.ts';
import type { Settings } from '../settings/index.ts';
import { loadTriggers, type LoadedGroup, type LoadedTrigger } from '../triggers/index.ts';
import { buildCatalogue, type Catalogue } from '../grammar/index.ts';

/** What a message is understood with: kept in memory, and as fresh as the store whenever a message comes. */
export interface Knowledge {
  readonly catalogue: Catalogue<LoadedGroup, LoadedTrigger>;
  readonly groupsOf: (triggerId: string) => readonly string[];
  readonly aiTriggers: readonly AiTrigger[];
}

export interface KnowledgeDeps {
  readonly db: Db;
  readonly settings: Settings;
  /** Opens and closes data sources as they are configured now. */
  readonly applySources: () => Promise<void>;
  readonly log: Logger;
}

export interface KnowledgeBase {
  /** Reads again what changed since the last message, by this process or another. */
  current(): Promise<Knowledge>;
  /** Contacts by address; empty after any contact changed. */
  readonly contacts: LRUCache<string, Contact>;
  /** How often `contacts` was emptied: what was read before the last time must not be put in. */
  timesEmptied(): number;
}

const CONTACTS_MAX = 5_000;

export function createKnowledge({ db, settings, applySources, log }: KnowledgeDeps): KnowledgeBase {
  const contacts = new LRUCache<string, Contact>({ max: CONTACTS_MAX });
  let emptied = 0;
  let seen: ChangeVersions | undefined;
  let known: Knowledge | undefined;
  let refreshing: Promise<Knowledge> | undefined;
  let looking: Promise<ChangeVersions> | undefined;

  /** Messages that arrive together look once: nothing is committed between them. */
  async function versionsOfThisTurn(): Promise<ChangeVersions> {
    if (!looking) {
      looking = readVersions(db.read);
      setImmediate(() => (looking = undefined));
    }
    return await looking;
  }

  async function refresh(versions: ChangeVersions): Promise<Knowledge> {
    const before = seen;
    const changed = (topic: keyof ChangeVersions) => !before || before[topic] !== versions[topic];
    if (changed('settings')) await settings.reload();
    if (changed('contacts')) {
      contacts.clear();
      emptied += 1;
    }
    // A source that is slow to close must not hold up the message that noticed the change longer than it must.
    if (changed('data-sources')) await applySources();
    const isTriggersChanged = changed('triggers') || changed('data-sources');
    const loaded = !known || isTriggersChanged ? await loadTriggers(db.read) : undefined;
    const aiTriggers =
      !known || changed('ai-triggers') ? await listAiTriggers(db.read) : known.aiTriggers;
    const next: Knowledge =
      known && !loaded
        ? { ...known, aiTriggers }
        : {
            catalogue: buildCatalogue(loaded?.groups ?? [], loaded?.triggers ?? []),
            groupsOf: loaded?.groupsOf ?? (() => []),
            aiTriggers,
          };
    log.debug({ versions }, 'What messages can name was read again');
    known = next;
    seen = versions;
    return next;
  }

  return {
    contacts,
    timesEmptied: () => emptied,
    async current() {
      for (;;) {
        const versions = await versionsOfThisTurn();
        if (known && seen && isSame(seen, versions)) return known;
        if (!refreshing) {
          refreshing = refresh(versions).finally(() => (refreshing = undefined));
          return await refreshing;
        }
        // It may have begun before the change that this message must see, so that is compared again.
        await refreshing.catch(() => undefined);
      }
    },
  };
}

function isSame(a: ChangeVersions, b: ChangeVersions): boolean {
  const topics = Object.keys(b) as (keyof ChangeVersions)[];
  return topics.every((topic) => a[topic] === b[topic]);
}
