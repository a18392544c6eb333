import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const PAGE = readFileSync('docs/security.md', 'utf8');
const CHECKLIST = PAGE.slice(PAGE.indexOf('\n# ASVS'));

/** The requirements of levels 1 and 2 of ASVS 5.0.0, but for V10 (OAuth) and V17 (WebRTC), which Plantline has not. */
const REQUIRED = [
  '1.1.1-2 1.2.1-9 1.3.1-11 1.4.1-3 1.5.1-2 2.1.1-3 2.2.1-3 2.3.1-4 2.4.1-1',
  '3.2.1-2 3.3.1-4 3.4.1-6 3.5.1-5 3.7.1-2 4.1.1-3 4.2.1-1 4.3.1-2 4.4.1-4',
  '5.1.1-1 5.2.1-3 5.3.1-2 5.4.1-3 6.1.1-3 6.2.1-12 6.3.1-4 6.4.1-4 6.5.1-5 6.6.1-3 6.8.1-4',
  '7.1.1-3 7.2.1-4 7.3.1-2 7.4.1-5 7.5.1-2 7.6.1-2 8.1.1-2 8.2.1-3 8.3.1-1 8.4.1-1 9.1.1-3 9.2.1-4',
  '11.1.1-2 11.2.1-3 11.3.1-3 11.4.1-4 11.5.1-1 11.6.1-1 12.1.1-3 12.2.1-2 12.3.1-4',
  '13.1.1-1 13.2.1-5 13.3.1-2 13.4.1-5 14.1.1-2 14.2.1-4 14.3.1-3',
  '15.1.1-3 15.2.1-3 15.3.1-7 16.1.1-1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3',
].flatMap((chapters) => chapters.split(' ').flatMap(numbersOf));

/** `6.5.1-5` as its five numbers. */
function numbersOf(range: string): string[] {
  const [, section = '', first = '', last = ''] = /^(\d+\.\d+)\.(\d+)-(\d+)$/.exec(range) ?? [];
  const count = Number(last) - Number(first) + 1;
  return Array.from({ length: count }, (_, index) => `${section}.${Number(first) + index}`);
}

type Line = { readonly number: string; readonly how: string; readonly shownBy: string };

const LINES: readonly Line[] = CHECKLIST.split('\n').flatMap((line) => {
  const [, number, , , how = '', shownBy = ''] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
  return number !== undefined && /^\d/.test(number) ? [{ number, how, shownBy }] : [];
});

/** What a line names as shown by: a file and the name of a test in it. */
const NAMED = LINES.flatMap(({ number, shownBy }) =>
  [...shownBy.matchAll(/`([^`]+)` “([^”]+)”/g)].map(([, file = '', name = '']) => ({
    number,
    file,
    name,
  })),
);

/** The names of a file's tests as they stand in it, `%s` and all. */
function testsIn(file: string): ReadonlySet<string> {
  const names = new Set<string>();
  const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const visit = (node: ts.Node): void => {
    const [name] = ts.isCallExpression(node) ? node.arguments : [];
    if (name && ts.isStringLiteralLike(name) && isTest(node)) names.add(name.text);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return names;
}

/** Whether a call is of `test`, or of what `test.each(…)` gives. */
function isTest(node: ts.Node): boolean {
  if (ts.isIdentifier(node)) return node.text === 'test';
  const isPart =
    ts.isCallExpression(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isTaggedTemplateExpression(node);
  if (!isPart) return false;
  return isTest(ts.isTaggedTemplateExpression(node) ? node.tag : node.expression);
}

describe('the checklist of docs/security.md', () => {
  test('names tests that exist', () => {
    expect(NAMED.length).toBeGreaterThan(100);
    const known = new Map<string, ReadonlySet<string>>();
    const missing = NAMED.filter(({ file, name }) => {
      if (!existsSync(file)) return true;
      const names = known.get(file) ?? testsIn(file);
      known.set(file, names);
      return !names.has(name);
    });
    expect(missing).toEqual([]);
  });

  test('says of each line what shows it, or why nothing does', () => {
    const unclear = LINES.filter(({ shownBy }) => {
      const rest = shownBy.replaceAll(/`[^`]+` “[^”]+”(?:; )?/g, '');
      const isNamed = rest === '' && shownBy !== '';
      return !isNamed && !/^(?:this page$|not yet$|no test(?: yet)?[^:]*: .+)/.test(shownBy);
    });
    expect(unclear).toEqual([]);
    const unsaid = LINES.filter(
      ({ how, shownBy }) => shownBy === 'not yet' && !/not yet/.test(how),
    );
    expect(unsaid).toEqual([]);
  });

  test('leaves no requirement of levels 1 and 2 out, and has each once', () => {
    const paragraphs = [...CHECKLIST.matchAll(/^Does not apply: .+(?:\n.+)*$/gm)].join(' ');
    const inapplicable = paragraphs.match(/\b\d+\.\d+\.\d+\b/g) ?? [];
    const answered = [...LINES.map(({ number }) => number), ...inapplicable];
    expect(REQUIRED.filter((number) => !answered.includes(number))).toEqual([]);
    expect(answered.filter((number, index) => answered.indexOf(number) < index)).toEqual([]);
  });

  test('names only files that exist', () => {
    const files = [...PAGE.matchAll(/`((?:src|tests|web|scripts)\/[\w./-]+\.tsx?)`/g)];
    expect(files.map(([, file = '']) => file).filter((file) => !existsSync(file))).toEqual([]);
  });
});
