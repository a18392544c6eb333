import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '#sdk';
import { listErrorCodes } from '../scripts/list-error-codes.ts';
import { openDatabase } from '../src/db/index.ts';
import { avevaPi } from '../src/plugins/aveva-pi/index.ts';
import {
  checkTrigger,
  insertTrigger,
  NewTrigger,
  parseReplyTemplate,
  RESERVED_KEYS,
  TriggerType,
} from '../src/triggers/index.ts';
import { readPi } from './examples/read-pi.ts';
import { startPlantline, type RunningPlant } from './support/start-plantline.ts';

let plant: RunningPlant;
beforeAll(async () => {
  plant = await startPlantline();
});
afterAll(async () => {
  await plant.stop();
});

const page = async (name: string) => await readFile(`docs/${name}`, 'utf8');

/** The code blocks of a page in one language. */
function blocks(text: string, language: string): readonly string[] {
  const fences = text.matchAll(/^```(\w*)\n(.*?)^```$/gms);
  return [...fences].flatMap(([, of, code = '']) => (of === language ? [code] : []));
}

/** The rows of the tables that begin with these column titles: the words in code of each cell. */
function codesByRow(text: string, titles: string): readonly (readonly (readonly string[])[])[] {
  const rows: string[][][] = [];
  let isWanted = false;
  for (const line of text.split('\n')) {
    if (!line.startsWith('|')) isWanted = false;
    else if (line.startsWith(`| ${titles} |`)) isWanted = true;
    else if (isWanted && !line.startsWith('|---')) {
      const cells = line.split(/(?<!\\)\|/).slice(1, -1);
      rows.push(cells.map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)));
    }
  }
  return rows;
}

describe('docs/chat.md', () => {
  test('every message of its tables is understood', async () => {
    const text = await page('chat.md');
    const messages = [
      ...codesByRow(text, 'send | you get').flatMap(([send = []]) => send),
      ...codesByRow(text, 'send | Indonesian').flatMap(([english = [], indonesian = []]) => [
        ...english,
        ...indonesian,
      ]),
    ];
    expect(messages.length).toBeGreaterThan(40);
    for (const message of messages) {
      const [reply] = await plant.ask(message);
      expect(reply?.text, message).toMatch(/\S/);
      expect(reply?.text, message).not.toMatch(
        /do not understand|tidak mengerti|do not know|tidak kenal|does not fit|tidak cocok/,
      );
      expect(reply?.text, message).not.toMatch(/⚠ Plant PI|went wrong/);
    }
  });
});

describe('docs/triggers.md', () => {
  test('each trigger it shows can be saved and answers', async () => {
    const bodies = blocks(await page('triggers.md'), 'json').map((block) =>
      NewTrigger.parse(JSON.parse(block)),
    );
    expect(bodies.length).toBeGreaterThanOrEqual(5);
    const now = new Date();
    const db = await openDatabase(plant.config.databaseUrl);
    for (const body of bodies) {
      const checked = checkTrigger(body, now, 'Asia/Jakarta');
      await db.write((tx) => insertTrigger(tx, checked, now));
    }
    await db.close();
    for (const { name, type } of bodies) {
      const [reply] = await plant.ask(name);
      expect(reply?.text, name).not.toMatch(/⚠ Plant PI|do not|went wrong/);
      expect((reply?.facts.length ?? 0) > 0, name).toBe(type !== 'text');
    }
  });

  test('its table of placeholders is the one that templates are checked by', async () => {
    const text = await page('triggers.md');
    const table = text.slice(text.indexOf('## Templates'), text.indexOf('| placeholder |'));
    const rows = codesByRow(table, 'type');
    expect(rows.map(([type]) => type?.[0])).toEqual([...TriggerType.options]);
    for (const [[type] = [], placeholders = []] of rows) {
      expect(placeholders.toSorted(), type).toEqual(placeholdersOf(TriggerType.parse(type)));
    }
  });

  test('it names every word that is no name', async () => {
    const text = await page('triggers.md');
    for (const word of RESERVED_KEYS) expect(text).toContain(`\`${word}\``);
  });
});

/** What the refusal of a wrong placeholder says would be right. */
function placeholdersOf(type: TriggerType): readonly string[] {
  try {
    parseReplyTemplate('{wrong}', type);
  } catch (error) {
    if (error instanceof AppError) return (error.details['placeholders'] as string[]).toSorted();
    throw error;
  }
  throw new Error('A wrong placeholder was taken.');
}

