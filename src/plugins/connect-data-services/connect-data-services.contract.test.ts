import { dataSourceContract } from '../../../tests/contracts/data-source.contract.ts';
import { SDS, startSdsServer } from '../../../tests/support/sds-server.ts';
import { connectDataServices } from './index.ts';

dataSourceContract({
  name: 'CONNECT data services, on a stand-in',
  plugin: connectDataServices,
  async start() {
    const server = await startSdsServer();
    return { address: { host: '127.0.0.1', port: server.port }, close: () => server.close() };
  },
  configFor: ({ host, port }) => ({ baseUrl: `http://${host}:${port}`, ...SDS }),
  known: ['U1_LOAD', 'pump-a|Pressure'],
  units: ['MW', 'bar'],
  unknown: 'U9_LOAD',
  emptyRange: { start: '2001-01-01T00:00:00Z', end: '2001-01-02T00:00:00Z' },
  lacks: ['query', 'events', 'browse', 'subscribe'],
  secrets: [SDS.clientSecret],
});
