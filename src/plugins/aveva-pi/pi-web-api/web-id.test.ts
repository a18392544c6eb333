import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inOrderAsked, webIdKey } from './web-id.ts';

const FULL = 'F1DP9KoOKByvc0-uxyvoTV1UfQJPYAAAVVRJTC1QSS1QXDAyMDUwNjdC';
const ID_ONLY = 'I1DP9KoOKByvc0-uxyvoTV1UfQJPYAAA';
const FIXTURE = new URL(
  '../../../../../shared/reference/pi-fixtures/01-real-dataserver-points-1000.json',
  import.meta.url,
);

test('a point is the same whether its WebID holds the path or not', () => {
  expect(webIdKey(FULL)).toBe(webIdKey(ID_ONLY));
  expect(webIdKey(`${ID_ONLY.slice(0, -6)}JfYAAA`)).not.toBe(webIdKey(ID_ONLY));
});

test('other kinds of WebID are compared whole', () => {
  const old = 'P0W6Wlk0_Utku9vWTvxg45oAAwAAAAUElTUlYxXENEVDE1OA';
  expect(webIdKey(old)).toBe(old);
});

test.skipIf(!existsSync(FIXTURE))(
  'a thousand real points have a thousand keys (needs ../shared/reference)',
  () => {
    const { Items } = JSON.parse(readFileSync(FIXTURE, 'utf8')) as { Items: { WebId: string }[] };
    const keys = new Set(Items.map(({ WebId }) => webIdKey(WebId)));
    expect(keys.size).toBe(1_000);
    expect([...keys].every((key) => key.length === 31)).toBe(true);
  },
);

test('answers are put in the order asked, whatever order and form they come in', () => {
  const asked = [ID_ONLY, 'W2', 'W3'];
  const items = [{ WebId: 'W3' }, { WebId: FULL }, { WebId: 'W9' }];
  expect(inOrderAsked(asked, items)).toEqual([{ WebId: FULL }, undefined, { WebId: 'W3' }]);
});
