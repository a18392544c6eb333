import type { Engine } from '../db.ts';
import { columnTypes } from './column-types.ts';

/** The fourteen tables others rely on, with the columns and tables of our own; docs/storage.md says what those are for. */
export function firstTables(engine: Engine): readonly string[] {
  const { serialKey, instant, json, yes, no, uuid } = columnTypes(engine);
  const now = `${instant} DEFAULT CURRENT_TIMESTAMP`;
  return [
    `CREATE TABLE data_sources (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      plugin TEXT NOT NULL,
      database_type TEXT,
      config ${json} NOT NULL,
      connection_status TEXT DEFAULT 'unknown'
        CHECK (connection_status IN ('connected', 'disconnected', 'error', 'unknown')),
      last_tested_at ${instant},
      test_status TEXT CHECK (test_status IN ('success', 'failed', 'pending')),
      test_error_message TEXT,
      active BOOLEAN DEFAULT ${yes},
      created_at ${now},
      updated_at ${now}
    )`,
    `CREATE TABLE triggers (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      type TEXT NOT NULL,
      config ${json} NOT NULL,
      active BOOLEAN DEFAULT ${yes},
      data_source_id TEXT REFERENCES data_sources (id) ON DELETE SET NULL,
      created_at ${now},
      updated_at ${now}
    )`,
    `CREATE TABLE trigger_groups (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      description TEXT,
      execution_mode TEXT DEFAULT 'parallel' CHECK (execution_mode IN ('parallel', 'sequential')),
      created_at ${now},
      updated_at ${now}
    )`,
    `CREATE TABLE trigger_group_members (
      id ${serialKey},
      group_id TEXT NOT NULL REFERENCES trigger_groups (id) ON DELETE CASCADE,
      trigger_id TEXT NOT NULL REFERENCES triggers (id) ON DELETE CASCADE,
      created_at ${now},
      position INTEGER NOT NULL DEFAULT 0,
      UNIQUE (group_id, trigger_id)
    )`,
    `CREATE TABLE ai_triggers (
      id TEXT PRIMARY KEY,
      type TEXT NOT NULL DEFAULT 'ai',
      prefix TEXT NOT NULL,
      name TEXT NOT NULL,
      description TEXT,
      enabled BOOLEAN DEFAULT ${yes},
      usage_count INTEGER DEFAULT 0,
      last_used ${instant},
      created_at ${now},
      updated_at ${now}
    )`,
    `CREATE TABLE whatsapp_status (
      id INTEGER PRIMARY KEY DEFAULT 1,
      is_ready BOOLEAN DEFAULT ${no},
      is_initializing BOOLEAN DEFAULT ${no},
      bot_number TEXT,
      phone_number TEXT,
      bot_id TEXT,
      qr_data TEXT,
      last_update ${now},
      reconnect_attempts INTEGER DEFAULT 0,
      created_at ${now},
      updated_at ${now}
    )`,
    `CREATE TABLE messages (
      id TEXT PRIMARY KEY,
      type TEXT NOT NULL,
      content TEXT,
      sender TEXT,
      recipient TEXT,
      status TEXT DEFAULT 'sent',
      processed_at ${instant},
      metadata ${json},
      created_at ${now},
      chat TEXT,
      transport TEXT,
      contact_id TEXT
    )`,
    `CREATE TABLE contacts (
      id TEXT PRIMARY KEY,
      name TEXT,
      phone TEXT UNIQUE,
      metadata ${json},
      created_at ${now},
      updated_at ${now},
      status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'approved', 'blocked')),
      language TEXT,
      grants ${json}
    )`,
    `CREATE TABLE outgoing_messages (
      id ${serialKey},
      recipient TEXT NOT NULL,
      message TEXT NOT NULL,
      type TEXT DEFAULT 'manual',
      status TEXT DEFAULT 'pending',
      sent_at ${instant},
      error_message TEXT,
      retry_count INTEGER DEFAULT 0,
      created_at ${now},
      transport TEXT,
      in_reply_to TEXT,
      facts ${json},
      media ${json},
      priority INTEGER NOT NULL DEFAULT 10,
      due_at ${now},
      claimed_until ${instant},
      expires_at ${instant},
      provider_id TEXT,
      idempotency_key TEXT,
      delivered_at ${instant},
      read_at ${instant}
    )`,
    `CREATE TABLE query_presets (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      query_template TEXT NOT NULL,
      variables ${json},
      is_default BOOLEAN DEFAULT ${no},
      usage_count INTEGER DEFAULT 0,
      created_at ${now},
      updated_at ${now}
    )`,
    `CREATE TABLE system_settings (
      id TEXT PRIMARY KEY,
      category TEXT NOT NULL,
      key TEXT NOT NULL,
      value TEXT,
      created_at ${now},
      updated_at ${now},
      UNIQUE (category, key)
    )`,
    `CREATE TABLE users (
      id TEXT PRIMARY KEY DEFAULT ${uuid},
      username TEXT UNIQUE NOT NULL,
      password_hash TEXT NOT NULL,
      full_name TEXT,
      email TEXT,
      role TEXT DEFAULT 'admin' CHECK (role IN ('admin', 'user', 'viewer')),
      created_by TEXT REFERENCES users (id) ON DELETE SET NULL,
      created_at ${now},
      last_login ${instant},
      is_active BOOLEAN DEFAULT ${yes},
      login_attempts INTEGER DEFAULT 0,
      locked_until ${instant}
    )`,
    `CREATE TABLE audit_logs (
      id TEXT PRIMARY KEY DEFAULT ${uuid},
      user_id TEXT REFERENCES users (id) ON DELETE SET NULL,
      action TEXT NOT NULL,
      details ${json},
      ip_address TEXT,
      user_agent TEXT,
      timestamp ${now}
    )`,
    `CREATE TABLE sessions (
      id TEXT PRIMARY KEY DEFAULT ${uuid},
      user_id TEXT UNIQUE REFERENCES users (id) ON DELETE CASCADE,
      token_hash TEXT,
      expires_at ${instant},
      created_at ${now},
      ip_address TEXT,
      user_agent TEXT,
      is_active BOOLEAN DEFAULT ${yes}
    )`,
    `CREATE TABLE answer_names (
      key TEXT PRIMARY KEY,
      trigger_id TEXT UNIQUE REFERENCES triggers (id) ON DELETE CASCADE,
      group_id TEXT UNIQUE REFERENCES trigger_groups (id) ON DELETE CASCADE,
      CHECK ((trigger_id IS NULL) <> (group_id IS NULL))
    )`,
    `CREATE TABLE contact_identities (
      address TEXT PRIMARY KEY,
      contact_id TEXT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
      created_at ${now}
    )`,
    `CREATE TABLE pending_answers (
      id TEXT PRIMARY KEY,
      state ${json} NOT NULL,
      expires_at ${instant} NOT NULL,
      updated_at ${now}
    )`,
    `CREATE TABLE change_versions (
      topic TEXT PRIMARY KEY,
      version INTEGER NOT NULL DEFAULT 1
    )`,

    'CREATE INDEX idx_data_sources_plugin ON data_sources (plugin)',
    'CREATE INDEX idx_data_sources_active ON data_sources (active)',
    'CREATE INDEX idx_triggers_active ON triggers (active)',
    'CREATE INDEX idx_triggers_data_source ON triggers (data_source_id)',
    'CREATE INDEX idx_users_username ON users (username)',
    'CREATE INDEX idx_users_is_active ON users (is_active)',
    'CREATE INDEX idx_audit_logs_user_id ON audit_logs (user_id)',
    'CREATE INDEX idx_audit_logs_timestamp ON audit_logs (timestamp)',
    'CREATE INDEX idx_sessions_user_id ON sessions (user_id)',
    'CREATE INDEX idx_sessions_expires_at ON sessions (expires_at)',
    'CREATE INDEX idx_sessions_is_active ON sessions (is_active)',
    'CREATE INDEX idx_outgoing_messages_status ON outgoing_messages (status)',
    'CREATE INDEX idx_outgoing_messages_recipient ON outgoing_messages (recipient)',
    'CREATE INDEX idx_outgoing_messages_created_at ON outgoing_messages (created_at)',

    // Small partial indexes: what is waiting is few among all that ever was, and is asked for all day.
    `CREATE INDEX idx_messages_unprocessed ON messages (created_at) WHERE processed_at IS NULL`,
    `CREATE INDEX idx_outgoing_messages_due ON outgoing_messages (status, priority DESC, id)
      WHERE status = 'pending'`,
    `CREATE INDEX idx_outgoing_messages_claimed ON outgoing_messages (recipient)
      WHERE status = 'sending'`,
    `CREATE INDEX idx_outgoing_messages_retrying ON outgoing_messages (recipient)
      WHERE status = 'pending' AND retry_count > 0`,
    `CREATE INDEX idx_outgoing_messages_in_reply_to ON outgoing_messages (in_reply_to)
      WHERE in_reply_to IS NOT NULL`,
    `CREATE UNIQUE INDEX idx_outgoing_messages_idempotency_key ON outgoing_messages (idempotency_key)
      WHERE idempotency_key IS NOT NULL`,
    'CREATE INDEX idx_trigger_group_members_trigger ON trigger_group_members (trigger_id)',
    'CREATE INDEX idx_contact_identities_contact ON contact_identities (contact_id)',
    'CREATE UNIQUE INDEX idx_ai_triggers_prefix ON ai_triggers (prefix)',
  ];
}
