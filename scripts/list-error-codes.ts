import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

export type ErrorCode = {
  readonly code: string;
  readonly kind: string;
  /** What a person reads; `…` stands where a value is put in. */
  readonly message: string;
  readonly file: string;
};

/** Makes errors whose code its callers write out: they are looked for there, as the kind it gives them. */
const MAKERS_FILE = 'src/sdk/transport.errors.ts';
const MAKERS: Readonly<Record<string, string>> = {
  slowDown: 'throttled',
  waitsForPerson: 'throttled',
};

/**
 * Every code an `AppError` is made with in src/, by code, read from the source itself.
 * Throws when a code is put together at run time, since nobody could look it up then.
 */
export function listErrorCodes(): ErrorCode[] {
  const found = new Map<string, ErrorCode>();
  for (const file of globSync('src/**/*.errors.ts').toSorted()) {
    if (file === MAKERS_FILE) continue;
    for (const error of errorsIn(file)) {
      const same = found.get(error.code);
      if (same && same.kind !== error.kind) {
        throw new Error(
          `${error.code} is ${same.kind} in ${same.file} and ${error.kind} in ${file}.`,
        );
      }
      if (!same) found.set(error.code, error);
    }
  }
  return [...found.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

function errorsIn(file: string): ErrorCode[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const errors: ErrorCode[] = [];
  const visit = (node: ts.Node): void => {
    const made = partsOfError(node, source);
    if (made) {
      const [kind, code, message] = made;
      if (!kind || !code || message === undefined) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
        throw new Error(`${file}:${line + 1}: write the kind and the code of an error out.`);
      }
      errors.push({ code, kind, message: message.replaceAll(/…+/g, '…'), file });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return errors;
}

/** Kind, code and message where a node makes an error; a part that is put together at run time is undefined. */
function partsOfError(
  node: ts.Node,
  source: ts.SourceFile,
): readonly (string | undefined)[] | undefined {
  if (ts.isNewExpression(node) && node.expression.getText(source) === 'AppError') {
    return (node.arguments ?? []).map(textOf);
  }
  if (!ts.isCallExpression(node)) return undefined;
  const kind = MAKERS[node.expression.getText(source)];
  return kind === undefined ? undefined : [kind, ...node.arguments.map(textOf)];
}

/** The text an expression always gives, `…` for its changing parts; undefined when it has none. */
function textOf(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map((span) => `…${span.literal.text}`).join('');
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return (textOf(node.left) ?? '…') + (textOf(node.right) ?? '…');
  }
  return ts.isIdentifier(node) || ts.isCallExpression(node) || ts.isConditionalExpression(node)
    ? '…'
    : undefined;
}
