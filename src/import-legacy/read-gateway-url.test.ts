import { expect, test } from 'vitest';
import { readGatewayUrl } from './read-gateway-url.ts';

test('a request that was kept as a whole is taken apart', () => {
  const url =
    'http://10.0.0.7:6066/pi/trn?tag=8MS%20PRESS%231&interval=30s&start=*-1h&end=*&maxCount=5';
  expect(readGatewayUrl(url)).toEqual({
    base: 'http://10.0.0.7:6066',
    tag: '8MS PRESS#1',
    interval: '30s',
    start: '*-1h',
    end: '*',
    count: 5,
  });
});

test.each([
  'SELECT 1',
  'ftp://host/pi/trn?tag=X',
  'http://host/api/workorders',
  'http://user:secret@host/pi/trn?tag=X',
  'http://',
])('%j is no address of a gateway', (text) => {
  expect(readGatewayUrl(text)).toBeUndefined();
});
