import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reply } from '../src/bot/index.ts';
import type { RunAnswer } from '../src/bot/runs.schema.ts';
import { openDatabase } from '../src/db/index.ts';
import { callAsAdmin } from './support/call-as-admin.ts';
import {
  startPlantline,
  SUPERVISOR,
  UNIT_1_OPERATOR,
  type RunningPlant,
} from './support/start-plantline.ts';

const WEEKDAY = { weekday: 'long', timeZone: 'Asia/Jakarta' } as const;
let plant: RunningPlant;
beforeAll(async () => {
  plant = await startPlantline();
}, 60_000);
afterAll(async () => {
  await plant.stop();
});

/** The picture a reply names, as it lies in the media folder. */
async function pictureOf(reply: Reply | undefined): Promise<PNG> {
  const [media] = reply?.media ?? [];
  const id = media?.url.split('/').at(-1);
  return PNG.sync.read(await readFile(join(plant.config.dataDir, 'media', `${id}.png`)));
}

describe('a trend', () => {
  test.each([
    'trend U1_LOAD_NET 8h',
    'trend U1_LOAD_NET, U2_LOAD_NET since 06:00',
    'trend U1_LOAD_NET U1_MS_PRESS U1_MILL_A_STATUS 8h',
    'trend u1 load 2h',
  ])(
    '%s is answered by its text, then by its picture',
    async (text) => {
      // The first picture waits for its thread, which takes long on a busy machine.
      const { replies } = await plant.app.receive({ from: SUPERVISOR, text }, 60_000);
      expect(replies).toHaveLength(2);
      expect(replies[0]).toMatchObject({ media: [] });
      expect(replies[0]?.facts.length).toBeGreaterThan(0);
      expect(replies[1]).toMatchObject({ text: '', facts: [], media: [{ mimeType: 'image/png' }] });
      expect((await pictureOf(replies[1])).width).toBe(1080);
    },
    60_000,
  );

  test('more tags than anybody tells apart are refused in words, and a word that is no tag is asked about', async () => {
    const many = ['LOAD_NET', 'LOAD_GROSS', 'FREQ', 'MS_PRESS', 'MS_TEMP', 'RH_TEMP', 'FW_FLOW'];
    const [refused, ...others] = await plant.ask(`trend ${many.map((n) => `U1_${n}`).join(' ')}`);
    expect(refused?.text).toContain('6');
    expect(others).toEqual([]);
    const [asked] = await plant.ask('trend U1_LOAD_NET U1_LAOD_NET');
    expect(asked).toMatchObject({ media: [], facts: [] });
  }, 60_000);

  test('a tag of what the person may not ask is not drawn', async () => {
    const replies = await plant.ask('trend U1_LOAD_NET, U2_LOAD_NET', UNIT_1_OPERATOR);
    expect(replies).toHaveLength(1);
    expect(replies[0]).toMatchObject({ facts: [], media: [] });
  });
});

test('a trend that is only looked at is drawn and kept apart from what was sent, and nothing is sent', async () => {
  const call = callAsAdmin(plant.config, plant.app.address());
  const listed = async (path: string) =>
    ((await (await call('GET', path)).json()) as { items: { id: string }[] }).items;
  const sentBefore = await listed('/outgoing-messages?limit=200');
  const looked = await call('POST', '/triggers/preview', {
    name: 'load',
    type: 'trend',
    dataSourceId: (await listed('/data-sources'))[0]?.id,
    config: { tag: 'U1_LOAD_NET', range: '2h' },
  });
  const body = (await looked.json()) as RunAnswer;
  expect(body).toMatchObject({
    pictures: [{ kind: 'trend', series: [{ unit: 'MW' }] }],
    media: [{ mimeType: 'image/png' }],
  });
  const id = body.media[0]?.url.split('/').at(-1);
  const folder = join(plant.config.dataDir, 'media', 'looked-at');
  expect(PNG.sync.read(await readFile(join(folder, `${id}.png`))).width).toBe(1080);
  expect((await call('GET', `/media/${id}`)).status).toBe(200);
  expect(await listed('/outgoing-messages?limit=200')).toHaveLength(sentBefore.length);
});

