import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listMissingBuilds } from '../scripts/missing-builds.ts';
import type { LockFile } from '../scripts/missing-builds.ts';
import { renderDocs } from '../scripts/render-docs.ts';

const TEXT = new Set(['.ts', '.js', '.cjs', '.json', '.md', '.yml', '.yaml', '.sh', '.html', '']);
const packageJson = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
};

/** Files that are, or are about to be, in the repository. */
function listFiles(): string[] {
  const list = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '-z'],
    { encoding: 'utf8' },
  );
  return list.split('\0').filter((file) => file !== '' && existsSync(file));
}

function linesMatching(pattern: RegExp, files: readonly string[]): string[] {
  return files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [],
      ),
  );
}

const FILES = listFiles().filter((file) => TEXT.has(extname(file)));
const OWN_FILES = FILES.filter((file) => file !== 'tests/house.test.ts');

describe('what a newcomer reads', () => {
  test.each(['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md'])(
    'every npm script that %s names exists',
    (page) => {
      const named = [
        ...readFileSync(page, 'utf8').matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g),
      ].map(([, script, short]) => script ?? short ?? '');
      for (const script of named) expect(Object.keys(packageJson.scripts)).toContain(script);
    },
  );

  test('the README’s test command is the one CI runs', () => {
    expect(readFileSync('README.md', 'utf8')).toContain('npm ci && npm test');
    const ci = readFileSync('.ci/run', 'utf8');
    expect(ci).toMatch(/\bnpm ci\b/);
    expect(ci).toMatch(/\bnpm test\b/);
  });

  test('every link between our own pages leads somewhere', () => {
    const pages = OWN_FILES.filter((file) => file.endsWith('.md'));
    const broken = pages.flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)/g)]
        .map(([, target]) => new URL(target ?? '', `file:///${page}`).pathname.slice(1))
        .filter((target) => !existsSync(decodeURIComponent(target)))
        .map((target) => `${page} -> ${target}`),
    );
    expect(broken).toEqual([]);
  });

  test('CONTRIBUTING.md stays within sixty lines', () => {
    expect(readFileSync('CONTRIBUTING.md', 'utf8').split('\n').length).toBeLessThanOrEqual(61);
  });

  test('the changelog has a place for what is not released yet', () => {
    expect(readFileSync('CHANGELOG.md', 'utf8')).toMatch(/^## Unreleased$/m);
  });

  test.each(Object.entries(renderDocs()))('%s says what the source says', (path, text) => {
    // A difference means: npm run docs
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});

describe('what the repository holds', () => {
  test('no file names a path of one machine', () => {
    const paths = /(?<![\w.:/}])\/(?:work|farm|home\/\w+|root|Users\/\w+)\/\w/;
    expect(linesMatching(paths, OWN_FILES)).toEqual([]);
  });

  test('the lock file names no registry, so that each installation uses its own', () => {
    expect(
      linesMatching(/"resolved"\s*:|https?:\/\/[^"]*registry/i, ['package-lock.json']),
    ).toEqual([]);
    expect(linesMatching(/registry\.|_authToken|\/\/[^/]+\/:_/i, ['.npmrc'])).toEqual([]);
  });

  test('the lock file has a line for every platform, without which npm ci refuses it', () => {
    // A difference means: node scripts/complete-lock-file.ts
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as LockFile;
    expect(Object.keys(listMissingBuilds(lock))).toEqual([]);
  });

  test('every dependency is pinned to one version', () => {
    const { dependencies, devDependencies, optionalDependencies } = packageJson;
    const versions = Object.entries({
      ...dependencies,
      ...devDependencies,
      ...optionalDependencies,
    });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual(
      [],
    );
  });

  test('no test is switched off for good, and no check is silenced', () => {
    const silenced =
      /\b(?:test|it|describe)\.(?:only|todo|skip)\(|@ts-ignore|@ts-nocheck|(?:eslint|oxlint)-disable/;
    expect(
      linesMatching(
        silenced,
        OWN_FILES.filter((file) => /\.[cj]?[tj]s$/.test(file)),
      ),
    ).toEqual([]);
  });

  test('nothing is left to be done in a comment', () => {
    expect(
      linesMatching(
        /\b(?:TODO|FIXME|XXX|HACK)\b/,
        OWN_FILES.filter((file) => /\.[cj]?[tj]s$/.test(file)),
      ),
    ).toEqual([]);
  });

  test('no file holds a merge conflict', () => {
    expect(linesMatching(/^(?:<{7}|>{7}) /, OWN_FILES)).toEqual([]);
  });

  test('no private key is kept in a file', () => {
    expect(linesMatching(/-----BEGIN (?:RSA |EC )?PRIVATE KEY-----\s*$/, OWN_FILES)).toEqual([]);
  });
});
