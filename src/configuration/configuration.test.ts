import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { ENGINES, freshDatabase } from '../../tests/support/databases.ts';
import { insertAiModel, listAiModels, prepareModelConfig } from '../ai/index.ts';
import { createAudit, createChange, verifyAudit } from '../audit/index.ts';
import { listDataSources } from '../data-sources/index.ts';
import type { Db } from '../db/index.ts';
import { demoSource } from '../demo/demo-source.ts';
import { seedDemo } from '../demo/seed-demo.ts';
import { createOutbound } from '../lib/outbound/index.ts';
import { createSecretBox } from '../lib/secrets.ts';
import { SECTIONS } from './plan-changes.ts';
import { protectConfigWith } from '../data-sources/index.ts';
import { plugins } from '../plugins/index.ts';
import { writeSetting } from '../settings/index.ts';
import { insertTagAlias } from '../tag-search/index.ts';
import {
  describeChanges,
  diffConfiguration,
  importConfiguration,
  parseConfiguration,
  readConfiguration,
  toYaml,
} from './index.ts';

const KEY = randomBytes(32);
const secrets = createSecretBox(KEY);
const clock = () => new Date('2026-11-28T01:02:03.004Z');
const outbound = createOutbound({ allowPrivate: true });
const actor = { userId: null, name: 'cli', ipAddress: null, userAgent: null };
const PASSWORD = 'PLANTLINE_SECRET_DEMO_PI_PASSWORD';
const NET_LOAD = { alias: 'net load', dataSourceId: 'demo-pi', tag: 'U1_LOAD_NET' };
const API_KEY = 'PLANTLINE_SECRET_HELPER_APIKEY';

async function demoStore(): Promise<Db> {
  const db = await freshDatabase('sqlite');
  const protect = protectConfigWith(secrets, plugins.dataSources);
  await db.write(async (tx) => {
    await seedDemo(tx, demoSource('http://127.0.0.1:1/piwebapi', protect), clock());
    await writeSetting(tx, 'audit.retentionDays', 30, clock());
    const helper = { id: 'helper', name: 'Helper', kind: 'openai' };
    const given = { model: 'm-1', apiKey: 'k-1' };
    const { config } = prepareModelConfig({ secrets, outbound }, helper, given);
    await insertAiModel(tx, { ...helper, config }, clock());
    await insertTagAlias(tx, { id: 'net', ...NET_LOAD, contactId: null }, clock());
  });
  return db;
}

async function exported(db: Db): Promise<string> {
  return toYaml(await readConfiguration(db.read, plugins));
}

type Environment = Readonly<Record<string, string>>;

async function diff(db: Db, text: string, prune = false, environment: Environment = {}) {
  const tools = { plugins, secrets, environment };
  return (await diffConfiguration(db.read, parseConfiguration(text), prune, tools)).planned;
}

async function bring(db: Db, text: string, prune = false, environment: Environment = {}) {
  const change = createChange({ db, audit: createAudit(KEY), clock });
  const tools = { plugins, secrets, environment, prune, outbound, clock, timeZone: 'Asia/Jakarta' };
  return await importConfiguration(change, actor, parseConfiguration(text), tools);
}

/** The file with something done to what it says. */
function edited(text: string, edit: (file: Record<string, never>) => void): string {
  const file = parse(text) as Record<string, never>;
  edit(file);
  return stringify(file);
}

describe('the file', () => {
  test('holds what is set up and no secret', async () => {
    const text = await exported(await demoStore());
    const { dataSources, triggers, settings, aiModels, tagAliases } = parseConfiguration(text);
    expect(settings).toEqual({ 'audit.retentionDays': 30 });
    expect(dataSources[0]).toMatchObject({
      id: 'demo-pi',
      config: { user: 'demo', password: { $secret: PASSWORD } },
    });
    expect(aiModels).toEqual([
      {
        id: 'helper',
        name: 'Helper',
        kind: 'openai',
        active: true,
        config: { model: 'm-1', apiKey: { $secret: API_KEY } },
      },
    ]);
    expect(tagAliases).toContainEqual({ id: 'net', ...NET_LOAD });
    expect(text).not.toMatch(/enc:v1|password: demo|k-1/u);
    expect(triggers.map(({ name }) => name)).toContain('u1 load');
  });

  test('says nothing differs from the store it was made of', async () => {
    const db = await demoStore();
    expect(await diff(db, await exported(db), true)).toEqual([]);
    expect(await bring(db, await exported(db), true)).toEqual([]);
  });

  test.each(ENGINES)(
    'makes an empty store on %s the same, and a second time nothing',
    async (engine) => {
      const text = await exported(await demoStore());
      const db = await freshDatabase(engine);
      const done = await bring(db, text, false, { [PASSWORD]: 'demo', [API_KEY]: 'k-2' });
      expect(new Set(done.map(({ kind }) => kind))).toEqual(new Set(['create']));
      expect(await exported(db)).toBe(text);
      const [source] = await listDataSources(db.read);
      expect(secrets.decryptFields(source?.config ?? {}, ['password'], 'demo-pi')).toMatchObject({
        password: 'demo',
      });
      const [model] = await listAiModels(db.read);
      expect(secrets.decryptFields(model?.config ?? {}, ['apiKey'], 'helper')).toMatchObject({
        apiKey: 'k-2',
      });
      expect(await bring(db, text)).toEqual([]);
      expect(await verifyAudit(db.read, KEY)).toMatchObject({ ok: true });
    },
  );
});

