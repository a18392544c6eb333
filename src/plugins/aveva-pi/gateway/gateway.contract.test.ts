import { dataSourceContract } from '../../../../tests/contracts/data-source.contract.ts';
import { startPiGateway } from '../../../../simulators/pi-gateway/index.ts';
import { avevaPi } from '../aveva-pi.ts';

dataSourceContract({
  name: 'The PI gateway',
  plugin: avevaPi,
  async start() {
    const gateway = await startPiGateway();
    return {
      address: { host: '127.0.0.1', port: gateway.port },
      close: () => gateway.close(),
    };
  },
  configFor: ({ host, port }) => ({
    mode: 'gateway' as const,
    baseUrl: `http://${host}:${port}`,
    user: 'plantline',
    password: 'gateway-secret-1',
    defaultTag: '8TMWATTSNET',
    tags: [{ name: '8TMWATTSNET', description: 'Unit 8 net load', unit: 'MW' }],
  }),
  known: ['8TMWATTSNET', '8MS PRESS#1'],
  units: ['MW', null],
  unknown: '9NOSUCHTAG',
  emptyRange: { start: '2091-01-01T00:00:00Z', end: '2091-01-02T00:00:00Z' },
  queries: {
    some: "SELECT TOP 5 * FROM Point WHERE tag = '8TMWATTSNET' AND timestamp <= 't' ORDER BY timestamp DESC",
    none: "SELECT * FROM Point WHERE tag = '8TMWATTSNET' AND timestamp >= '2091-01-01' AND timestamp < '2091-01-02'",
  },
  lacks: ['events', 'browse', 'subscribe'],
  secrets: ['gateway-secret-1', Buffer.from('plantline:gateway-secret-1').toString('base64')],
});
