import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/*
 * npm run build: the package as it is published, in dist/. Node runs the sources of a checkout as they are, but refuses
 * to do so below node_modules, so what is installed must be JavaScript. `npm publish ./dist` is a release.
 */

const TARGET = 'dist';
const COPIED = ['bin', 'README.md', 'LICENSE', 'CHANGELOG.md', 'docs', 'web/dist'];
const NOT_PUBLISHED = ['scripts', 'devDependencies'];

rmSync(TARGET, { recursive: true, force: true });
execFileSync(process.execPath, ['scripts/build-web.ts'], { stdio: 'inherit' });
execFileSync('tsc', ['--project', 'tsconfig.build.json'], { stdio: 'inherit' });
for (const path of COPIED) cpSync(path, `${TARGET}/${path}`, { recursive: true });

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, unknown>;
for (const field of NOT_PUBLISHED) delete manifest[field];
writeFileSync(`${TARGET}/package.json`, `${toBuilt(JSON.stringify(manifest, null, 2))}\n`);
console.log(`Built: ${TARGET}/`);

/** The same entry points, as JavaScript. */
function toBuilt(text: string): string {
  return text.replaceAll(/"(\.\/src\/[^"]+)\.ts"/g, '"$1.js"');
}