describe('a question in plain words', () => {
  const kept = async () => {
    const call = callAsAdmin(plant.config, plant.app.address());
    const list = await call('GET', '/ai-answers?limit=1');
    return ((await list.json()) as { items: Record<string, unknown>[] }).items[0];
  };

  test.each([
    ['= what is the net load of unit 1', 'en', 'U1_LOAD_NET', 'built_in'],
    ['= berapa beban bersih unit 1 sekarang', 'id', 'U1_LOAD_NET', 'built_in'],
  ])(
    '%s is answered with its facts, and kept with how it was understood',
    async (text, language, tag, path) => {
      const [reply] = await plant.ask(text);
      expect(reply?.facts[0]).toMatchObject({ tag, unit: 'MW', kind: 'value' });
      expect(await kept()).toMatchObject({ outcome: 'answered', language, path, feedback: null });
    },
    60_000,
  );

  test('what follows it needs no prefix, and stands on what was asked before', async () => {
    await plant.ask('= what is the net load of unit 1');
    const [second] = await plant.ask('and unit 2?');
    expect(second?.facts[0]).toMatchObject({ tag: 'U2_LOAD_NET' });
    const other = await plant.ask('and unit 1?', UNIT_1_OPERATOR);
    expect(other[0]?.facts).toEqual([]);
  }, 60_000);

  test('a name, a tag and a word keep their meaning behind the prefix', async () => {
    const [named] = await plant.ask('= u1 load');
    expect(named?.text).toContain('u1 load');
    const [tag] = await plant.ask('= U1_LOAD_NET');
    expect(tag?.facts[0]).toMatchObject({ tag: 'U1_LOAD_NET' });
    const [help] = await plant.ask('= help');
    expect(help?.text).toContain('*Plantline*');
  }, 60_000);

  test('a trend in plain words has its picture after its text', async () => {
    const replies = await plant.ask(
      '= show me the net load of unit 1 over the last 8 hours as a trend',
    );
    expect(replies[0]?.facts.length).toBeGreaterThan(0);
    expect((await pictureOf(replies[1])).width).toBe(1080);
  }, 60_000);

  test('what will be is told as far as forecasts reach', async () => {
    const [near] = await plant.ask('= what will the load of unit 1 be tomorrow at 3 am?');
    expect(near?.facts).toMatchObject([{ tag: 'U1_LOAD_FCST', quality: 'good' }]);
    const inFourDays = new Date(Date.now() + 4 * 86_400_000);
    const dayName = (language: string) => inFourDays.toLocaleDateString(language, WEEKDAY);
    for (const text of [
      `= what will the load of unit 1 be next ${dayName('en')} at 10:00?`,
      `= beban unit 1 ${dayName('id')} depan jam 10 pagi berapa?`,
    ]) {
      const [far] = await plant.ask(text);
      expect(far?.facts, text).toEqual([]);
      expect(far?.text).toMatch(/no forecast|tidak punya prakiraan/u);
    }
  });

  test('a tag that lacks a word of the question is offered, and its value is not told', async () => {
    const [reply] = await plant.ask('= sea water inlet temp unit 1');
    expect(reply?.facts).toEqual([]);
    expect(reply?.text).toContain('sea water inlet temp unit 1');
  });

  test('what nobody understands gets a short honest answer', async () => {
    for (const text of ['= sing me a song', '= start mill a', `= ${'load '.repeat(2_000)}`]) {
      const [reply] = await plant.ask(text);
      expect(reply?.text.length).toBeGreaterThan(5);
      expect(reply?.text.length).toBeLessThan(1_000);
      expect(reply?.facts).toEqual([]);
    }
  }, 60_000);
});

describe('"source?"', () => {
  test.each([
    ['u1 load', 'source?'],
    ['= what is the net load of unit 1', '= sources'],
    ['u1 day', 'sumber?'],
  ])(
    'after %s, %s tells the same facts, with instant, quality and request',
    async (text, asked) => {
      const [answer] = await plant.ask(text);
      const [reply] = await plant.ask(asked);
      expect(reply?.facts).toEqual(answer?.facts);
      expect(reply?.text).toMatch(/U1_LOAD/);
      expect(reply?.text).toMatch(/WIB.*(?:good|baik)/);
      expect(reply?.text).toMatch(/(?:Asked|Diminta): /);
      const [again] = await plant.ask(asked);
      expect(again?.facts).toEqual(answer?.facts);
    },
    60_000,
  );

  test('without an answer before it says so', async () => {
    const [reply] = await plant.ask('sumber?', UNIT_1_OPERATOR);
    expect(reply).toMatchObject({ facts: [] });
    expect(reply?.text).toContain('sumber');
  });
});

test('a person gives a tag a name of their own, and nobody else knows it', async () => {
  const [said] = await plant.ask('sebut tenaga utama = u1_load_net');
  expect(said?.text).toContain('U1_LOAD_NET');
  const [answer] = await plant.ask('= berapa tenaga utama');
  expect(answer?.facts[0]).toMatchObject({ tag: 'U1_LOAD_NET' });
  const [none] = await plant.ask('alias tenaga utama = NO_SUCH_TAG');
  expect(none?.text).toContain('NO_SUCH_TAG');
}, 60_000);

