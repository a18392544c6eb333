import { randomUUID } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { createMysqlDriver } from '../../../src/plugins/mysql/mysql-driver.ts';
import { mysql } from '../../../src/plugins/mysql/mysql.ts';
import { MARIADB, createMariadbDatabase, onMariadb } from '../../support/mariadb-database.ts';
import { SQL_TOOLS } from '../../support/sql-tools.ts';
import {
  type Target,
  digest,
  makeScratch,
  readScratch,
  removeScratch,
  sendThrough,
} from './target.ts';

/** Tables, a view, a sequence and routines that write, and an account that may do all of it and read and write files. */
export async function createMariadbTarget(): Promise<Target> {
  const { name: database, drop } = await createMariadbDatabase();
  const user = `hostile_${randomUUID().slice(0, 8)}`;
  const scratch = makeScratch();
  await onMariadb(
    [
      'CREATE TABLE alarms (id INT PRIMARY KEY, date DATETIME, tag VARCHAR(50), message VARCHAR(50), severity INT)',
      'CREATE TABLE samples (ts DATETIME, tag VARCHAR(50), value DOUBLE)',
      'CREATE VIEW alarm_view AS SELECT * FROM alarms',
      'CREATE SEQUENCE alarm_seq',
      'CREATE FUNCTION evil(n INT) RETURNS INT DETERMINISTIC BEGIN DELETE FROM alarms; RETURN n; END',
      'CREATE PROCEDURE evil() DELETE FROM alarms',
      "INSERT INTO alarms SELECT seq, NOW(), CONCAT('U', seq), 'high', 1 FROM seq_1_to_20",
      "INSERT INTO samples SELECT NOW(), CONCAT('U', seq), seq FROM seq_1_to_20",
      `CREATE USER ${user}@'%'`,
      `GRANT ALL ON ${database}.* TO ${user}@'%'`,
      `GRANT FILE, CREATE USER ON *.* TO ${user}@'%'`,
    ],
    database,
  );
  const whole = mysql.config.parse({
    host: MARIADB.hostname,
    port: Number(MARIADB.port || 3306),
    user,
    database,
    timeoutMs: 2_000,
  });
  const source = await mysql.connect(whole, SQL_TOOLS);
  const unguarded = sendThrough(createMysqlDriver(whole, SQL_TOOLS));

  return {
    source,
    scratch,
    sendUnguarded: (sql) => unguarded.sendUnguarded(sql),
    async readState() {
      const objects = await onMariadb(
        `SELECT CONCAT(table_type, ' ', table_name) AS text FROM information_schema.tables WHERE table_schema = '${database}'
         UNION ALL SELECT CONCAT(routine_type, ' ', routine_name, routine_definition) FROM information_schema.routines WHERE routine_schema = '${database}'
         UNION ALL SELECT CONCAT('event ', event_name) FROM information_schema.events WHERE event_schema = '${database}'
         UNION ALL SELECT CONCAT('trigger ', trigger_name) FROM information_schema.triggers WHERE trigger_schema = '${database}'
         UNION ALL SELECT CONCAT('column ', table_name, column_name) FROM information_schema.columns WHERE table_schema = '${database}'
         UNION ALL SELECT CONCAT('index ', index_name) FROM information_schema.statistics WHERE table_schema = '${database}'
         UNION ALL SELECT CONCAT('user ', user) FROM mysql.user WHERE user = 'evil'
         UNION ALL SELECT CONCAT('server ', server_name) FROM mysql.servers WHERE server_name = 'evil'
         UNION ALL SELECT CONCAT('log ', @@global.general_log)
         UNION ALL SELECT CONCAT('sequence ', next_not_cached_value) FROM alarm_seq
         ORDER BY 1`,
        database,
      );
      const tables = objects
        .map(({ text }) => String(text))
        .filter((text) => text.startsWith('BASE'));
      const names = tables.map((text) => text.replace('BASE TABLE ', ''));
      const rows = [];
      for (const name of names) {
        rows.push(await onMariadb(`SELECT * FROM \`${name}\` ORDER BY 1, 2`, database));
      }
      return digest(JSON.stringify([objects, rows]));
    },
    async readRest() {
      const locks = await onMariadb(
        `SELECT 'lock' AS text FROM DUAL WHERE IS_USED_LOCK('evil') OR IS_USED_LOCK('a')`,
      );
      return [...locks.map(({ text }) => text), readScratch(scratch)].join('\n');
    },
    async deleteRow() {
      const { hostname: host, port } = MARIADB;
      const connection = await createConnection({
        host,
        port: Number(port || 3306),
        user,
        database,
      });
      await connection.query('DELETE FROM alarms WHERE id = 20');
      await connection.end();
    },
    async close() {
      await source.close();
      await unguarded.close();
      await drop();
      await onMariadb(`DROP USER ${user}@'%'`);
      removeScratch(scratch);
    },
  };
}
