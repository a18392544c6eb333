import type { Engine } from '../db.ts';
import { columnTypes } from './column-types.ts';

/** When sources failed and who was told, the last good readings, and the keys of the audit log before this one. */
export function sourceHealthAndKeys(engine: Engine): readonly string[] {
  const { instant, json, no } = columnTypes(engine);
  const ofSource = 'data_source_id TEXT NOT NULL REFERENCES data_sources(id) ON DELETE CASCADE';
  return [
    `CREATE TABLE source_troubles (
      ${ofSource},
      failing_since ${instant} NOT NULL,
      reason TEXT NOT NULL,
      reason_kind TEXT NOT NULL,
      is_over BOOLEAN NOT NULL DEFAULT ${no},
      is_told BOOLEAN NOT NULL DEFAULT ${no},
      told_at ${instant},
      PRIMARY KEY (data_source_id)
    )`,
    `CREATE TABLE last_good_readings (
      ${ofSource},
      tag TEXT NOT NULL,
      reading ${json} NOT NULL,
      updated_at ${instant} NOT NULL,
      PRIMARY KEY (data_source_id, tag)
    )`,
    `CREATE TABLE audit_keys (
      until_seq BIGINT PRIMARY KEY,
      sealed_key TEXT NOT NULL,
      created_at ${instant} NOT NULL
    )`,
  ];
}
