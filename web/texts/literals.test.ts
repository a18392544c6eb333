import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const WEB = join(import.meta.dirname, '..');
/** What a person reads or is read, whatever component it is given to. */
const SPOKEN = /^(?:label|title|placeholder|description|alt|hint|caption|error|legend|aria-label)$/;
const WORD = /\p{L}{2}/u;

function literalsIn(file: string, source: string): string[] {
  const found: string[] = [];
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && WORD.test(node.text)) found.push(`${file}: ${node.text.trim()}`);
    if (ts.isJsxAttribute(node) && SPOKEN.test(node.name.getText()) && node.initializer) {
      for (const text of wordsOf(node.initializer)) {
        found.push(`${file}: ${node.name.getText()}="${text}"`);
      }
    }
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent) && node.expression) {
      for (const text of wordsOf(node.expression)) found.push(`${file}: {'${text}'}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Texts that an expression may come to be; what is handed to a function is not one. */
function wordsOf(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return WORD.test(node.text) ? [node.text] : [];
  if (ts.isTemplateExpression(node)) {
    const literal = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
    return literal.filter((text) => WORD.test(text));
  }
  if (ts.isJsxExpression(node) || ts.isParenthesizedExpression(node)) {
    return node.expression ? wordsOf(node.expression) : [];
  }
  if (ts.isConditionalExpression(node)) {
    return [...wordsOf(node.whenTrue), ...wordsOf(node.whenFalse)];
  }
  if (ts.isBinaryExpression(node)) {
    const isChoice = /^(?:&&|\|\||\?\?)$/.test(node.operatorToken.getText());
    return isChoice ? wordsOf(node.right) : [];
  }
  return [];
}

test('no page has a text of its own: all are in the catalogues', () => {
  const files = globSync('**/*.tsx', { cwd: WEB, exclude: ['dist/**'] });
  expect(files.length).toBeGreaterThan(40);
  const found = files.flatMap((file) => literalsIn(file, readFileSync(join(WEB, file), 'utf8')));
  expect(found).toEqual([]);
});

test('a text in the source is found wherever it may stand', () => {
  const source = `
    export const A = () => <p title="One" aria-label={x ? 'Two' : t('no')}>Three {y && 'Four'} {\`Five \${z}\`}</p>;
    export const B = () => <p className="no" title={t('no')} id="no">{t('no')} · 12</p>;
  `;
  expect(literalsIn('x.tsx', source).map((found) => found.replace('x.tsx: ', ''))).toEqual([
    'title="One"',
    'aria-label="Two"',
    'Three',
    "{'Four'}",
    "{'Five '}",
  ]);
});
