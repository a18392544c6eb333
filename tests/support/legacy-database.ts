import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';

const NOW = 'DATETIME DEFAULT CURRENT_TIMESTAMP';
const UUID = `(lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', abs(random()) % 4 + 1, 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))`;

/** The tables of the predecessor's last version, by name. Source: its schema as our reference has it. */
export const LEGACY_SCHEMA: Readonly<Record<string, string>> = {
  data_sources: `CREATE TABLE data_sources (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, plugin TEXT NOT NULL, database_type TEXT, config TEXT NOT NULL,
    connection_status TEXT DEFAULT 'unknown' CHECK (connection_status IN ('connected', 'disconnected', 'error', 'unknown')),
    last_tested_at DATETIME, test_status TEXT CHECK (test_status IN ('success', 'failed', 'pending')),
    test_error_message TEXT, active BOOLEAN DEFAULT 1, created_at ${NOW}, updated_at ${NOW})`,
  triggers: `CREATE TABLE triggers (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, config TEXT NOT NULL, active BOOLEAN DEFAULT 1,
    data_source_id TEXT, created_at ${NOW}, updated_at ${NOW},
    FOREIGN KEY (data_source_id) REFERENCES data_sources(id) ON DELETE SET NULL)`,
  trigger_groups: `CREATE TABLE trigger_groups (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT,
    execution_mode TEXT DEFAULT 'parallel' CHECK (execution_mode IN ('parallel', 'sequential')),
    created_at ${NOW}, updated_at ${NOW})`,
  trigger_group_members: `CREATE TABLE trigger_group_members (
    id INTEGER PRIMARY KEY AUTOINCREMENT, group_id TEXT NOT NULL, trigger_id TEXT NOT NULL, created_at ${NOW},
    FOREIGN KEY (group_id) REFERENCES trigger_groups(id) ON DELETE CASCADE,
    FOREIGN KEY (trigger_id) REFERENCES triggers(id) ON DELETE CASCADE, UNIQUE(group_id, trigger_id))`,
  ai_triggers: `CREATE TABLE ai_triggers (
    id TEXT PRIMARY KEY, type TEXT NOT NULL DEFAULT 'ai', prefix TEXT NOT NULL, name TEXT NOT NULL, description TEXT,
    enabled BOOLEAN DEFAULT 1, usage_count INTEGER DEFAULT 0, last_used DATETIME, created_at ${NOW}, updated_at ${NOW})`,
  whatsapp_status: `CREATE TABLE whatsapp_status (
    id INTEGER PRIMARY KEY DEFAULT 1, is_ready BOOLEAN DEFAULT 0, is_initializing BOOLEAN DEFAULT 0, bot_number TEXT,
    phone_number TEXT, bot_id TEXT, qr_data TEXT, last_update ${NOW}, reconnect_attempts INTEGER DEFAULT 0,
    created_at ${NOW}, updated_at ${NOW})`,
  messages: `CREATE TABLE messages (
    id TEXT PRIMARY KEY, type TEXT NOT NULL, content TEXT, sender TEXT, recipient TEXT, status TEXT DEFAULT 'sent',
    processed_at DATETIME, metadata TEXT, created_at ${NOW})`,
  contacts: `CREATE TABLE contacts (
    id TEXT PRIMARY KEY, name TEXT, phone TEXT UNIQUE, metadata TEXT, created_at ${NOW}, updated_at ${NOW})`,
  outgoing_messages: `CREATE TABLE outgoing_messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, recipient TEXT NOT NULL, message TEXT NOT NULL, type TEXT DEFAULT 'manual',
    status TEXT DEFAULT 'pending' CHECK (status IN ('pending', 'sent', 'failed')), sent_at DATETIME, error_message TEXT,
    retry_count INTEGER DEFAULT 0, created_at ${NOW})`,
  query_presets: `CREATE TABLE query_presets (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, query_template TEXT NOT NULL, variables TEXT, is_default BOOLEAN DEFAULT 0,
    usage_count INTEGER DEFAULT 0, created_at ${NOW}, updated_at ${NOW})`,
  system_settings: `CREATE TABLE system_settings (
    id TEXT PRIMARY KEY, category TEXT NOT NULL, key TEXT NOT NULL, value TEXT, created_at ${NOW}, updated_at ${NOW},
    UNIQUE(category, key))`,
  users: `CREATE TABLE users (
    id TEXT PRIMARY KEY DEFAULT ${UUID}, username TEXT UNIQUE NOT NULL, password_hash TEXT NOT NULL, full_name TEXT,
    email TEXT, role TEXT DEFAULT 'admin' CHECK (role IN ('admin', 'user', 'viewer')), created_by TEXT,
    created_at ${NOW}, last_login DATETIME, is_active BOOLEAN DEFAULT 1, login_attempts INTEGER DEFAULT 0,
    locked_until DATETIME, FOREIGN KEY (created_by) REFERENCES users(id))`,
  audit_logs: `CREATE TABLE audit_logs (
    id TEXT PRIMARY KEY DEFAULT ${UUID}, user_id TEXT, action TEXT NOT NULL, details TEXT, ip_address TEXT,
    user_agent TEXT, timestamp ${NOW}, FOREIGN KEY (user_id) REFERENCES users(id))`,
  sessions: `CREATE TABLE sessions (
    id TEXT PRIMARY KEY DEFAULT ${UUID}, user_id TEXT UNIQUE, token_hash TEXT, expires_at DATETIME, created_at ${NOW},
    ip_address TEXT, user_agent TEXT, is_active BOOLEAN DEFAULT 1, FOREIGN KEY (user_id) REFERENCES users(id))`,
};

