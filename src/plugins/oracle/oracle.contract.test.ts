import { dataSourceContract } from '../../../tests/contracts/data-source.contract.ts';
import { startOracle } from '../../../simulators/oracle/index.ts';
import { oracle } from './oracle.ts';

dataSourceContract({
  name: 'Oracle (a stand-in)',
  plugin: oracle,
  async start() {
    const server = await startOracle();
    return { address: server, close: () => server.close() };
  },
  configFor: ({ host, port }) => ({
    host,
    port,
    service: 'plant',
    user: 'plantline',
    password: 'Read-only-1',
  }),
  queries: {
    some: 'SELECT ID, TAG, LIMIT_VALUE, RAISED_AT FROM PLANT.ALARMS ORDER BY ID',
    none: 'SELECT ID, TAG FROM PLANT.ALARMS WHERE ID < 0',
    // No `echo`: an empty text is no value in Oracle.
  },
  lacks: ['read', 'history', 'summary', 'events', 'subscribe'],
  secrets: ['Read-only-1'],
});
