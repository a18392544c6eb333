import { describe } from 'vitest';
import { dataSourceContract } from '../../../tests/contracts/data-source.contract.ts';
import {
  createMariadbDatabase,
  HAS_MARIADB,
  MARIADB,
  onMariadb,
} from '../../../tests/support/mariadb-database.ts';
import { mysql } from './mysql.ts';

let database = '';
let account = '';
const PASSWORD = 'very-secret-4711';

describe.runIf(HAS_MARIADB)('needs MariaDB', () => {
  dataSourceContract({
    name: 'MariaDB',
    plugin: mysql,
    async start() {
      const made = await createMariadbDatabase();
      database = made.name;
      account = `c${process.pid}`;
      await onMariadb([
        `CREATE TABLE ${database}.lab (id INT PRIMARY KEY, sulfur DECIMAL(6, 3), note TEXT)`,
        `INSERT INTO ${database}.lab SELECT seq, seq * 0.1, CONCAT('sample ', seq) FROM mysql.seq_1_to_5`,
        `CREATE USER ${account}@'%' IDENTIFIED BY '${PASSWORD}'`,
        `GRANT SELECT ON ${database}.* TO ${account}@'%'`,
      ]);
      return {
        address: { host: MARIADB.hostname, port: Number(MARIADB.port || 3306) },
        async close() {
          await onMariadb(`DROP USER ${account}@'%'`);
          await made.drop();
        },
      };
    },
    configFor: ({ host, port }) => ({ host, port, database, user: account, password: PASSWORD }),
    queries: {
      some: 'SELECT id, sulfur, note FROM lab ORDER BY id',
      none: 'SELECT id, note FROM lab WHERE id < 0',
      echo: 'SELECT {word}',
    },
    lacks: ['read', 'history', 'summary', 'events', 'subscribe'],
    secrets: [PASSWORD],
  });
});
