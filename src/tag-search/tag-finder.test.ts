import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DataSource, TagInfo } from '#sdk';
import { createSegment, findInSegments, searchSegments, searchTermsIn } from '#sdk/tag-index';
import { ENGINES } from '../../tests/support/databases.ts';
import { routeServer } from '../../tests/support/route-server.ts';
import { questionOf, sourcesOf } from '../../tests/support/question.ts';
import { insertDataSource } from '../data-sources/index.ts';
import { tagAliasRoutes } from './tag-aliases.routes.ts';
import { recordChosenTag } from './record-chosen-tag.ts';
import { createTagFinder } from './tag-finder.ts';
import { parseAlias } from './parse-alias.ts';

const NOW = new Date('2026-11-20T07:32:05.000Z');

function tag(name: string, description: string, unit: string | null, more: Partial<TagInfo> = {}) {
  const common = { valueType: 'number', step: false, displayDigits: 1, future: false } as const;
  return { name, description, unit, ...common, ...more };
}

const TAGS: readonly TagInfo[] = [1, 2].flatMap((unit) => [
  tag(`U${unit}_LOAD_NET`, `Unit ${unit} net load`, 'MW'),
  tag(`U${unit}_LOAD_GROSS`, `Unit ${unit} gross load`, 'MW'),
  tag(`U${unit}_LOAD_SP`, `Unit ${unit} load set point`, 'MW'),
  tag(`U${unit}_MS_TEMP`, `Unit ${unit} main steam temperature`, '°C', { area: 'Site\\Boiler' }),
  tag(`U${unit}_MS_PRESS`, `Unit ${unit} main steam pressure`, 'bar', { area: 'Site\\Boiler' }),
  ...['A', 'B'].map((mill) =>
    tag(`U${unit}_MILL_${mill}_STATUS`, `Unit ${unit} mill ${mill} status`, null, {
      valueType: 'digital',
    }),
  ),
]);

function connection(tags: readonly TagInfo[]): DataSource {
  const segments = [createSegment(tags)];
  return {
    check: async () => [],
    search: (words, limit) => searchSegments(segments, words, limit),
    searchTerms: (terms, limit) => searchTermsIn(segments, terms, limit),
    findTag: (name) => findInSegments(segments, name),
    tagIndexStatus: () => ({ tags: tags.length, complete: true, refreshedAt: null }),
    close: async () => {},
  };
}

async function plant(engine: (typeof ENGINES)[number] = ENGINES[0]!) {
  const { db, call } = await routeServer(engine, tagAliasRoutes);
  const sources = await sourcesOf({
    pi: connection(TAGS),
    lab: connection([tag('X_LOAD', 'secret load', 'MW')]),
  });
  await db.write(async (tx) => {
    for (const id of ['pi', 'lab']) {
      await insertDataSource(tx, { id, name: id, plugin: 'sqlite', config: {} }, NOW);
    }
  });
  const finder = createTagFinder({ db });
  const asking = (sourceIds = ['pi']) => ({
    ...questionOf('', sources, { grants: { groupIds: [], sourceIds } }),
    contactId: null,
  });
  const names = async (words: string) => {
    const found = await finder.find(words, asking());
    if (found.kind === 'none') return [];
    return found.kind === 'one'
      ? [found.candidate.tag.name]
      : found.candidates.map(({ tag }) => tag.name);
  };
  return { db, call, finder, asking, names };
}

