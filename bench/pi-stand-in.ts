import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/*
 * A PI Web API that answers at once: just enough of it for the questions of the bench, always the same values, no
 * plant behind it. It runs in a process of its own, so that its work is not counted as anybody's.
 *
 * Started with a number of points; sends its URL to its parent; answers `requests` with how many it has served.
 */

const points = Number(process.argv[2] ?? 100);
const TIMESTAMP = '2026-11-20T07:32:05Z';
const SERVER = {
  WebId: 'F1DSbench',
  Id: '85bb49d6-f101-4807-baf9-57c2fbd33000',
  Name: 'BENCH-PI',
  Path: String.raw`\\PIServers[BENCH-PI]`,
  IsConnected: true,
  ServerVersion: '3.4.440.477',
  ServerTime: TIMESTAMP,
  Links: {},
};
const AREAS = ['Boiler', 'Turbine', 'Generator', 'Condenser', 'Coal mill', 'Feed water', 'Stack'];
const QUANTITIES = ['pressure', 'temperature', 'flow', 'level', 'vibration', 'current', 'position'];
const UNITS = ['bar', '°C', 't/h', 'mm', 'mm/s', 'A', '%'];

let requests = 0;

function nameOf(index: number): string {
  return `U${(index % 4) + 1}_SIG_${String(index).padStart(6, '0')}`;
}

function pointOf(name: string) {
  const index = Number(name.slice(-6)) || 0;
  const quantity = index % QUANTITIES.length;
  const area = AREAS[Math.floor(index / 7) % AREAS.length];
  return {
    WebId: `F1DP${Buffer.from(name).toString('base64url')}`,
    Id: index + 1,
    Name: name,
    Path: String.raw`\\BENCH-PI` + `\\${name}`,
    Descriptor: `Unit ${(index % 4) + 1} ${area} ${QUANTITIES[quantity]} ${index}`,
    PointClass: 'classic',
    PointType: 'Float32',
    DigitalSetName: '',
    EngineeringUnits: UNITS[quantity],
    Span: 100,
    Zero: 0,
    Step: false,
    Future: false,
    DisplayDigits: -5,
    Links: {},
  };
}

const VALUE = {
  Timestamp: TIMESTAMP,
  Value: 612.4375,
  UnitsAbbreviation: '',
  Good: true,
  Questionable: false,
  Substituted: false,
  Annotated: false,
};

function streamOf(webId: string) {
  const Name = Buffer.from(webId.slice(4), 'base64url').toString();
  return { WebId: webId, Name, Path: String.raw`\\BENCH-PI` + `\\${Name}`, Links: {} };
}

/** The body for a path and query, or undefined for what the bench never asks. */
function bodyOf(url: URL): unknown {
  const route = url.pathname.replace(/^\/piwebapi\/?/, '').toLowerCase();
  const query = url.searchParams;
  if (route === '') return { Links: {} };
  if (route === 'system') return { ProductTitle: 'PI Web API', ProductVersion: '1.13.0.6518' };
  if (route === 'dataservers') {
    return query.has('name') || query.has('path') ? SERVER : { Links: {}, Items: [SERVER] };
  }
  // A station without Asset Framework: its tags have no areas.
  if (route === 'assetservers') return { Links: {}, Items: [] };
  if (route.endsWith('/points')) {
    const start = Number(query.get('startIndex') ?? 0);
    const end = Math.min(points, start + Number(query.get('maxCount') ?? 1000));
    const Items = [];
    for (let index = start; index < end; index += 1) Items.push(pointOf(nameOf(index)));
    return { Links: {}, Items };
  }
  if (route === 'points/multiple') {
    const Items = query.getAll('path').map((path) => ({
      Identifier: path,
      IdentifierType: 'Path',
      Object: pointOf(path.split('\\').at(-1) ?? ''),
    }));
    return { Links: {}, Items };
  }
  if (route === 'streamsets/value') {
    const Items = query.getAll('webId').map((webId) => ({ ...streamOf(webId), Value: VALUE }));
    return { Links: {}, Items };
  }
  if (route === 'streamsets/interpolatedattimes') {
    const Items = query.getAll('webId').map((webId) => ({ ...streamOf(webId), Items: [VALUE] }));
    return { Links: {}, Items };
  }
  return undefined;
}

interface Part {
  readonly Resource: string;
}

function batchBody(text: string, origin: string): unknown {
  const parts = JSON.parse(text) as Readonly<Record<string, Part>>;
  return Object.fromEntries(
    Object.entries(parts).map(([id, { Resource }]) => [
      id,
      { Status: 200, Headers: {}, Content: bodyOf(new URL(Resource, origin)) },
    ]),
  );
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

const server = createServer((request, response) => {
  requests += 1;
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
  if (request.method === 'POST') {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      send(response, 207, batchBody(Buffer.concat(chunks).toString(), url.origin));
    });
    return;
  }
  const body = bodyOf(url);
  if (body === undefined) console.error(`The stand-in does not know ${request.url}`);
  send(response, body === undefined ? 404 : 200, body ?? { Message: 'Not part of the bench.' });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/piwebapi` });
});
process.on('message', (message) => {
  if (message === 'requests') process.send?.({ requests });
});
process.once('disconnect', () => process.exit());
