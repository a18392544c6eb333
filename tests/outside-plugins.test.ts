import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPiWebApi } from '../simulators/pi-web-api/index.ts';
import { loadOutsidePlugins } from '../src/plugins/load-outside-plugins.ts';
import { freshFolder } from './support/files.ts';
import { prepareServeStore, type ServeProcess, startServe } from './support/serve-process.ts';
import { type StorePlace, storePlace } from './support/store-place.ts';

/** A package as somebody would publish it: plain JavaScript that imports the SDK and Zod. */
const TIDE = `
import { AppError, defineDataSource } from 'plantline/sdk';
import { z } from 'zod';

export const plugin = defineDataSource({
  kind: 'tide-gauge',
  title: 'Tide gauge',
  capabilities: ['read'],
  config: z.object({
    host: z.string().meta({ title: 'Host' }),
    token: z.string().optional().meta({ title: 'Token', secret: true }),
  }),
  async connect({ token }, { clock }) {
    const tag = { name: 'LEVEL', description: 'Sea level', unit: 'm', valueType: 'number', step: false, displayDigits: 2, future: false };
    return {
      check: async () => [{ name: 'read', ok: token === 'hush', message: 'Read.' }],
      async read({ tags }) {
        if (token !== 'hush') throw new AppError('throttled', 'tide.busy', 'The gauge is busy.');
        return tags.map((name) => ({
          ok: true,
          tag: { ...tag, name },
          reading: { value: 1.25, unit: 'm', timestamp: clock().toISOString(), quality: 'good' },
        }));
      },
      close: async () => {},
    };
  },
});
`;

async function addPackage(folder: string, about: object, code?: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module', ...about }));
  if (code !== undefined) await writeFile(join(folder, 'index.js'), code);
  return folder;
}

describe('a data source of somebody else', () => {
  let place: StorePlace;
  let plant: Awaited<ReturnType<typeof startPiWebApi>>;
  let serving: ServeProcess;

  beforeAll(async () => {
    place = await storePlace('sqlite');
    plant = await startPiWebApi({ port: 0 });
    const modules = join(place.dataDir, 'plugins', 'node_modules');
    const about = { name: 'tide-gauge', version: '3.1.4', exports: { import: './index.js' } };
    await addPackage(join(modules, 'tide-gauge'), about, TIDE);
    await addPackage(join(modules, 'broken'), { name: 'broken' }, 'throw new Error("no");');
    const store = await prepareServeStore(place, plant.url, {
      PLANTLINE_PLUGINS: 'broken, tide-gauge, not-there',
    });
    serving = await startServe(store);
  });
  afterAll(async () => {
    await serving.terminate();
    await plant.close();
    await place.drop();
  });

  test('is listed with the version of its package, beside what Plantline ships', async () => {
    const { items } = (await (await serving.call('GET', '/plugins')).json()) as {
      items: { kind: string; version?: string }[];
    };
    expect(items).toContainEqual(expect.objectContaining({ kind: 'tide-gauge', version: '3.1.4' }));
    expect(items).toContainEqual(expect.objectContaining({ kind: 'aveva-pi' }));
  });

  test('is connected, read and hidden like any other, and its errors are errors of Plantline', async () => {
    const add = async (name: string, token: string) => {
      const body = { name, plugin: 'tide-gauge', config: { host: '127.0.0.1', token } };
      const made = await serving.call('POST', '/data-sources', body);
      const text = await made.text();
      expect([made.status, text.includes(token)]).toEqual([201, false]);
      return (JSON.parse(text) as { id: string }).id;
    };
    const right = await add('Tide', 'hush');
    const values = await serving.call('GET', `/data-sources/${right}/values?tags=LEVEL`);
    expect(await values.json()).toMatchObject({
      items: [{ name: 'LEVEL', ok: true, reading: { value: 1.25, unit: 'm' } }],
    });
    const wrong = await add('Other tide', 'wrong-token');
    const refused = await serving.call('GET', `/data-sources/${wrong}/values?tags=LEVEL`);
    expect([refused.status, await refused.json()]).toMatchObject([
      429,
      { error: { code: 'tide.busy' } },
    ]);
  });

  test('that cannot be used is named in the log, and Plantline runs without it', async () => {
    const { log } = await serving.terminate();
    expect(log).toMatch(/The plugin \\"broken\\" of PLANTLINE_PLUGINS failed when it was loaded/);
    expect(log).toMatch(/The plugin \\"not-there\\" of PLANTLINE_PLUGINS cannot be found/);
  });
});

const SHAPE = `kind: 'a', title: 'A', capabilities: ['read'], connect: async () => ({})`;

test.each<[string, object, string | undefined, RegExp]>([
  ['exports nothing', {}, 'export const other = 1;', /exports no data source/],
  ['has no schema', {}, `export default { ${SHAPE} };`, /config must be a Zod schema/],
  ['has a kind with blanks', {}, `export default { ${SHAPE.replace("'a'", "'a b'")} };`, /kind /],
  [
    'is of a kind that is there',
    {},
    undefined,
    /is of the kind "aveva-pi", which is there already/,
  ],
  [
    'was made for another Plantline',
    { peerDependencies: { plantline: '^9.0.0' } },
    '',
    /was made for Plantline \^9.0.0/,
  ],
  ['has no file where it says', { main: 'gone.js' }, '', /failed when it was loaded/],
])('a package that %s is refused by name', async (_what, about, code, problem) => {
  const zod = import.meta.resolve('zod');
  const taken = `import { z } from '${zod}'; export default { ${SHAPE.replace("'a'", "'aveva-pi'")}, config: z.object({}) };`;
  const folder = await addPackage(join(freshFolder(), 'some-plugin'), about, code ?? taken);
  const shipped = [{ kind: 'aveva-pi' }] as unknown as Parameters<typeof loadOutsidePlugins>[2];
  const { dataSources, problems } = await loadOutsidePlugins([folder], freshFolder(), shipped);
  expect(dataSources).toEqual([]);
  expect(problems).toMatchObject([{ code: 'plugins.unusable', message: problem }]);
  expect(problems[0]?.message).toContain(folder);
});