test.each([
  ['sent out load = U1_LOAD_GROSS', '= what is the sent out load', 'U1_LOAD_GROSS'],
  ['what we sell = U1_LOAD_NET', '= what we sell', 'U1_LOAD_NET'],
])('a name of words that say nothing by themselves is a name: %s', async (name, text, tag) => {
  const [before] = await plant.ask(text);
  expect(before?.facts).toEqual([]);
  await plant.ask(`alias ${name}`);
  const [after] = await plant.ask(text);
  expect(after?.facts[0]).toMatchObject({ tag, kind: 'value' });
});

describe('an answer as a file', () => {
  /** The file that came after its text, by its kind. */
  async function fileOf(replies: readonly Reply[], extension: string): Promise<Buffer> {
    expect(replies).toHaveLength(2);
    const id = replies[1]?.media[0]?.url.split('/').at(-1);
    return await readFile(join(plant.config.dataDir, 'media', `${id}.${extension}`));
  }
  const csvAfter = async (text: string, asked = 'csv') => {
    const [answer] = (await plant.app.receive({ from: SUPERVISOR, text }, 60_000)).replies;
    const { replies } = await plant.app.receive({ from: SUPERVISOR, text: asked }, 60_000);
    const csv = (await fileOf(replies, 'csv')).toString('utf8');
    return { answer, replies, csv };
  };

  test.each(['u1 load', 'U1_LOAD_NET', '= what is the net load of unit 1'])(
    'the values of "%s" are those that were sent, with their instants',
    async (text) => {
      const { answer, replies, csv } = await csvAfter(text, 'kirim csv');
      const [fact] = answer?.facts ?? [];
      expect(replies[0]?.text).toContain('CSV');
      expect(csv).toContain(String(fact?.value));
      const minute = new Date(Date.parse(fact?.timestamp ?? '') + 7 * 3_600_000).toISOString();
      expect(csv).toContain(minute.slice(0, 16).replace('T', ' '));
      expect(csv).toContain('(WIB)');
    },
    60_000,
  );

  test('a text that a spreadsheet would run is one that it shows', async () => {
    const { csv } = await csvAfter('= what is the net load of unit 1');
    expect(csv).toContain(",'= what is the net load of unit 1");
    expect(csv).not.toMatch(/(?:^|,)"?=/m);
  }, 60_000);

  test.each([
    ['trend U1_LOAD_NET 2h', 20],
    ['U1_LOAD_NET 8h', 3],
    ['= average net load of unit 1 per hour over the last 8 hours', 8],
    ['= show me the net load of unit 1 over the last 8 hours as a trend', 20],
  ])(
    'all of "%s" is in the file, and not only what was told',
    async (text, least) => {
      const { csv } = await csvAfter(text);
      expect(csv.match(/U1_LOAD_NET,/g)?.length).toBeGreaterThanOrEqual(least);
    },
    60_000,
  );

  test('one after the other, and as a workbook', async () => {
    await csvAfter('U1_LOAD_NET 8h');
    for (const text of ['excel', 'as excel', 'minta xlsx dong']) {
      const { replies } = await plant.app.receive({ from: SUPERVISOR, text }, 60_000);
      expect((await fileOf(replies, 'xlsx')).subarray(0, 2).toString()).toBe('PK');
    }
  }, 60_000);

  test('who was answered nothing yet is told so, and another person gets nothing of it', async () => {
    await plant.ask('u1 load');
    const [none, ...others] = await plant.ask('excel', '+6281200000003');
    expect(none?.text).not.toContain('Excel');
    expect(others).toEqual([]);
  });

  test('what cannot be drawn is said', async () => {
    await plant.ask('u1 load');
    const replies = await plant.ask('gambar');
    expect(replies).toHaveLength(1);
    expect(replies[0]?.text).toContain('excel');
  });
});

test('a tag that was chosen by its number is remembered for the words it was asked by', async () => {
  const [asked] = await plant.ask('= total batubara unit 1 kemarin');
  const at = asked?.text.split('\n').findIndex((line) => line.includes(' U1_COAL_FLOW ')) ?? 0;
  expect(at).toBeGreaterThan(0);
  const [answer] = await plant.ask(String(at));
  expect(answer?.facts[0]).toMatchObject({ tag: 'U1_COAL_FLOW', kind: 'total', unit: 't' });
  const db = await openDatabase(plant.config.databaseUrl);
  const chosen = await db.read.selectFrom('tag_choices').selectAll().execute();
  await db.close();
  expect(chosen).toMatchObject([{ tag: 'U1_COAL_FLOW', times: 1 }]);
});
