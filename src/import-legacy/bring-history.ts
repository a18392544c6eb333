import { setImmediate } from 'node:timers/promises';
import { type EarlierEntry, listKnownAuditIds } from '../audit/index.ts';
import { insertImportedMessages, listKnownMessageIds } from '../chat/index.ts';
import type { Db, Executor } from '../db/index.ts';
import { insertImportedOutgoing, listKnownOutgoingKeys } from '../outbox/index.ts';
import { convertAudit } from './convert-audit.ts';
import { convertMessage } from './convert-message.ts';
import { convertOutgoing } from './convert-outgoing.ts';
import type { Report } from './create-report.ts';
import type { ConfigurationPlan } from './plan-configuration.ts';
import type { LegacyFile, LegacyRow, LegacyTable } from './open-legacy-file.ts';

/** By which the predecessor had its messages. */
const TRANSPORT = 'whatsapp-web';

export type HistoryDeps = {
  readonly db: Db;
  readonly file: LegacyFile;
  readonly plan: Pick<ConfigurationPlan, 'contacts' | 'users' | 'retention'>;
  readonly report: Report;
  readonly groupChatter: boolean;
  readonly isDry: boolean;
  readonly now: Date;
  readonly recordEarlier: (
    tx: Executor,
    entries: readonly EarlierEntry[],
  ) => Promise<ReadonlySet<string>>;
  readonly onRows: (table: string, rows: number) => void;
};

/** A row that may be brought, with what is to be said of it. */
type Ready<T> = { readonly key: string; readonly what: T; readonly notes: readonly string[] };

/**
 * Brings messages, sent messages and the audit log, some hundred rows in a transaction: a server that runs meanwhile
 * never waits long for its turn. Stopped in the middle, the next import goes on where this one was.
 */
export async function bringHistory(deps: HistoryDeps): Promise<void> {
  const { plan, now, groupChatter } = deps;
  await bringTable(deps, 'messages', {
    convert(row) {
      const converted = convertMessage(row, plan.contacts.contactOf, now);
      if (!converted) return 'It has no id or no sender.';
      const { message, notes, isChatter } = converted;
      if (isChatter && !groupChatter) return undefined;
      return { key: message.id, what: message, notes };
    },
    known: listKnownMessageIds,
    insert: async (tx, messages) => await insertImportedMessages(tx, messages, TRANSPORT),
  });
  await bringTable(deps, 'outgoing_messages', {
    convert(row) {
      const converted = convertOutgoing(row, now);
      if (!converted) return 'It has no recipient or no text.';
      return { key: converted.message.key, what: converted.message, notes: converted.notes };
    },
    known: listKnownOutgoingKeys,
    insert: async (tx, messages) => await insertImportedOutgoing(tx, messages, TRANSPORT),
  });
  await bringTable(deps, 'audit_logs', {
    convert(row) {
      const converted = convertAudit(row, (id) => plan.users.named.get(id));
      if (!converted) return 'It has no id, no action or no time.';
      const { entry, notes } = converted;
      if (entry.at < plan.retention.keptFrom) return undefined;
      return { key: entry.id, what: entry, notes };
    },
    known: listKnownAuditIds,
    insert: async (tx, entries) => void (await deps.recordEarlier(tx, entries)),
  });
}

async function bringTable<T>(
  { db, file, report, isDry, onRows }: HistoryDeps,
  table: LegacyTable,
  how: {
    /** A text is why it is refused; undefined leaves it out. */
    readonly convert: (row: LegacyRow) => Ready<T> | string | undefined;
    readonly known: (db: Executor, keys: readonly string[]) => Promise<ReadonlySet<string>>;
    readonly insert: (tx: Executor, what: readonly T[]) => Promise<void>;
  },
): Promise<void> {
  const seen = createSeen();
  for (const rows of file.pages(table)) {
    const ready: { readonly row: LegacyRow; readonly it: Ready<T> }[] = [];
    for (const row of rows) {
      const it = how.convert(row);
      const id = row['id'];
      if (it === undefined) report.row({ table, id, outcome: 'leftOut' });
      else if (typeof it === 'string') report.row({ table, id, outcome: 'refused', notes: [it] });
      else if (!seen.add(it.key))
        report.row({ table, id, outcome: 'merged', notes: ['Is there twice.'] });
      else ready.push({ row, it });
    }
    const keys = ready.map(({ it }) => it.key);
    const bring = async (tx: Executor) => {
      const known = await how.known(tx, keys);
      const fresh = ready.filter(({ it }) => !known.has(it.key));
      if (!isDry)
        await how.insert(
          tx,
          fresh.map(({ it }) => it.what),
        );
      return known;
    };
    const isNothing = ready.length === 0;
    const known = isNothing
      ? new Set<string>()
      : isDry
        ? await how.known(db.read as Executor, keys)
        : await db.write(bring);
    for (const { row, it } of ready) {
      const outcome = known.has(it.key)
        ? 'alreadyHere'
        : it.notes.length > 0
          ? 'changed'
          : 'brought';
      report.row({ table, id: row['id'], outcome, notes: outcome === 'changed' ? it.notes : [] });
    }
    onRows(table, rows.length);
    await setImmediate();
  }
}

/** Ids are unique in the predecessor's tables; should a damaged index have let one in twice, it is only near itself. */
function createSeen(): { add(key: string): boolean } {
  let recent = new Set<string>();
  return {
    add(key) {
      if (recent.has(key)) return false;
      if (recent.size > 10_000) recent = new Set();
      recent.add(key);
      return true;
    },
  };
}
