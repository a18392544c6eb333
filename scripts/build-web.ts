import {
  existsSync,
  globSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

// Builds the admin page into web/dist, each file also pre-compressed. With --if-needed only when something that goes
// into it is newer; says so and leaves it where the tools that build it are not installed.

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const DIST = join(ROOT, 'web/dist');
/** As old as the start of the build: what is changed while it runs counts as newer. */
const DONE = join(DIST, '.built');
/** Built beside and moved when it is whole: whoever uses the page meanwhile, or a build that fails, keeps the old one. */
const BESIDE = join(ROOT, `web/.build-${process.pid}`);
const NEXT = join(BESIDE, 'dist');
const INPUTS = ['web/**/*.*', 'src/**/*.schema.ts', 'package-lock.json', 'tsconfig.json'];
const COMPRESSIBLE = /\.(?:js|css|html|svg|json|txt)$/;
/** Less than this a header costs more than it saves. */
const WORTH_IT_BYTES = 600;

async function main(): Promise<void> {
  const isOnlyIfNeeded = process.argv.includes('--if-needed');
  if (isOnlyIfNeeded && isUpToDate()) return;
  // Whoever runs this, such as a test: what is built is what people get.
  process.env['NODE_ENV'] = 'production';
  const vite = await loadVite();
  if (!vite) {
    console.log('The admin page is not built: vite is not installed (npm ci without --omit=dev).');
    return;
  }
  const startedAt = new Date();
  try {
    await vite.build({
      root: join(ROOT, 'web'),
      configFile: join(ROOT, 'web/vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: NEXT },
    });
    const files = globSync('**/*.*', { cwd: NEXT }).filter((name) => COMPRESSIBLE.test(name));
    await Promise.all(files.map((name) => compress(join(NEXT, name))));
    writeFileSync(join(NEXT, '.built'), '');
    utimesSync(join(NEXT, '.built'), startedAt, startedAt);
    // Two test files may find it missing at once. What the other has built by now may be in use already.
    if (isOnlyIfNeeded && isUpToDate()) return;
    putInPlace();
    console.log(`The admin page is built: ${files.length} files in web/dist.`);
  } finally {
    rmSync(BESIDE, { recursive: true, force: true });
  }
}

/** The page before goes away whole, and what another has put there in that moment stays: it is as new. */
function putInPlace(): void {
  try {
    if (existsSync(DIST)) renameSync(DIST, join(BESIDE, 'before'));
    renameSync(NEXT, DIST);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(code) || !existsSync(DONE)) throw error;
  }
}

function isUpToDate(): boolean {
  if (!existsSync(DONE)) return false;
  const builtMs = statSync(DONE).mtimeMs;
  const inputs = globSync(INPUTS, { cwd: ROOT, exclude: ['web/dist/**'] });
  return inputs.every((name) => statSync(join(ROOT, name)).mtimeMs <= builtMs);
}

async function loadVite(): Promise<typeof import('vite') | undefined> {
  try {
    return await import('vite');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

async function compress(file: string): Promise<void> {
  const content = readFileSync(file);
  if (content.length < WORTH_IT_BYTES) return;
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }),
    promisify(gzip)(content, { level: 9 }),
  ]);
  writeFileSync(`${file}.br`, br);
  writeFileSync(`${file}.gz`, gz);
}

await main();