describe('a change in the file', () => {
  test('is said in the words of its fields, and made', async () => {
    const db = await demoStore();
    const text = (await exported(db)).replace('audit.retentionDays: 30', 'audit.retentionDays: 60');
    const planned = await diff(db, text.replace('name: u1 load', 'name: u1 net load'));
    expect(describeChanges(planned)).toEqual([
      '~ setting audit.retentionDays',
      '    value: 30 → 60',
      '~ trigger u1 net load',
      '    name: "u1 load" → "u1 net load"',
    ]);
    await bring(db, text);
    expect(await exported(db)).toBe(text);
  });

  test('of a secret is made by its variable, and not said', async () => {
    const db = await demoStore();
    const text = await exported(db);
    expect(await diff(db, text, false, { [PASSWORD]: 'demo' })).toEqual([]);
    const planned = await diff(db, text, false, { [PASSWORD]: 'other' });
    expect(JSON.stringify(planned)).not.toContain('other');
    expect(planned).toMatchObject([{ kind: 'change', section: 'dataSources', id: 'demo-pi' }]);
    await bring(db, text, false, { [PASSWORD]: 'other' });
    const [source] = await listDataSources(db.read);
    expect(secrets.decryptFields(source?.config ?? {}, ['password'], 'demo-pi')).toMatchObject({
      password: 'other',
    });
    const log = await db.read.selectFrom('audit_logs').select('details').execute();
    expect(JSON.stringify(log)).not.toContain('other');
  });

  test('of an address asks for the secret again, as the page does', async () => {
    const db = await demoStore();
    const text = (await exported(db)).replace('127.0.0.1:1/', '127.0.0.1:2/');
    await expect(bring(db, text)).rejects.toMatchObject({ code: 'data_sources.secret_needed' });
    await bring(db, text, false, { [PASSWORD]: 'demo' });
    expect(await exported(db)).toBe(text);
  });

  test('that takes something out removes it only with --prune, whatever names it', async () => {
    const db = await demoStore();
    const before = await exported(db);
    const text = edited(before, (file) => {
      for (const section of SECTIONS) file[section] = [] as never;
      file['settings'] = {} as never;
    });
    expect(await bring(db, text)).toEqual([]);
    expect(await exported(db)).toBe(before);
    const done = await bring(db, text, true);
    expect(new Set(done.map(({ kind }) => kind))).toEqual(new Set(['delete']));
    expect(parseConfiguration(await exported(db))).toMatchObject({
      dataSources: [],
      settings: {},
      aiModels: [],
      tagAliases: [],
    });
  });

  test('that does not fit undoes everything', async () => {
    const db = await demoStore();
    const before = await exported(db);
    const text = edited(before, (file) => {
      const triggers = file['triggers'] as unknown as { config: object; name: string }[];
      file['settings'] = { 'audit.retentionDays': 99 } as never;
      const [first, , third] = triggers;
      if (first) first.name = 'quite another name';
      if (third) third.config = { tags: [] };
    });
    await expect(bring(db, text)).rejects.toMatchObject({ code: 'triggers.bad_config' });
    expect(await exported(db)).toBe(before);
    const log = await db.read.selectFrom('audit_logs').select('id').execute();
    expect(log).toEqual([]);
  });
});

describe('a file that is refused', () => {
  test.each([
    ['rubbish', () => '{{{', 'configuration.unreadable'],
    ['another file', () => 'hello: world', 'configuration.unreadable'],
    [
      'a field that is none',
      (text: string) => text.replace('settings:', 'setings:'),
      'configuration.unreadable',
    ],
    [
      'the same id twice',
      (text: string) =>
        edited(text, (file) => {
          const triggers = file['triggers'] as unknown as object[];
          triggers.push(structuredClone(triggers[0] ?? {}));
        }),
      'configuration.id_twice',
    ],
    [
      'a secret in clear',
      (text: string) => text.replace(/\n\s+\$secret: \w+/, ' hunter2'),
      'configuration.secret_in_clear',
    ],
    [
      'a secret that is nowhere',
      (text: string) => text.replaceAll('demo-pi', 'demo-pi-2'),
      'configuration.secrets_missing',
    ],
    ['a bomb of aliases', () => 'a: &a [x]\nb: [*a, *a]', 'configuration.unreadable'],
  ])('%s', async (_what, change, code) => {
    const db = await demoStore();
    await expect(bring(db, change(await exported(db)))).rejects.toMatchObject({ code });
  });
});
