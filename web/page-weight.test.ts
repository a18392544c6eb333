import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import type { Rolldown } from 'vite';
import { beforeAll, expect, test } from 'vitest';

const LIMIT_KB = 255;
const FRAME = 'app/shell.tsx';

type Built = ReadonlyMap<string, Rolldown.OutputChunk | Rolldown.OutputAsset>;

let built: Built;
beforeAll(async () => {
  const root = fileURLToPath(new URL('.', import.meta.url));
  const output = await build({
    root,
    configFile: `${root}vite.config.ts`,
    logLevel: 'silent',
    build: { write: false },
  });
  const files = (output as Rolldown.RolldownOutput).output;
  built = new Map(files.map((file) => [file.fileName, file]));
}, 120_000);

test('no page weighs more than 255 kB when it is opened first', () => {
  const pages = chunks().filter(({ facadeModuleId }) => facadeModuleId?.endsWith('-page.tsx'));
  expect(pages.length).toBeGreaterThanOrEqual(19);
  const weights = pages.map((page) => [page.name, weightKb(page)] as const);
  const tooHeavy = weights.filter(([, kb]) => kb > LIMIT_KB);
  expect(
    tooHeavy,
    `all of them: ${weights.map(([name, kb]) => `${name} ${kb}`).join(', ')}`,
  ).toEqual([]);
});

function chunks(): Rolldown.OutputChunk[] {
  return [...built.values()].filter((file) => file.type === 'chunk');
}

/** Everything that is fetched before the page is there: the start, the frame, the page, and their styles. */
function weightKb(page: Rolldown.OutputChunk): number {
  const needed = new Set<string>();
  const need = (name: string): void => {
    const file = built.get(name);
    if (!file || needed.has(name)) return;
    needed.add(name);
    if (file.type !== 'chunk') return;
    for (const imported of file.imports) need(imported);
    for (const style of file.viteMetadata?.importedCss ?? []) need(style);
  };
  for (const { fileName, isEntry, facadeModuleId } of chunks()) {
    if (isEntry || facadeModuleId?.endsWith(FRAME)) need(fileName);
  }
  need(page.fileName);
  const bytes = [...needed].map((name) => {
    const file = built.get(name);
    const content = file?.type === 'chunk' ? file.code : (file?.source ?? '');
    return gzipSync(content).length;
  });
  return Math.round(bytes.reduce((sum, size) => sum + size, 0) / 1_000);
}
