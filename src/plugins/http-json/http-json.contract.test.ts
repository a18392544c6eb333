import { dataSourceContract } from '../../../tests/contracts/data-source.contract.ts';
import { JSON_API_KEY, startJsonApi } from '../../../tests/support/json-api.ts';
import { httpJson } from './index.ts';

dataSourceContract({
  name: 'An HTTP JSON API',
  plugin: httpJson,
  async start() {
    const api = await startJsonApi();
    return { address: { host: '127.0.0.1', port: api.port }, close: () => api.close() };
  },
  configFor: ({ host, port }) => ({
    baseUrl: `http://${host}:${port}/api`,
    apiKey: JSON_API_KEY,
    apiKeyName: 'X-Api-Key',
    maxRequestsPerSecond: 1_000,
    endpoints: [
      {
        name: 'pumps',
        path: '/pumps',
        query: { state: '{state}' },
        defaults: { state: 'running' },
        rows: '$.pumps',
        columns: ['Pump = id', 'State = state', 'Hours = hours as number'],
      },
      { name: 'echo', path: '/echo', query: { word: '{word}' }, columns: ['word'] },
      {
        name: 'now',
        path: '/now',
        rows: '$.values',
        columns: ['name', 'value', 'at as instant', 'quality'],
      },
      {
        name: 'history',
        path: '/history',
        query: { signal: '{signal}', start: '{start}', end: '{end}' },
        rows: '$.values',
        columns: ['name', 'value', 'at as instant', 'quality'],
      },
    ],
    tags: (['temperature', 'wind'] as const).map((name) => ({
      name: `WX_${name.toUpperCase()}`,
      unit: name === 'wind' ? 'm/s' : '°C',
      endpoint: 'now',
      historyEndpoint: 'history',
      with: { signal: name },
      where: { name },
      value: 'value',
      time: 'at',
      quality: 'quality',
    })),
  }),
  known: ['WX_TEMPERATURE', 'WX_WIND'],
  units: ['°C', 'm/s'],
  unknown: 'WX_MOONLIGHT',
  emptyRange: { start: '2001-01-01T00:00:00Z', end: '2001-01-02T00:00:00Z' },
  queries: { some: 'pumps', none: 'pumps state=exploded', echo: 'echo word={word}' },
  lacks: ['events', 'subscribe'],
  secrets: [JSON_API_KEY],
});
