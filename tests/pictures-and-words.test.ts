import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reply } from '../src/bot/index.ts';
import type { RunAnswer } from '../src/bot/runs.schema.ts';
import { callAsAdmin } from './support/call-as-admin.ts';
import { startPlantline, UNIT_1_OPERATOR, type RunningPlant } from './support/start-plantline.ts';

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
      const replies = await plant.ask(text);
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
