import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '#sdk';
import { HttpJsonConfig } from '../http-json.schema.ts';
import { compileRequest } from './compile-request.ts';
import type { BuiltRequest } from './compile-request.ts';
import type { Values } from './template.ts';

const BASE = 'https://api.example.com:8443/maximo/api/';

function build(endpoint: Record<string, unknown>, values: Values): BuiltRequest {
  const { endpoints } = HttpJsonConfig.parse({
    baseUrl: BASE,
    endpoints: [{ name: 'one', ...endpoint }],
  });
  const [config] = endpoints;
  if (!config) throw new Error('no endpoint');
  return compileRequest(config, BASE, 'Asia/Jakarta').build(values);
}

/** The request, or the error of a value that was refused. */
function tryBuild(endpoint: Record<string, unknown>, values: Values): BuiltRequest | undefined {
  try {
    return build(endpoint, values);
  } catch (error) {
    if (error instanceof AppError && error.kind === 'invalid') return undefined;
    throw error;
  }
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom(
    '..',
    '.',
    '%2e%2e',
    '../../admin',
    '..\\admin',
    '//evil.example',
    'https://evil.example/',
    '@evil.example',
    'a?b=c',
    'a&admin=1',
    'a#b',
    'a;b=c',
    'a b+c',
    '\r\nHost: evil.example',
    '\u0000',
    '" or 1=1 or "',
    "' or '1'='1",
    '\\" or ',
    'x%00y',
    '{other}',
    '',
  ),
);

test('whatever a value is, it can change neither host nor path nor add a parameter', () => {
  const endpoint = {
    path: '/sites/{site}/units/u{unit}/orders',
    query: { status: '{status}', fixed: 'yes', 'oslc.where': 'siteid="{site2}" and n={word}' },
  };
  let sent = 0;
  fc.assert(
    fc.property(anyText, anyText, anyText, anyText, anyText, (site, unit, status, site2, word) => {
      const request = tryBuild(endpoint, { site, unit, status, site2, word });
      if (!request) return;
      sent += 1;
      const url = new URL(request.url);
      expect(url.origin).toBe('https://api.example.com:8443');
      expect(url.hash).toBe('');
      // What the URL parser makes of it is what was written: there was nothing to resolve.
      expect(url.href).toBe(request.url);
      const parts = url.pathname.split('/').map(decodeURIComponent);
      expect(parts).toEqual(['', 'maximo', 'api', 'sites', site, 'units', `u${unit}`, 'orders']);
      expect(rawNames(url)).toEqual(['status', 'fixed', 'oslc.where']);
      expect(valueOf(url, 'status')).toBe(status);
      expect(valueOf(url, 'fixed')).toBe('yes');
      expect(valueOf(url, 'oslc.where')).toBe(`siteid="${site2}" and n=${word}`);
      // The query language inside has the quotation marks it had, and one word where a word was.
      expect(valueOf(url, 'oslc.where')?.split('"')).toHaveLength(3);
      expect(word).not.toMatch(/[\s"'()=<>]/);
    }),
    { numRuns: 3_000 },
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9 é-]{1,12}$/), (site) => {
      const values = { site, unit: '1', status: 'A', site2: site, word: 'x' };
      expect(tryBuild(endpoint, values)).toBeDefined();
    }),
  );
  expect(sent).toBeGreaterThan(50);
});

test('a value in a body stays one text, whatever it is', () => {
  const body = '{"filter": {"status": "{status}", "any": ["{status}"]}, "size": "{size}"}';
  const endpoint = { path: '/search', method: 'POST', body };
  fc.assert(
    fc.property(anyText, (status) => {
      const request = tryBuild(endpoint, { status, size: 5 });
      if (!request) return expect(status.isWellFormed()).toBe(false);
      expect(JSON.parse(request.body ?? '')).toEqual({
        filter: { status, any: [status] },
        size: 5,
      });
    }),
  );
});

function rawNames(url: URL): readonly string[] {
  return url.search
    .slice(1)
    .split('&')
    .map((pair) => decodeURIComponent(pair.split('=')[0] ?? ''));
}

function valueOf(url: URL, name: string): string | undefined {
  const pair = url.search
    .slice(1)
    .split('&')
    .find((one) => one.startsWith(`${name}=`));
  return pair === undefined ? undefined : decodeURIComponent(pair.slice(name.length + 1));
}

describe('a value that could mean more than itself is refused in words', () => {
  test.each([
    ['dots in a path', { path: '/a/{x}' }, '..'],
    ['dots that only become two together', { path: '/a/.{x}' }, '.'],
    ['a slash in a path', { path: '/a/{x}' }, 'b/c'],
    ['nothing in a path', { path: '/a/{x}/b' }, ''],
    ['a quotation mark in a quoted place', { path: '/a', query: { q: 'a="{x}"' } }, 'b" or a="c'],
    ['a backslash in a quoted place', { path: '/a', query: { q: "a='{x}'" } }, 'b\\'],
    ['a blank in a bare place', { path: '/a', query: { q: 'a={x} and b=1' } }, '1 or 2'],
    ['a bracket in a bare place', { path: '/a', query: { q: 'top({x})' } }, '1)'],
    ['half a character', { path: '/a', query: { q: '{x}' } }, '\ud83d'],
  ])('%s', (_what, endpoint, x) => {
    expect(() => build(endpoint, { x })).toThrow(/cannot be used here/);
  });

  test('a missing one is asked for by its name', () => {
    expect(() => build({ path: '/a/{site}' }, {})).toThrow(/"site" is missing/);
  });
});

test('an instant is written as the API wants it, by the wall clock of its zone', () => {
  const query = {
    iso: '{at}',
    date: '{at:date}',
    local: '{at:local}',
    offset: '{at:offset}',
    epoch: '{at:epoch}',
    ms: '{at:epochMs}',
  };
  const { url } = build({ path: '/a', query }, { at: new Date('2026-02-28T20:30:00.250Z') });
  expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
    iso: '2026-02-28T20:30:00.250Z',
    date: '2026-03-01',
    local: '2026-03-01T03:30:00',
    offset: '2026-03-01T03:30:00+07:00',
    epoch: '1772310600',
    ms: '1772310600250',
  });
});

test('a day typed in a chat is taken by the wall clock too, and no other word is', () => {
  const endpoint = { path: '/a', query: { from: '{day:offset}' } };
  const { url } = build(endpoint, { day: '2026-03-01' });
  expect(new URL(url).searchParams.get('from')).toBe('2026-03-01T00:00:00+07:00');
  expect(() => build(endpoint, { day: 'tomorrow' })).toThrow(/write a day or a time/);
});

test('a parameter without a value is left out, and an OData $ stays as it is', () => {
  const { url } = build(
    { path: '/a', query: { status: '{status}', $top: '{n}' } },
    { status: null, n: 5 },
  );
  expect(url).toBe('https://api.example.com:8443/maximo/api/a?$top=5');
});

describe('what an administrator wrote is checked when the source is opened', () => {
  test.each([
    ['a path that leads upwards', { path: '/../admin' }, /leads upwards/],
    ['parameters in the path', { path: '/a?b=c' }, /enter what follows as query parameters/],
    ['a way to write a time that there is not', { path: '/a/{x:nice}' }, /"nice" is not a way/],
    ['a body that is no JSON', { path: '/a', method: 'POST', body: '{"n": {n}}' }, /not JSON/],
    ['a body without POST', { path: '/a', body: '{}' }, /Only a POST has a body/],
  ])('%s', (_what, endpoint, message) => {
    expect(() => build(endpoint, {})).toThrow(message);
  });
});
