import type { PiWebApiServer } from '../http/create-server.ts';
import { createWriteSamples, type Found, type WriteSample } from './write-samples.ts';

/** Requests the conformance test sends. */
export type Samples = {
  /** URLs below the base for a reading route, all of which must answer 200 or 207. */
  readonly urlsOf: (path: string) => string[];
  readonly writes: readonly WriteSample[];
  /** URLs that must be refused, with the status. */
  readonly failures: readonly (readonly [string, number])[];
};

const encode = encodeURIComponent;

/** Looks up one or more WebIDs of every kind on the server itself and builds the requests from them. */
export async function createSamples(server: PiWebApiServer): Promise<Samples> {
  const call = async (method: 'GET' | 'POST', url: string, payload?: unknown) => {
    const reply = await server.app.inject({
      method,
      url: `/piwebapi${url}`,
      headers: { 'x-requested-with': 'test', 'content-type': 'application/json' },
      ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
    });
    if (reply.statusCode >= 300)
      throw new Error(`${url} answered ${reply.statusCode}: ${reply.body}`);
    return reply;
  };
  const one = async (url: string): Promise<Found> => (await call('GET', url)).json();
  const list = async (url: string): Promise<Found[]> => (await call('GET', url)).json().Items;
  const first = async (url: string): Promise<Found> => {
    const [found] = await list(url);
    if (!found) throw new Error(`${url} found nothing`);
    return found;
  };
  const made = async (url: string, body: unknown): Promise<string> => {
    const { location } = (await call('POST', url, body)).headers;
    return String(location).replace(/^.*\//, '');
  };

  const dataServer = await first('/dataservers');
  const points = await Promise.all(
    ['SINUSOID', 'U1_MILL_A_STATUS', 'U1_SHIFT_NOTE', 'U1_LOAD_FCST', 'CDT158'].map((tag) =>
      one(`/points?path=${encode(`\\\\DEMO-PI\\${tag}`)}`),
    ),
  );
  const [point = dataServer, digital = dataServer] = points;
  const assetServer = await first('/assetservers');
  const database = await first(`/assetservers/${assetServer.WebId}/assetdatabases`);
  const [element = database] = await list(`/assetdatabases/${database.WebId}/elements`);
  const attributes = await list(
    `/assetdatabases/${database.WebId}/elementattributes?searchFullHierarchy=true&maxCount=150000`,
  );
  const [attribute = element] = attributes.filter((each) => 'Point' in Object(Object(each).Links));
  const frames = await list(
    `/assetdatabases/${database.WebId}/eventframes?startTime=*-300d&sortField=StartTime&maxCount=5`,
  );
  const [frame = element] = frames;
  const [template = element] = await list(`/assetdatabases/${database.WebId}/elementtemplates`);
  const [attributeTemplate = template] = await list(
    `/elementtemplates/${template.WebId}/attributetemplates`,
  );
  const set = await first(`/dataservers/${dataServer.WebId}/enumerationsets`);
  const afSets = await list(`/assetdatabases/${database.WebId}/enumerationsets`);
  const value = await first(`/enumerationsets/${set.WebId}/enumerationvalues`);
  const unitClass = await first(`/assetservers/${assetServer.WebId}/unitclasses`);
  const unit = await first(`/unitclasses/${unitClass.WebId}/units`);
  const categories = await Promise.all(
    ['element', 'attribute', 'table', 'analysis'].map(async (kind) => {
      const [found] = await list(`/assetdatabases/${database.WebId}/${kind}categories`);
      return [`${kind}categories`, found ? [found] : []] as const;
    }),
  );
  const note = await made(`/eventframes/${frame.WebId}/annotations`, {
    Name: 'note',
    Value: 'seen',
  });
  const registered = await call('POST', `/streams/${point.WebId}/updates`);
  const marker: string = registered.json().LatestMarker;

  const byController: Readonly<Record<string, readonly Found[]>> = {
    dataservers: [dataServer],
    points,
    assetservers: [assetServer],
    assetdatabases: [database],
    elements: [element],
    attributes: attributes.slice(0, 40),
    eventframes: frames,
    elementtemplates: [template],
    attributetemplates: [attributeTemplate],
    enumerationsets: [set, ...afSets],
    enumerationvalues: [value],
    unitclasses: [unitClass],
    units: [unit],
    streams: [...points, attribute],
    streamsets: [element, frame],
    ...Object.fromEntries(categories),
  };
  const adHoc = `webId=${points.map(({ WebId }) => WebId).join('&webId=')}`;
  const multiple = (found: Found) =>
    `webId=${found.WebId}&path=${encode(found.Path)}&path=${encode('\\\\DEMO-AF\\nothing')}`;
  const queries: Readonly<Record<string, readonly string[]>> = {
    '/dataservers': ['', '?name=demo-pi', `?path=${encode(dataServer.Path)}`],
    '/assetservers': ['', `?name=${assetServer.Name}`, `?path=${encode(assetServer.Path)}`],
    '/points/multiple': [`?${multiple(point)}`, `?webId=${point.WebId}`],
    '/points/search': ['?query=Tag:=sin*', '?query=PointType:=Digital%20OR%20Value:>90'],
    '/points/{webId}/attributes': ['', '?nameFilter=comp*', '?name=span&name=zero'],
    '/dataservers/{webId}/points': ['', '?nameFilter=U1*&startIndex=3&maxCount=5'],
    '/elements/multiple': [`?${multiple(element)}`],
    '/elements/search': [`?databaseWebId=${database.WebId}&query=Name:=Unit*`],
    '/attributes/multiple': [`?${multiple(attribute)}`],
    '/attributes/search': [`?query=${encode("Element:{Name:'Unit*'} Name:'*'")}`],
    '/eventframes/multiple': [`?${multiple(frame)}`],
    '/eventframes/search': ['?query=Name:=*'],
    '/assetdatabases/{webId}/eventframes': ['', '?startTime=*-100d&searchMode=StartInclusive'],
    '/assetdatabases/{webId}/elements': [
      '',
      '?searchFullHierarchy=true&maxCount=3&startIndex=3&associations=Paths',
    ],
    '/streamsets/joined': [`?baseWebId=${point.WebId}&subordinateWebId=${digital.WebId}`],
    '/streamsets/updates': [`?marker=${marker}`],
    '/calculation/times': [`?expression=${encode("'SINUSOID'*2")}&time=*-1h&time=*`],
    '/calculation/intervals': [`?expression=${encode("'SINUSOID'>50")}&sampleInterval=1h`],
    '/calculation/recorded': [`?expression=${encode("TagVal('CDT158')")}&startTime=*-2h`],
    '/calculation/summary': [`?expression=${encode("'SINUSOID'+1")}&summaryType=All`],
    '/streams/{webId}/summary': [
      '',
      '?summaryType=All&summaryDuration=6h',
      '?summaryType=Count&calculationBasis=EventWeighted',
    ],
    '/streams/{webId}/recorded': [
      '',
      '?associations=Annotations',
      '?boundaryType=Interpolated&maxCount=5',
    ],
  };

  const targets = { dataServer, point, digital, database, element, attribute, frame, note, adHoc };
  return { urlsOf, writes: createWriteSamples(targets), failures: failuresOf() };

  function urlsOf(path: string): string[] {
    const [, controller = ''] = path.split('/');
    const all = byController[controller] ?? [];
    const found = path.includes('{id}') ? all.slice(0, 1) : all;
    const targets = path.includes('{webId}')
      ? found.map(({ WebId }) => path.replace('{webId}', WebId))
      : [path];
    return targets.flatMap((target) =>
      queriesOf(path, controller).map((query) => fill(target) + query),
    );
  }

  function queriesOf(path: string, controller: string): readonly string[] {
    const own = queries[path];
    if (own) return own;
    const name = path.replace(/^.*\//, '');
    const time = /^(?:recorded|interpolated)attimes?$/.test(name) ? 'time=*-1h' : '';
    if (controller === 'streamsets' && !path.includes('{')) return [`?${adHoc}&${time}`];
    if (time !== '') return [`?${time}`];
    if (name === 'security') return ['?userIdentity=demo'];
    const [sample] = byController[controller] ?? [];
    // Every controller without anything behind it is asked by path.
    const needsPath = sample !== undefined && path === `/${controller}`;
    return needsPath ? [`?path=${encode(sample.Path)}`] : [''];
  }

  function fill(url: string): string {
    return url
      .replace('{marker}', marker)
      .replace('{key}', 'DebugMode')
      .replace('{id}', note)
      .replace('/securityentries/{name}', '/securityentries/World')
      .replace('{name}', 'span');
  }

  function failuresOf(): Samples['failures'] {
    return [
      ['/nothing', 404],
      ['/points', 400],
      [`/points?path=${encode('\\\\DEMO-PI\\NO_SUCH_TAG')}`, 404],
      [`/points?path=${encode('\\\\OTHER\\SINUSOID')}`, 404],
      ['/points/F1DP', 400],
      [`/elements/${dataServer.WebId}`, 400],
      [`/attributes?path=${encode('\\\\DEMO-AF\\Tanjung Sari\\Nothing|X')}`, 404],
      [`/streams/${points[4]?.WebId ?? ''}/recorded?maxCount=150001`, 400],
      [`/streams/${points[4]?.WebId ?? ''}/recorded?startTime=nonsense`, 400],
      [`/streams/${points[4]?.WebId ?? ''}/value?desiredUnits=m`, 409],
      [`/streams/${points[4]?.WebId ?? ''}/recorded?filterExpression=1%2B`, 409],
      ['/calculation/times?expression=nonsense&time=*', 409],
      ['/streamsets/value', 400],
      ['/streams/updates/nonsense', 404],
    ];
  }
}
