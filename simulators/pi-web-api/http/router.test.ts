import { expect, test } from 'vitest';
import { get, write } from './route.ts';
import { createRouter } from './router.ts';

const match = createRouter([
  get('/', () => 'home'),
  get('/points', () => 'by path'),
  get('/points/multiple', () => 'multiple'),
  get('/points/{webId}', () => 'one'),
  write('DELETE', '/points/{webId}', () => ({ status: 204 })),
  get('/points/{webId}/attributes/{name}', () => 'attribute'),
  get('/streams/updates/{marker}', () => 'updates'),
  get('/streams/{webId}/value', () => 'value'),
]);

function found(method: string, path: string) {
  const result = match(method, path);
  return result.kind === 'route' ? { path: result.route.path, params: result.params } : result.kind;
}

test.each([
  ['/', { path: '/', params: {} }],
  ['/POINTS/', { path: '/points', params: {} }],
  ['/points/Multiple', { path: '/points/multiple', params: {} }],
  ['/points/F1DPaB', { path: '/points/{webId}', params: { webId: 'F1DPaB' } }],
  [
    '/points/X/attributes/a%2Fb',
    { path: '/points/{webId}/attributes/{name}', params: { webId: 'X', name: 'a/b' } },
  ],
  ['/streams/updates/m_1', { path: '/streams/updates/{marker}', params: { marker: 'm_1' } }],
  ['/streams/updates/value', { path: '/streams/updates/{marker}', params: { marker: 'value' } }],
  ['/streams/W/value', { path: '/streams/{webId}/value', params: { webId: 'W' } }],
  ['/streams', 'unknown'],
  ['/nothing', 'unknown'],
])('GET %s', (path, expected) => {
  expect(found('GET', path)).toEqual(expected);
});

test('a known path with another method is told apart from an unknown path', () => {
  expect(found('PUT', '/points/X')).toBe('wrong-method');
  expect(found('DELETE', '/points/X')).toMatchObject({ path: '/points/{webId}' });
});

test('two routes for the same thing are a mistake of ours', () => {
  expect(() => createRouter([get('/a', () => 1), get('/A', () => 2)])).toThrow('routed twice');
});
