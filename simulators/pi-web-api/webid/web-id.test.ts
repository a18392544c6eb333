import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LAYOUTS, fieldsOf, isMarker } from './web-id-layout.ts';
import type { WebIdLayout } from './web-id-layout.ts';
import { WEB_ID_TYPES, WebIdError, decodeWebId, encodeWebId } from './web-id.ts';
import type { WebId } from './web-id.ts';

const REFERENCE = new URL('../../../../shared/reference/', import.meta.url);
const FIXTURE = new URL('pi-fixtures/01-real-dataserver-points-1000.json', REFERENCE);
const SWAGGER = new URL('piwebapi-swagger.json', REFERENCE);

type FixturePoint = { WebId: string; Id: number; Path: string };

test.skipIf(!existsSync(FIXTURE))(
  'a thousand WebIDs of a real server say their point and are written the same again (needs ../shared/reference)',
  () => {
    const { Items } = JSON.parse(readFileSync(FIXTURE, 'utf8')) as { Items: FixturePoint[] };
    expect(Items).toHaveLength(1000);
    for (const point of Items) {
      const id = decodeWebId(point.WebId);
      expect(id.ids).toEqual([point.Id]);
      expect(id.serverId).toBe('280eaaf4-af1c-4f73-aec7-2be84d5d547d');
      expect(`\\\\${id.path}`).toBe(point.Path.toUpperCase());
      expect(encodeWebId({ ...id, path: point.Path })).toBe(point.WebId);
    }
  },
);

test.skipIf(!existsSync(SWAGGER))(
  "every example in the vendor's schema is read and written the same again (needs ../shared/reference)",
  () => {
    const examples = new Set(
      [...readFileSync(SWAGGER, 'utf8').matchAll(/"([FIPLD]1(..)[\w-]{16,})"/g)]
        .filter((match) => isMarker(match[2] ?? ''))
        .map((match) => match[1] ?? ''),
    );
    expect(examples.size).toBeGreaterThan(30);
    for (const example of examples) expect(encodeWebId(decodeWebId(example))).toBe(example);
  },
);

test('the worked example of the vendor-neutral reference', () => {
  expect(decodeWebId('F1DS9KoOKByvc0-uxyvoTV1UfQVVRJTC1QSS1Q')).toEqual({
    type: 'Full',
    marker: 'DS',
    owner: '',
    serverId: '280eaaf4-af1c-4f73-aec7-2be84d5d547d',
    ids: [],
    path: 'UTIL-PI-P',
  });
});

test('the id of a real data server without a path', () => {
  expect(decodeWebId('I1DS1km7hQHxB0i6-VfC-9MwAA').serverId).toBe(
    '85bb49d6-f101-4807-baf9-57c2fbd33000',
  );
});

test('a WebID 1.0 of a point is understood', () => {
  const id = decodeWebId('P0W6Wlk0_Utku9vWTvxg45oAAwAAAAUElTUlYxXENEVDE1OA');
  expect(id).toMatchObject({ marker: 'DP', ids: [3], path: 'PISRV1\\CDT158' });
});

test('a WebID 1.0 of an attribute is understood', () => {
  const full = encodeWebId({
    type: 'Full',
    marker: 'Ab',
    owner: 'E',
    serverId: GUID,
    ids: [GUID, GUID],
    path: 'AF\\DB\\EL|A',
  });
  const old = `A0E${full.slice(5)}`;
  expect(decodeWebId(old)).toMatchObject({ marker: 'Ab', ids: [GUID, GUID], path: 'AF\\DB\\EL|A' });
});

const GUID = 'cbb28260-853d-11e4-80c5-00155d844304';

const anyWebId: fc.Arbitrary<WebId> = fc
  .constantFrom(...Object.keys(LAYOUTS).filter(isMarker))
  .chain((marker) => {
    const layout: WebIdLayout = LAYOUTS[marker];
    const owner = layout.owners === '' ? fc.constant('') : fc.constantFrom(...layout.owners);
    return owner.chain((letter) =>
      fc
        .tuple(
          fc.constantFrom(...WEB_ID_TYPES),
          fc.uuid(),
          fc.tuple(
            ...fieldsOf(layout, letter).map((kind) =>
              kind === 'guid' ? fc.uuid() : fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
            ),
          ),
          fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
        )
        .map(([type, serverId, ids, name]): WebId => ({
          type,
          marker,
          owner: letter,
          serverId: type === 'Full' || type === 'IDOnly' ? serverId : undefined,
          ids: type === 'PathOnly' ? [] : ids,
          path:
            type === 'Full' || type === 'PathOnly'
              ? `SERVER\\${name}`.toWellFormed().toUpperCase()
              : undefined,
        })),
    );
  });

describe('for WebIDs of every type, kind and owner', () => {
  test('what was written is read again', () => {
    fc.assert(
      fc.property(anyWebId, (id) => {
        expect(decodeWebId(encodeWebId(id))).toEqual(id);
      }),
      { numRuns: 500 },
    );
  });

  test('a text cut short or with a foreign character is refused, never misread', () => {
    fc.assert(
      fc.property(anyWebId, fc.nat(), (id, at) => {
        const text = encodeWebId(id);
        const broken = `${text.slice(0, at % text.length)}*${text.slice((at % text.length) + 1)}`;
        expect(() => decodeWebId(broken)).toThrow(WebIdError);
      }),
    );
  });

  test('any text is either refused with a reason or is the one way to write what it says', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), anyWebId.map(encodeWebId)), fc.nat(60), (text, length) => {
        const cut = text.slice(0, length);
        let id: WebId;
        try {
          id = decodeWebId(cut);
        } catch (error) {
          expect(error).toBeInstanceOf(WebIdError);
          return;
        }
        if (cut[1] === '1' && id.path === id.path?.toUpperCase()) expect(encodeWebId(id)).toBe(cut);
      }),
    );
  });
});

test.each([
  ['', 'beginning'],
  ['F1', 'marks no kind'],
  ['F1ZZ', 'marks no kind'],
  ['I1AbX', 'no owner'],
  ['F1DP9KoOKByvc0', 'too short'],
  ['I1DS1km7hQHxB0i6-VfC-9MwAAxx', 'longer'],
  ['F1DS9KoOKByvc0-uxyvoTV1UfQ', 'before its path'],
  ['P1DP_w', 'not UTF-8'],
])('%j is refused', (text, reason) => {
  expect(() => decodeWebId(text)).toThrow(reason);
});
