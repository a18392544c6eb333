import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OTHER_SHAPES, SCHEMA_EXCEPTIONS, SILENT_ROUTES } from './conformance/exceptions.ts';
import { createSamples, type Samples } from './conformance/samples.ts';
import {
  createStrictValidator,
  definitionOf,
  readSpecification,
} from './conformance/strict-schema.ts';
import { createPiWebApiServer, type PiWebApiServer } from './index.ts';

const FILE = new URL('../../../shared/reference/piwebapi-swagger.json', import.meta.url);
const specification = readSpecification(FILE);

describe.skipIf(!specification)("the vendor's specification (needs ../shared/reference)", () => {
  const spec = specification ?? { definitions: {}, paths: {} };
  const findFaults = createStrictValidator(
    spec,
    SCHEMA_EXCEPTIONS,
    new Ajv({ strict: false, allErrors: true, validateFormats: false }),
  );
  let server: PiWebApiServer;
  let samples: Samples;

  beforeAll(async () => {
    server = await createPiWebApiServer({ auth: { kind: 'anonymous' } });
    samples = await createSamples(server);
  });
  afterAll(() => server.app.close());

  async function send(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
  ) {
    const reply = await server.app.inject({
      method,
      url: `/piwebapi${url}`,
      headers: { 'x-requested-with': 'test', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    const parsed: unknown = reply.body === '' ? undefined : reply.json();
    return { status: reply.statusCode, body: parsed, location: reply.headers.location };
  }

  /** The definition a reply must have: the listed other shape, the specification's, or the overload's. */
  function expectedDefinition(method: string, path: string, status: number, url: string) {
    const overload = /[?&](path|name)=/.exec(url)?.[1];
    if (overload !== undefined && `${path}#${overload}` in spec.paths) {
      return definitionOf(spec, method, `${path}#${overload}`, status);
    }
    return (
      OTHER_SHAPES[`${method} ${path}`]?.definition ?? definitionOf(spec, method, path, status)
    );
  }

  test('every reading route answers every sample in exactly the documented shape', async () => {
    const faults: string[] = [];
    for (const route of server.routes.filter(({ method }) => method === 'GET')) {
      const name = `GET ${route.path}`;
      const urls = samples.urlsOf(route.path);
      if (urls.length === 0) faults.push(`${name}: no sample`);
      for (const url of urls) {
        const { status, body } = await send('GET', url);
        if (status !== 200 && status !== 207) faults.push(`${name}: ${url} answered ${status}`);
        else if (!(name in SILENT_ROUTES)) {
          const definition = expectedDefinition('GET', route.path, status, url);
          if (definition === undefined) faults.push(`${name}: neither documented nor listed`);
          else
            faults.push(...findFaults(definition, body).map((fault) => `${name}: ${url} ${fault}`));
        }
      }
    }
    expect(faults).toEqual([]);
  });

  test('every writing route answers with a documented status and shape', async () => {
    const faults: string[] = [];
    const seen = new Set<string>();
    for (const { method, path, url, body, expected } of samples.writes) {
      const name = `${method} ${path}`;
      seen.add(name);
      const reply = await send(method, url, body);
      if (reply.status !== expected) {
        faults.push(`${name}: ${url} answered ${reply.status} ${JSON.stringify(reply.body)}`);
      }
      if (expected === 201 && reply.location === undefined) faults.push(`${name}: no Location`);
      if (reply.body === undefined || name in SILENT_ROUTES) continue;
      const definition =
        expected >= 400
          ? 'Errors'
          : expectedDefinition(method, path, expected === 202 ? 200 : expected, url);
      if (definition === undefined) faults.push(`${name}: the ${expected} body is not documented`);
      else faults.push(...findFaults(definition, reply.body).map((fault) => `${name}: ${fault}`));
    }
    const routes = server.routes.filter(({ method }) => method !== 'GET');
    for (const { method, path } of routes) {
      if (!seen.has(`${method} ${path}`)) faults.push(`${method} ${path}: no sample`);
    }
    expect(faults).toEqual([]);
  });

  test('every route is one the specification knows, or is listed with its reason', () => {
    const unknown = server.routes
      .map(({ method, path }) => ({ name: `${method} ${path}`, method, path }))
      .filter(({ name, method, path }) => {
        const isKnown = Object.keys(spec.paths).some(
          (each) =>
            each.replace(/#.*$/, '') === path && method.toLowerCase() in (spec.paths[each] ?? {}),
        );
        return !isKnown && !(name in OTHER_SHAPES) && !(name in SILENT_ROUTES);
      });
    expect(unknown.map(({ name }) => name)).toEqual([]);
  });

  test('replies that have no schema are checked by name', async () => {
    const versions = (await send('GET', '/system/versions')).body;
    for (const version of Object.values(Object(versions))) {
      expect(findFaults('Version', version)).toEqual([]);
    }
    const batch = await send('POST', '/batch', {
      a: { Method: 'GET', Resource: 'http://localhost/piwebapi/system' },
    });
    expect(batch.status).toBe(207);
    for (const reply of Object.values(Object(batch.body)))
      expect(findFaults('Response', reply)).toEqual([]);
  });

  test('errors have one of the two documented forms', async () => {
    for (const [url, status] of samples.failures) {
      const reply = await send('GET', url);
      expect([url, reply.status]).toEqual([url, status]);
      const body = Object(reply.body);
      if ('Message' in body) expect(body).toEqual({ Message: expect.any(String) });
      else expect(findFaults('Errors', body)).toEqual([]);
    }
  });

  test('the validator notices an unknown, a missing and a wrong property', () => {
    const good = { Items: [], UnitsAbbreviation: '', Links: {} };
    expect(findFaults('TimedValues', good)).toEqual([]);
    expect(findFaults('TimedValues', { ...good, Extra: 1 })).not.toEqual([]);
    expect(findFaults('TimedValues', { Items: [], Links: {} })).not.toEqual([]);
    expect(findFaults('TimedValues', { ...good, UnitsAbbreviation: 1 })).not.toEqual([]);
    expect(findFaults('Errors', {})).not.toEqual([]);
  });
});
