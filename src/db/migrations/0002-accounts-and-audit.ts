import type { Engine } from '../db.ts';
import { columnTypes } from './column-types.ts';

/** Second factors, API tokens, locks by address, the chain of the audit log, and how often triggers are asked. */
export function accountsAndAudit(engine: Engine): readonly string[] {
  const { instant, json } = columnTypes(engine);
  const now = `${instant} DEFAULT CURRENT_TIMESTAMP`;
  return [
    // SQLite adds no column whose default is not a constant, so what is absent is filled from created_at.
    `ALTER TABLE users ADD COLUMN updated_at ${instant}`,
    'UPDATE users SET updated_at = created_at',
    'ALTER TABLE users ADD COLUMN second_factor_secret TEXT',
    `ALTER TABLE users ADD COLUMN second_factor_since ${instant}`,
    'ALTER TABLE users ADD COLUMN second_factor_step BIGINT',
    `ALTER TABLE users ADD COLUMN recovery_codes ${json}`,
    'ALTER TABLE sessions ADD COLUMN previous_token_hash TEXT',
    `ALTER TABLE sessions ADD COLUMN renewed_at ${instant}`,
    `CREATE TABLE login_failures (
      username TEXT NOT NULL,
      address TEXT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      locked_until ${instant},
      last_login ${instant},
      updated_at ${now},
      PRIMARY KEY (username, address)
    )`,
    `CREATE TABLE api_tokens (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      token_hash TEXT NOT NULL UNIQUE,
      role TEXT NOT NULL CHECK (role IN ('admin', 'user', 'viewer')),
      created_by TEXT REFERENCES users (id) ON DELETE SET NULL,
      created_at ${now},
      expires_at ${instant} NOT NULL,
      last_used_at ${instant}
    )`,
    'ALTER TABLE audit_logs ADD COLUMN seq BIGINT',
    'ALTER TABLE audit_logs ADD COLUMN actor TEXT',
    'ALTER TABLE audit_logs ADD COLUMN previous_hash TEXT',
    'ALTER TABLE audit_logs ADD COLUMN hash TEXT',
    'CREATE UNIQUE INDEX idx_audit_logs_seq ON audit_logs (seq)',
    `CREATE TABLE audit_chain (
      id INTEGER PRIMARY KEY DEFAULT 1 CHECK (id = 1),
      seq BIGINT NOT NULL,
      hash TEXT NOT NULL,
      updated_at ${now}
    )`,
    `CREATE TABLE trigger_usage (
      trigger_id TEXT PRIMARY KEY REFERENCES triggers (id) ON DELETE CASCADE,
      usage_count INTEGER NOT NULL DEFAULT 0,
      last_used ${instant},
      last_outcome TEXT
    )`,
    'CREATE INDEX idx_messages_created_at ON messages (created_at)',
    'CREATE INDEX idx_messages_contact ON messages (contact_id, created_at)',
  ];
}
