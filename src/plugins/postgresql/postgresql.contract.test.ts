import { Client } from 'pg';
import { describe } from 'vitest';
import { dataSourceContract } from '../../../tests/contracts/data-source.contract.ts';
import { ENGINES } from '../../../tests/support/databases.ts';
import { createPostgresDatabase } from '../../../tests/support/postgres-database.ts';
import { postgresql } from './postgresql.ts';

let database = '';

describe.runIf(ENGINES.includes('postgresql'))('needs PostgreSQL', () => {
  dataSourceContract({
    name: 'PostgreSQL',
    plugin: postgresql,
    async start() {
      const { url, drop } = await createPostgresDatabase();
      const { hostname, port, pathname } = new URL(url);
      database = pathname.slice(1);
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.query(`CREATE TABLE lab (id int PRIMARY KEY, sulfur numeric(6, 3), note text);
        INSERT INTO lab SELECT n, n * 0.1, 'sample ' || n FROM generate_series(1, 5) n`);
      await client.end();
      return { address: { host: hostname, port: Number(port || 5432) }, close: drop };
    },
    configFor: ({ host, port }) => ({
      host,
      port,
      database,
      user: 'postgres',
      password: 'very-secret-4711',
    }),
    queries: {
      some: 'SELECT id, sulfur, note FROM lab ORDER BY id',
      none: 'SELECT id, note FROM lab WHERE id < 0',
      echo: 'SELECT {word}',
    },
    lacks: ['read', 'history', 'summary', 'events', 'subscribe'],
    secrets: ['very-secret-4711'],
  });
});
