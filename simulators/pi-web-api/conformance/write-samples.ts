/** A writing request and the status it must have. */
export type WriteSample = {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly url: string;
  readonly body?: unknown;
  readonly expected: number;
};

/** An object of the server as far as the samples need it. */
export type Found = { readonly WebId: string; readonly Path: string; readonly Name: string };

/** What the writing requests are aimed at; `adHoc` is a query of several `webId`s. */
export type WriteTargets = {
  readonly dataServer: Found;
  readonly point: Found;
  readonly digital: Found;
  readonly database: Found;
  readonly element: Found;
  readonly attribute: Found;
  readonly frame: Found;
  readonly note: string;
  readonly adHoc: string;
};

/** Requests that write, in an order in which each finds what it needs. */
export function createWriteSamples(found: WriteTargets): readonly WriteSample[] {
  const { dataServer, point, digital, database, element, attribute, frame, note, adHoc } = found;
  const post = 'POST' as const;
  const value = { Timestamp: '*-1h', Value: 50 };
  const newPoint = { Name: 'NEW_POINT', PointClass: 'classic', PointType: 'Float32' };
  const w = point.WebId;
  const stream = (name: string, expected: number, body: unknown, query = '') => ({
    method: post,
    path: `/streams/{webId}/${name}`,
    url: `/streams/${w}/${name}${query}`,
    body,
    expected,
  });
  const set = (name: string, expected: number, body: unknown, query = '') => [
    {
      method: post,
      path: `/streamsets/${name}`,
      url: `/streamsets/${name}${query}`,
      body,
      expected,
    },
    {
      method: post,
      path: `/streamsets/{webId}/${name}`,
      url: `/streamsets/${element.WebId}/${name}${query}`,
      body,
      expected,
    },
  ];
  const lost = w.slice(0, -1);
  return [
    stream('value', 202, value),
    stream('value', 204, value, '?bufferOption=DoNotBuffer'),
    stream('value', 400, { Timestamp: 'nonsense', Value: 1 }),
    stream('recorded', 202, [value]),
    stream('recorded', 207, [value, { Timestamp: '*', Value: 'not a number' }]),
    stream('updates', 200, undefined),
    {
      method: post,
      path: '/streamsets/updates',
      url: `/streamsets/updates?${adHoc}`,
      expected: 200,
    },
    ...set('value', 202, [{ WebId: w, Value: value }]),
    ...set('value', 207, [
      { WebId: lost, Value: value },
      { WebId: w, Value: value },
    ]),
    ...set('recorded', 202, [{ WebId: w, Items: [value, value] }]),
    ...set('recorded', 200, [{ WebId: w, Items: [value] }], '?bufferOption=DoNotBuffer'),
    { method: post, path: '/batch', url: '/batch', body: {}, expected: 207 },
    {
      method: post,
      path: '/dataservers/{webId}/points',
      url: `/dataservers/${dataServer.WebId}/points`,
      body: newPoint,
      expected: 201,
    },
    {
      method: 'PATCH',
      path: '/points/{webId}',
      url: `/points/${digital.WebId}`,
      body: { Descriptor: 'changed' },
      expected: 204,
    },
    {
      method: post,
      path: '/dataservers/{webId}/points',
      url: `/dataservers/${dataServer.WebId}/points`,
      body: { Name: 'X' },
      expected: 400,
    },
    {
      method: post,
      path: '/assetdatabases/{webId}/elements',
      url: `/assetdatabases/${database.WebId}/elements`,
      body: { Name: 'New' },
      expected: 201,
    },
    {
      method: post,
      path: '/elements/{webId}/elements',
      url: `/elements/${element.WebId}/elements`,
      body: { Name: 'Inner' },
      expected: 201,
    },
    {
      method: post,
      path: '/elements/{webId}/attributes',
      url: `/elements/${element.WebId}/attributes`,
      body: { Name: 'A', Type: 'Double' },
      expected: 201,
    },
    {
      method: post,
      path: '/attributes/{webId}/attributes',
      url: `/attributes/${attribute.WebId}/attributes`,
      body: { Name: 'B', Type: 'Double' },
      expected: 201,
    },
    {
      method: 'PATCH',
      path: '/elements/{webId}',
      url: `/elements/${element.WebId}`,
      body: { Description: 'changed' },
      expected: 204,
    },
    {
      method: 'PATCH',
      path: '/attributes/{webId}',
      url: `/attributes/${attribute.WebId}`,
      body: { Description: 'changed' },
      expected: 204,
    },
    {
      method: 'PUT',
      path: '/attributes/{webId}/value',
      url: `/attributes/${attribute.WebId}/value`,
      body: { Value: 12 },
      expected: 204,
    },
    {
      method: post,
      path: '/eventframes/{webId}/annotations',
      url: `/eventframes/${frame.WebId}/annotations`,
      body: { Name: 'n' },
      expected: 201,
    },
    {
      method: 'PATCH',
      path: '/eventframes/{webId}/annotations/{id}',
      url: `/eventframes/${frame.WebId}/annotations/${note}`,
      body: { Value: 'x' },
      expected: 204,
    },
    {
      method: 'DELETE',
      path: '/eventframes/{webId}/annotations/{id}',
      url: `/eventframes/${frame.WebId}/annotations/${note}`,
      expected: 204,
    },
    {
      method: 'PATCH',
      path: '/eventframes/{webId}',
      url: `/eventframes/${frame.WebId}`,
      body: { Description: 'changed' },
      expected: 204,
    },
    {
      method: 'PATCH',
      path: '/eventframes/{webId}/acknowledge',
      url: `/eventframes/${frame.WebId}/acknowledge`,
      expected: 204,
    },
    {
      method: 'DELETE',
      path: '/eventframes/{webId}',
      url: `/eventframes/${frame.WebId}`,
      expected: 204,
    },
    { method: 'DELETE', path: '/points/{webId}', url: `/points/${w}`, expected: 204 },
    { method: 'DELETE', path: '/points/{webId}', url: `/points/${w}`, expected: 404 },
    {
      method: 'DELETE',
      path: '/attributes/{webId}',
      url: `/attributes/${attribute.WebId}`,
      expected: 204,
    },
    {
      method: 'DELETE',
      path: '/elements/{webId}',
      url: `/elements/${element.WebId}`,
      expected: 204,
    },
  ];
}
