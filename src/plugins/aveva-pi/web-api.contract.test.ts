import { dataSourceContract } from '../../../tests/contracts/data-source.contract.ts';
import { startPiWebApi } from '../../../simulators/pi-web-api/index.ts';
import { avevaPi } from './aveva-pi.ts';

dataSourceContract({
  name: 'PI Web API',
  plugin: avevaPi,
  async start() {
    const plant = await startPiWebApi({ port: 0 });
    return {
      address: { host: '127.0.0.1', port: Number(new URL(plant.url).port) },
      close: () => plant.close(),
    };
  },
  configFor: ({ host, port }) => ({
    baseUrl: `http://${host}:${port}/piwebapi`,
    user: 'demo',
    password: 'demo',
  }),
  known: ['U1_LOAD_NET', 'U1_MS_PRESS'],
  units: ['MW', 'bar'],
  unknown: 'U9_NO_SUCH_TAG',
  emptyRange: { start: '2091-01-01T00:00:00Z', end: '2091-01-02T00:00:00Z' },
  queries: {
    some: "SELECT TOP 5 * FROM Point WHERE tag = 'U1_LOAD_NET' AND timestamp <= 't' ORDER BY timestamp DESC",
    none: "SELECT * FROM Point WHERE tag = 'U1_LOAD_NET' AND timestamp >= '2091-01-01' AND timestamp < '2091-01-02'",
  },
  events: {
    range: {
      start: new Date(Date.now() - 60 * 86_400_000).toISOString(),
      end: new Date().toISOString(),
    },
    words: 'unit 1 trip',
  },
  lacks: ['browse', 'subscribe'],
  secrets: [Buffer.from('demo:demo').toString('base64'), 'Basic'],
});
