import { startAnsweringServer } from './answering-server.ts';
import type { Answer, AnsweringServer, ReceivedRequest } from './answering-server.ts';

/** The one log-in it takes. */
export const JSON_API_KEY = 'json-api-key-1';

const SIGNALS: Readonly<Record<string, { unit: string; base: number }>> = {
  temperature: { unit: 'C', base: 28 },
  wind: { unit: 'm/s', base: 4 },
};
const MINUTE_MS = 60_000;

/** A small API of invented plant data: rows, an echo, present values and a history with a value each minute. */
export async function startJsonApi(): Promise<AnsweringServer> {
  return await startAnsweringServer(answer);
}

function answer(request: ReceivedRequest): Answer {
  if (request.path === '/api') return { json: { name: 'plant data' } };
  if (request.headers['x-api-key'] !== JSON_API_KEY) return { status: 401, json: { error: 'key' } };
  switch (request.path) {
    case '/api/pumps':
      return { json: { pumps: pumps().filter(({ state }) => isWanted(request, state)) } };
    case '/api/echo':
      return { json: { word: request.query.get('word') } };
    case '/api/now':
      return { json: { values: Object.keys(SIGNALS).map((name) => valueAt(name, lastMinute())) } };
    case '/api/history':
      return { json: { values: history(request) } };
    default:
      return { status: 404, json: { error: 'nothing here' } };
  }
}

function isWanted({ query }: ReceivedRequest, state: string): boolean {
  const wanted = query.get('state');
  return wanted === null || wanted === state;
}

function pumps() {
  return ['A', 'B', 'C', 'D'].map((letter, index) => ({
    id: `P-10${index}${letter}`,
    state: index === 3 ? 'stopped' : 'running',
    hours: 1_000.5 + index,
  }));
}

function lastMinute(): number {
  return Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
}

function valueAt(name: string, ms: number) {
  const { base = 0, unit = '' } = SIGNALS[name] ?? {};
  const value = base + Math.round(100 * Math.sin(ms / 3_600_000)) / 100;
  return { name, value, unit, at: new Date(ms).toISOString(), quality: 'Good' };
}

/** Nothing was measured before 2020 or is yet to be. */
function history({ query }: ReceivedRequest) {
  const startMs = Math.max(Date.parse(query.get('start') ?? ''), Date.UTC(2020, 0));
  const endMs = Math.min(Date.parse(query.get('end') ?? ''), lastMinute());
  const values = [];
  for (let ms = Math.ceil(startMs / MINUTE_MS) * MINUTE_MS; ms <= endMs; ms += MINUTE_MS) {
    values.push(valueAt(query.get('signal') ?? '', ms));
  }
  return values;
}
