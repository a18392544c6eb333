import { dataSourceContract } from '../../../tests/contracts/data-source.contract.ts';
import { startSqlServer } from '../../../simulators/sql-server/index.ts';
import { sqlServer } from './sql-server.ts';

dataSourceContract({
  name: 'SQL Server (a stand-in)',
  plugin: sqlServer,
  async start() {
    const server = await startSqlServer();
    return { address: server, close: () => server.close() };
  },
  configFor: ({ host, port }) => ({
    host,
    port,
    database: 'Plant',
    user: 'plantline',
    password: 'Read-only-1',
  }),
  queries: {
    some: 'SELECT id, tag, limit_value, raised_at FROM alarms ORDER BY id',
    none: 'SELECT id, tag FROM alarms WHERE id < 0',
    echo: 'SELECT {word} AS word',
  },
  lacks: ['read', 'history', 'summary', 'events', 'subscribe'],
  secrets: ['Read-only-1'],
});
