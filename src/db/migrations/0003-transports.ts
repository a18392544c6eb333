import type { Engine } from '../db.ts';
import { columnTypes } from './column-types.ts';

/** What transports are set up with, what they keep, what their networks sent us, and what became of what we sent. */
export function transports(engine: Engine): readonly string[] {
  const { serialKey, instant, json, yes, no } = columnTypes(engine);
  const now = `${instant} DEFAULT CURRENT_TIMESTAMP`;
  const bytes = engine === 'sqlite' ? 'BLOB' : 'BYTEA';
  return [
    `CREATE TABLE transports (
      kind TEXT PRIMARY KEY,
      config ${json} NOT NULL,
      active BOOLEAN NOT NULL DEFAULT ${yes},
      created_at ${now},
      updated_at ${now}
    )`,
    `CREATE TABLE transport_store (
      transport TEXT NOT NULL,
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      value TEXT NOT NULL,
      keep_until ${instant},
      PRIMARY KEY (transport, kind, id)
    )`,
    `CREATE INDEX idx_transport_store_keep_until ON transport_store (keep_until)
      WHERE keep_until IS NOT NULL`,
    `CREATE TABLE leases (
      name TEXT PRIMARY KEY,
      holder TEXT NOT NULL,
      expires_at ${instant} NOT NULL
    )`,
    `CREATE TABLE webhook_events (
      id ${serialKey},
      transport TEXT NOT NULL,
      body ${bytes} NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      error_message TEXT,
      due_at ${now},
      created_at ${now}
    )`,
    `CREATE TABLE message_charges (
      day TEXT NOT NULL,
      transport TEXT NOT NULL,
      category TEXT NOT NULL,
      is_billable BOOLEAN NOT NULL,
      messages INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (day, transport, category, is_billable)
    )`,
    `ALTER TABLE outgoing_messages ADD COLUMN choices ${json}`,
    'ALTER TABLE outgoing_messages ADD COLUMN parts INTEGER NOT NULL DEFAULT 1',
    'ALTER TABLE outgoing_messages ADD COLUMN parts_sent INTEGER NOT NULL DEFAULT 0',
    `ALTER TABLE outgoing_messages ADD COLUMN is_in_doubt BOOLEAN NOT NULL DEFAULT ${no}`,
    `ALTER TABLE outgoing_messages ADD COLUMN is_waiting_for_person BOOLEAN NOT NULL DEFAULT ${no}`,
    // What one transport may send next, however much waits for others; in place of the one for all of them.
    'DROP INDEX idx_outgoing_messages_due',
    `CREATE INDEX idx_outgoing_messages_next ON outgoing_messages (transport, priority DESC, id)
      WHERE status = 'pending'`,
    // What waits for one recipient, among all that was ever sent there; in place of the one for retries alone.
    'DROP INDEX idx_outgoing_messages_retrying',
    `CREATE INDEX idx_outgoing_messages_waiting ON outgoing_messages (recipient, id)
      WHERE status = 'pending'`,
  ];
}
