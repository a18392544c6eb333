import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listErrorCodes } from '../scripts/list-error-codes.ts';

/** Who may name a table in a query. A join across owners is written in the owner of the table it starts from. */
const OWNER: Readonly<Record<string, string>> = {
  ai_answers: 'ai',
  ai_models: 'ai',
  ai_triggers: 'ai',
  answer_names: 'triggers',
  api_tokens: 'accounts',
  audit_chain: 'audit',
  audit_keys: 'audit',
  audit_logs: 'audit',
  change_versions: 'db',
  contact_identities: 'chat',
  contacts: 'chat',
  data_sources: 'data-sources',
  last_good_readings: 'data-sources',
  leases: 'transports',
  login_failures: 'accounts',
  message_charges: 'transports',
  messages: 'chat',
  outgoing_messages: 'outbox',
  pending_answers: 'chat',
  query_presets: 'data-sources',
  sessions: 'accounts',
  source_troubles: 'data-sources',
  system_settings: 'settings',
  tag_aliases: 'tag-search',
  tag_choices: 'tag-search',
  transport_store: 'transports',
  transports: 'transports',
  trigger_group_members: 'triggers',
  trigger_groups: 'triggers',
  trigger_usage: 'triggers',
  triggers: 'triggers',
  users: 'accounts',
  webhook_events: 'transports',
  whatsapp_status: 'transports',
};

const QUERY =
  /\b(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto|replaceInto)\(\s*['"`](\w+)/g;
const RAW_QUERY = /\b(?:FROM|INTO|UPDATE|JOIN)\s+["`]?([a-z_]+)\b/g;

const FEATURE_SOURCES = globSync('src/*/**/*.ts', { exclude: ['src/db/**'] }).filter(
  (file) => !file.endsWith('.test.ts'),
);

function tablesNamedIn(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const named = [...text.matchAll(QUERY)].map(([, table]) => table ?? '');
  if (!text.includes('sql`')) return named;
  const raw = [...text.matchAll(RAW_QUERY)].map(([, table]) => table ?? '');
  return [...named, ...raw.filter((table) => table in OWNER)];
}

describe('tables', () => {
  test('every table of the schema has an owner, and no owner is named for a table that is gone', () => {
    const schema = readFileSync('src/db/schema.ts', 'utf8');
    const [, body = ''] = /export interface Schema \{([^}]*)\}/.exec(schema) ?? [];
    const tables = [...body.matchAll(/^\s*(\w+):/gm)].map(([, table = '']) => table);
    expect(tables.toSorted()).toEqual(Object.keys(OWNER).toSorted());
  });

  test('each table is touched only in its owner’s folder', () => {
    const touches = FEATURE_SOURCES.flatMap((file) =>
      tablesNamedIn(file).map((table) => ({ file, table })),
    );
    expect(touches.length).toBeGreaterThan(10);
    const strays = touches.filter(({ file, table }) => OWNER[table] !== file.split('/')[1]);
    expect(strays.map(({ file, table }) => `${file} touches ${table}`)).toEqual([]);
  });
});

describe('errors', () => {
  test('an AppError is made in a file of errors only, so that every code can be looked up', () => {
    const strays = globSync('src/**/*.ts').filter(
      (file) =>
        !/\.(errors|test)\.ts$|\/sample-/.test(file) &&
        readFileSync(file, 'utf8').includes('new AppError('),
    );
    expect(strays).toEqual([]);
  });

  test('a code is feature.reason in small letters', () => {
    const codes = listErrorCodes();
    expect(codes.length).toBeGreaterThan(20);
    for (const { code } of codes) expect(code).toMatch(/^[a-z_]+\.[a-z0-9_]+$/);
  });
});

test('files have no names that say nothing', () => {
  const files = globSync('{src,simulators,tests,scripts,bench}/**/*.ts');
  expect(files.length).toBeGreaterThan(50);
  const vague = files.filter((file) =>
    /^(?:types?|utils?|constants?|helpers?|models|services?|managers?|misc|common)\.ts$/.test(
      basename(file),
    ),
  );
  expect(vague).toEqual([]);
});