describe('docs/aveva-pi.md', () => {
  test('it has every field of the config, with its default', async () => {
    const rows = codesByRow(await page('aveva-pi.md'), 'field');
    const named = rows.flatMap(([fields = []]) => fields);
    const known = Object.keys(avevaPi.config.shape).filter((field) => field !== 'username');
    expect(named.toSorted()).toEqual(known.toSorted());
    const defaults = avevaPi.config.parse({ baseUrl: 'https://pi.example.com/piwebapi' });
    const text = await page('aveva-pi.md');
    for (const [field, value] of Object.entries(defaults)) {
      if (field === 'baseUrl') continue;
      const shown = JSON.stringify(value).replaceAll('"', '');
      expect(text).toMatch(new RegExp(String.raw`\| \`${field}\` \| \`?${shown}\`? \|`));
    }
  });

  test('it says of every error code what to do', async () => {
    const rows = codesByRow(await page('aveva-pi.md'), 'code');
    const codes = listErrorCodes().flatMap(({ code }) => (code.startsWith('pi.') ? [code] : []));
    expect(rows.flatMap(([code = []]) => code).toSorted()).toEqual([...new Set(codes)].toSorted());
  });

  test('the gateway’s config is one', async () => {
    for (const block of blocks(await page('aveva-pi.md'), 'json')) {
      expect(avevaPi.config.safeParse(JSON.parse(block))).toMatchObject({ success: true });
    }
  });

  test('the program that connects a plant does so, and its question is answered', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'plantline-docs-'));
    const env = {
      ...process.env,
      PLANTLINE_DATA_DIR: dataDir,
      PLANTLINE_DATABASE_URL: '',
      PI_URL: plant.piBaseUrl,
      PI_USER: 'demo',
      PI_PASSWORD: 'demo',
      PI_TAG: 'U1_LOAD_NET',
      PHONE: '+6281200000077',
    };
    const program = fileURLToPath(new URL('./examples/connect-plant.ts', import.meta.url));
    try {
      const { stdout } = await promisify(execFile)(process.execPath, [program], { env });
      expect(stdout).toMatch(/^ok {2}read: U1_LOAD_NET was read/m);
      const own = await startPlantline({ dataDir });
      try {
        const [reply] = await own.ask('load', '+6281200000077');
        expect(reply?.facts[0]).toMatchObject({
          source: 'Plant PI',
          tag: 'U1_LOAD_NET',
          unit: 'MW',
        });
      } finally {
        await own.stop();
      }
      const wrong = { ...env, PI_PASSWORD: 'no' };
      const failed = await promisify(execFile)(process.execPath, [program], { env: wrong }).catch(
        (error: unknown) => error,
      );
      expect(failed).toMatchObject({ code: 1, stdout: expect.stringContaining('NOT OK  login') });
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});

describe('the programs on the pages are those that are run', () => {
  test.each([
    ['pi-web-api-client.md', 'read-pi.ts'],
    ['plugins.md', 'weather-station.ts'],
  ])('%s shows %s', async (name, example) => {
    expect(blocks(await page(name), 'ts')[0]).toBe(
      await readFile(`tests/examples/${example}`, 'utf8'),
    );
  });

  test('plugins.md shows how its example is tested', async () => {
    const shown = blocks(await page('plugins.md'), 'ts')[1] ?? '';
    expect(shown).toContain('dataSourceContract(');
    expect(await readFile('tests/examples/weather-station.test.ts', 'utf8')).toContain(shown);
  });

  test('the client’s example prints the values of the plant', async () => {
    const lines: string[] = [];
    await readPi(plant.piBaseUrl, (line) => lines.push(line));
    expect(lines).toEqual([
      'PI does not know NO_SUCH_TAG. Check the name.',
      expect.stringMatching(/^U1_LOAD_NET: [\d.]+ MW$/),
      expect.stringMatching(/^ {2}\d+ values in two hours$/),
      expect.stringMatching(/^ {2}average [\d.]+ MW$/),
      expect.stringMatching(/^ {2}average [\d.]+ MW$/),
      expect.stringMatching(/^U1_MS_TEMP: [\d.]+ °C$/),
      expect.stringMatching(/^ {2}\d+ values in two hours$/),
      expect.stringMatching(/^ {2}average [\d.]+ °C$/),
      expect.stringMatching(/^ {2}average [\d.]+ °C$/),
    ]);
    const wrong: string[] = [];
    await readPi(`${plant.piBaseUrl}/elsewhere`, (line) => wrong.push(line));
    expect(wrong).toEqual([expect.stringMatching(/^pi\.wrong_address: /)]);
  });
});
