import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import type { StoredPicture } from './read-outcome.ts';
import { readPictureFaults } from './read-picture-faults.ts';

test('a picture whose file is gone, or cut short, is told', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'plantline-test-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  await mkdir(join(dataDir, 'media'));
  const store = { config: readConfig({ PLANTLINE_DATA_DIR: dataDir }), env: {} };
  const pathOf = (file: string) => join(dataDir, 'media', `${file}.png`);
  const questions = ['whole', 'cut', 'gone'].map((id) => ({ id, pictures: [pictureOf(id)] }));

  await writeFile(pathOf('whole'), PNG.sync.write(new PNG({ width: 8, height: 8 })));
  await writeFile(pathOf('cut'), (await readFile(pathOf('whole'))).subarray(0, -4));

  expect(await readPictureFaults(store, questions)).toEqual([
    'the picture of cut is kept in part',
    'the picture of gone is not kept',
  ]);
});

function pictureOf(file: string): StoredPicture {
  const row = { id: 1, status: 'sent', text: '', providerId: null, error: null };
  return { ...row, isDrawn: true, files: [file] };
}
