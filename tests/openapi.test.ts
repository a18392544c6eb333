import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { ACCESS } from '../src/lib/http/access.ts';
import { createCliToken } from '../src/lib/http/index.ts';
import { createLog } from '../src/lib/log.ts';
import { deriveKey, loadSecretKey } from '../src/lib/secret-key.ts';

type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
};
type Content = Readonly<Record<string, { readonly schema?: Schema }>>;
type Operation = {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: readonly { name: string; in: string; required?: boolean }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { description: string; content?: Content }>>;
};
type Document = {
  readonly openapi: string;
  readonly security: readonly object[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** Pages and files of the admin page, and this document's own page: there is nothing to describe. */
const NOT_DESCRIBED = /^GET \/(?:\*?$|api\/docs)|^(?:GET|DELETE) \/mcp$/;

let app: App;
let folder: string;
let document: Document;
let operations: { line: string; path: string; operation: Operation }[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plantline-openapi-'));
  const config = readConfig({ PLANTLINE_DATA_DIR: folder, PLANTLINE_PORT: '0' });
  app = await createApp({ config, log: createLog('silent'), clock: () => new Date() });
  await app.http.ready();
  document = app.http.swagger() as unknown as Document;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      line: `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      path,
      operation,
    })),
  );
});
afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What is wrong with operations, by their lines, so that one run names all of them. */
function faults(isFault: (operation: Operation, line: string, path: string) => boolean): string[] {
  return operations
    .filter(({ line, path, operation }) => isFault(operation, line, path))
    .map(({ line }) => line);
}

test('the document is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(document.openapi).toBe('3.1.0');
});

test('the server answers with it', async () => {
  const key = deriveKey(loadSecretKey(undefined, folder), 'cli');
  const authorization = `Bearer ${await createCliToken(key, new Date())}`;
  for (const url of ['/api/openapi.json', '/api/docs/json']) {
    const response = await app.http.inject({ url, headers: { authorization } });
    expect(response.json()).toEqual(JSON.parse(JSON.stringify(document)));
  }
});

test('every line of the access table is a route, and every route but pages is described', () => {
  const registered = Object.keys(ACCESS).filter((line) => {
    const [method = '', url = ''] = line.split(' ');
    return app.http.hasRoute({ method, url });
  });
  expect(Object.keys(ACCESS).filter((line) => !registered.includes(line))).toEqual([]);
  const described = operations.map(({ line }) => line);
  expect(registered.filter((line) => !NOT_DESCRIBED.test(line)).toSorted()).toEqual(
    described.toSorted(),
  );
});

describe('every route says', () => {
  test('what it does, in a few words, and where it belongs', () => {
    expect(
      faults(
        ({ summary = '', tags = [] }) =>
          !/^[A-Z].{4,79}[^.\s]$/.test(summary) || tags.length !== 1 || tags[0] === '',
      ),
    ).toEqual([]);
  });

  test('no other route’s words', () => {
    const summaries = operations.map(({ operation }) => operation.summary ?? '');
    expect(summaries.filter((text, index) => summaries.indexOf(text) !== index)).toEqual([]);
  });

  test('who may call it, as the access table does', () => {
    expect(document.security).toEqual([{ session: [] }, { bearer: [] }]);
    expect(
      faults(({ security, description = '' }, line) => {
        const access = ACCESS[line];
        if (access === 'anyone') return security?.length !== 0;
        return security !== undefined || !description.includes(`\`${access}\``);
      }),
    ).toEqual([]);
  });

  test('what it answers, and errors in the one form', () => {
    const isError = (operation: Operation, status: string) =>
      operation.responses[status]?.content?.['application/json']?.schema?.$ref ===
      '#/components/schemas/Error';
    expect(faults((operation) => !isError(operation, '4XX') || !isError(operation, '5XX'))).toEqual(
      [],
    );
    expect(
      faults(
        ({ responses }) =>
          !Object.keys(responses).some((status) => /^[23]/.test(status)) ||
          Object.values(responses).some(({ description }) => description === ''),
      ),
    ).toEqual([]);
  });

  test('each of its path’s parts', () => {
    expect(
      faults(({ parameters = [] }, _line, path) =>
        [...path.matchAll(/\{(\w+)\}/g)].some(
          ([, name]) => !parameters.some((each) => each.in === 'path' && each.name === name),
        ),
      ),
    ).toEqual([]);
  });

  test('that a field it does not know is refused', () => {
    const resolve = (schema: Schema | undefined): Schema | undefined =>
      schema?.$ref ? document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] : schema;
    expect(
      faults(({ requestBody }, line) => {
        const schema = resolve(requestBody?.content['application/json']?.schema);
        if (!schema || schema.type !== 'object' || /simulator|login/.test(line)) return false;
        return schema.properties !== undefined && schema.additionalProperties !== false;
      }),
    ).toEqual([]);
  });
});

test('every schema that is referred to is there, and none that is not', () => {
  const refs = new Set(
    [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([\w.-]+)"/g)].map(
      ([, name = '']) => name,
    ),
  );
  expect(Object.keys(document.components.schemas).toSorted()).toEqual([...refs].toSorted());
});

test('nothing in it is an example of a secret', () => {
  expect(JSON.stringify(document)).not.toMatch(/"(?:example|default)":"[^"]*(?:password|secret)/i);
});