const INDEXES = [
  'CREATE INDEX idx_data_sources_plugin ON data_sources(plugin)',
  'CREATE INDEX idx_data_sources_active ON data_sources(active)',
  'CREATE INDEX idx_triggers_active ON triggers(active)',
  'CREATE INDEX idx_triggers_data_source ON triggers(data_source_id)',
];

/** Tables that databases of before September 2025 did not have, and one they had. */
const NOT_YET = ['users', 'audit_logs', 'sessions', 'whatsapp_status', 'outgoing_messages'];

export type LegacyValue = string | number | null | object;
export type LegacyRows = Readonly<Record<string, readonly Readonly<Record<string, LegacyValue>>[]>>;

/**
 * Makes a database as the predecessor left it: its tables, in WAL mode, with these rows. Objects are written as JSON.
 *
 * @param age `old`: as before September 2025, with fewer tables
 */
export function makeLegacyDatabase(
  file: string,
  rows: LegacyRows = {},
  age: 'new' | 'old' = 'new',
): string {
  mkdirSync(dirname(file), { recursive: true });
  const sqlite = new Sqlite(file);
  sqlite.pragma('journal_mode = WAL');
  // Its own tools did not always switch them on, so that rows may hang in the air.
  sqlite.pragma('foreign_keys = OFF');
  for (const [table, create] of Object.entries(LEGACY_SCHEMA)) {
    if (age === 'new' || !NOT_YET.includes(table)) sqlite.exec(create);
  }
  if (age === 'new') for (const index of INDEXES) sqlite.exec(index);
  else sqlite.exec('CREATE TABLE audit_log (id INTEGER PRIMARY KEY, what TEXT)');
  writeLegacyRows(sqlite, rows);
  sqlite.close();
  return file;
}

/** Adds rows to an open database of the predecessor. */
export function writeLegacyRows(sqlite: Sqlite.Database, rows: LegacyRows): void {
  sqlite.transaction(() => {
    for (const [table, all] of Object.entries(rows)) {
      for (const row of all) {
        const columns = Object.keys(row);
        const values = Object.values(row).map((value) =>
          typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
        );
        const marks = columns.map(() => '?').join(', ');
        sqlite
          .prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`)
          .run(...values);
      }
    }
  })();
}