describe('words of a question', () => {
  test.each([
    ['main steam temp unit 2', 'U2_MS_TEMP'],
    ['suhu uap utama unit dua', 'U2_MS_TEMP'],
    ['tekanna uap utama u1', 'U1_MS_PRESS'],
    ['boiler main steam pressure second unit', 'U2_MS_PRESS'],
    ['beban bersih unit 1', 'U1_LOAD_NET'],
    ['status mill b unit 2', 'U2_MILL_B_STATUS'],
    ['u1_load_sp', 'U1_LOAD_SP'],
  ])('%s is %s alone', async (words, name) => {
    expect(await (await plant()).names(words)).toEqual([name]);
  });

  test('that fit two tags as well are asked about, and a set point is not offered first for a load', async () => {
    const { names } = await plant();
    expect((await names('beban unit 1')).slice(0, 2)).toEqual(['U1_LOAD_GROSS', 'U1_LOAD_NET']);
    expect((await names('main steam temperature')).slice(0, 2)).toEqual([
      'U1_MS_TEMP',
      'U2_MS_TEMP',
    ]);
  });

  test.each(['kettle temperature unit 2', 'main steam temp unit 7', 'mill c status unit 1'])(
    '%s is never taken for a tag that is there',
    async (words) => {
      const { finder, asking } = await plant();
      expect((await finder.find(words, asking())).kind).not.toBe('one');
    },
  );

  test('in the plural mean every member', async () => {
    const { finder, asking } = await plant();
    const mills = await finder.findAll('mills', asking(), { valueTypes: ['digital'] });
    expect(mills.map(({ tag }) => tag.name)).toEqual([
      'U1_MILL_A_STATUS',
      'U1_MILL_B_STATUS',
      'U2_MILL_A_STATUS',
      'U2_MILL_B_STATUS',
    ]);
  });

  test('whatever they are, nothing is thrown, no forbidden source is read, and the order is the same again', async () => {
    const { finder, asking } = await plant();
    const word = fc.oneof(
      fc.constantFrom('load', 'beban', 'unit', '1', 'u2', 'mill', 'a', 'secret', 'X_LOAD', 'suhu'),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 7 }), async (words) => {
        const found = await finder.find(words.join(' '), asking());
        expect(await finder.find(words.join(' '), asking())).toEqual(found);
        const all = await finder.findAll(words.join(' '), asking());
        const shown =
          found.kind === 'one'
            ? [found.candidate, ...found.others]
            : found.kind === 'several'
              ? found.candidates
              : [];
        for (const { source } of [...shown, ...all]) expect(source.id).toBe('pi');
      }),
      { numRuns: 60 },
    );
  });
});

describe.each(ENGINES)('other names on %s', (engine) => {
  test('an admin’s alias finds its tag, also with its unit, and not once it is forbidden or deleted', async () => {
    const { call, names, finder, asking } = await plant(engine);
    const body = { alias: 'Header  Steam', dataSourceId: 'pi', tag: 'U2_MS_PRESS' };
    const made = await call('POST', '/tag-aliases', body, 'user');
    expect(made).toMatchObject({ status: 201, body: { ...body, contactId: null } });
    expect(await names('header steam')).toEqual(['U2_MS_PRESS']);
    expect(await names('header steam unit 2')).toEqual(['U2_MS_PRESS']);
    expect(await names('header steam unit 1')).not.toEqual(['U2_MS_PRESS']);
    expect((await finder.find('header steam', asking(['lab']))).kind).toBe('none');
    expect(await call('POST', '/tag-aliases', body)).toMatchObject({
      status: 409,
      body: { error: { code: 'tag_aliases.alias_taken' } },
    });
    const { id } = made.body as { id: string };
    expect((await call('DELETE', `/tag-aliases/${id}`)).status).toBe(204);
    expect(await names('header steam')).not.toEqual(['U2_MS_PRESS']);
  });

  test('what people chose comes first, and is taken once it is a habit, but not between two units', async () => {
    const { db, names } = await plant(engine);
    const choose = async (words: string, chosen: string) =>
      await db.write((tx) => recordChosenTag(tx, { words, sourceId: 'pi', tag: chosen }, NOW));
    for (let nth = 0; nth < 3; nth += 1) {
      await choose('load unit 1', 'U1_LOAD_NET');
      await choose('main steam temp', 'U2_MS_TEMP');
    }
    expect(await names('beban unit 1')).toEqual(['U1_LOAD_NET']);
    expect((await names('main steam temp')).slice(0, 2)).toEqual(['U2_MS_TEMP', 'U1_MS_TEMP']);
  });
});

test.each([
  ['alias net load = U1_LOAD_NET', { alias: 'net load', tag: 'U1_LOAD_NET' }],
  ['Sebut beban kita sebagai U1_LOAD_NET', { alias: 'beban kita', tag: 'U1_LOAD_NET' }],
  ['alias net load', undefined],
  ['what is the alias = x', undefined],
])('%s', (text, expected) => {
  expect(parseAlias(text)).toEqual(expected);
});
