import type { Engine } from '../db.ts';
import { columnTypes } from './column-types.ts';

/** Other names of tags, what people chose, models that answer questions and what was answered, pictures to draw. */
export function questionsAndPictures(engine: Engine): readonly string[] {
  const { instant, json, yes } = columnTypes(engine);
  const ofTag =
    'data_source_id TEXT NOT NULL REFERENCES data_sources(id) ON DELETE CASCADE, tag TEXT NOT NULL';
  return [
    `CREATE TABLE tag_aliases (
      id TEXT PRIMARY KEY,
      alias TEXT NOT NULL,
      alias_key TEXT NOT NULL,
      ${ofTag},
      contact_id TEXT REFERENCES contacts(id) ON DELETE CASCADE,
      created_at ${instant} NOT NULL
    )`,
    'CREATE INDEX idx_tag_aliases_alias_key ON tag_aliases (alias_key)',
    `CREATE TABLE tag_choices (
      words_key TEXT NOT NULL,
      ${ofTag},
      times INTEGER NOT NULL,
      last_chosen_at ${instant} NOT NULL,
      PRIMARY KEY (words_key, data_source_id, tag)
    )`,
    `CREATE TABLE ai_models (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      kind TEXT NOT NULL,
      config ${json} NOT NULL,
      active BOOLEAN NOT NULL DEFAULT ${yes},
      created_at ${instant} NOT NULL,
      updated_at ${instant} NOT NULL
    )`,
    `CREATE TABLE ai_answers (
      id TEXT PRIMARY KEY,
      message_id TEXT REFERENCES messages(id) ON DELETE CASCADE,
      chat TEXT,
      sender TEXT,
      contact_id TEXT REFERENCES contacts(id) ON DELETE SET NULL,
      ai_trigger_id TEXT REFERENCES ai_triggers(id) ON DELETE SET NULL,
      question TEXT NOT NULL,
      language TEXT NOT NULL,
      path TEXT NOT NULL,
      outcome TEXT NOT NULL,
      model TEXT,
      plan ${json},
      calls ${json},
      answer TEXT,
      input_tokens INTEGER,
      output_tokens INTEGER,
      cost_usd REAL,
      ms INTEGER NOT NULL,
      feedback TEXT,
      created_at ${instant} NOT NULL
    )`,
    'CREATE INDEX idx_ai_answers_created_at ON ai_answers (created_at)',
    'CREATE INDEX idx_ai_answers_chat ON ai_answers (chat, sender, created_at)',
    'CREATE INDEX idx_ai_answers_message ON ai_answers (message_id)',
    `ALTER TABLE outgoing_messages ADD COLUMN picture ${json}`,
  ];
}
