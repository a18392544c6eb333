import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { createPostgresDriver } from '../../../src/plugins/postgresql/postgres-driver.ts';
import { postgresql } from '../../../src/plugins/postgresql/postgresql.ts';
import { createPostgresDatabase, onPostgres } from '../../support/postgres-database.ts';
import { SQL_TOOLS } from '../../support/sql-tools.ts';
import {
  type Target,
  digest,
  makeScratch,
  readScratch,
  removeScratch,
  sendThrough,
} from './target.ts';

/** Tables, a view, a sequence and a function that writes; owned by an account that may also write files and run programs. */
export async function createPostgresqlTarget(): Promise<Target> {
  const made = await createPostgresDatabase();
  const { hostname, port, pathname } = new URL(made.url);
  const database = pathname.slice(1);
  const user = `hostile_${randomUUID().slice(0, 8)}`;
  const scratch = makeScratch();
  await onPostgres(`CREATE ROLE ${user} LOGIN CREATEDB`);
  await onPostgres(
    `GRANT pg_read_server_files, pg_write_server_files, pg_execute_server_program TO ${user}`,
  );
  await onPostgres(`ALTER DATABASE ${database} OWNER TO ${user}`);
  const admin = new Client({ connectionString: made.url });
  await admin.connect();
  await admin.query(`
    GRANT ALL ON SCHEMA public TO ${user};
    SET ROLE ${user};
    CREATE TABLE alarms (id int PRIMARY KEY, date timestamptz, tag text, message text, severity int);
    CREATE TABLE samples (ts timestamptz, tag text, value float8);
    CREATE VIEW alarm_view AS SELECT * FROM alarms;
    CREATE SEQUENCE alarm_seq;
    CREATE FUNCTION evil(n int DEFAULT 1) RETURNS int LANGUAGE plpgsql AS
      'BEGIN DELETE FROM alarms; RETURN n; END';
    INSERT INTO alarms SELECT n, now(), 'U' || n, 'high', 1 FROM generate_series(1, 20) n;
    INSERT INTO samples SELECT now(), 'U' || n, n FROM generate_series(1, 20) n;
    RESET ROLE;`);
  const whole = postgresql.config.parse({
    host: hostname,
    port: Number(port || 5432),
    database,
    user,
    timeoutMs: 2_000,
  });
  const source = await postgresql.connect(whole, SQL_TOOLS);
  const unguarded = sendThrough(createPostgresDriver(whole, SQL_TOOLS));

  async function texts(sql: string): Promise<string> {
    const { rows } = await admin.query<{ text: string | null }>(sql);
    return rows.map(({ text }) => text).join('\n');
  }

  return {
    source,
    scratch,
    sendUnguarded: (sql) => unguarded.sendUnguarded(sql),
    async readState() {
      const relations = await texts(
        `SELECT relkind::text || relname AS text FROM pg_class WHERE relnamespace IN
          (SELECT oid FROM pg_namespace WHERE nspname !~ '^(pg_|information)' OR nspname ~ '^pg_temp') ORDER BY 1`,
      );
      const tables = relations.split('\n').filter((name) => name.startsWith('r'));
      const rows = [];
      for (const table of tables) {
        rows.push(await texts(`SELECT t::text AS text FROM "${table.slice(1)}" t ORDER BY 1`));
      }
      const objects = await texts(`
        SELECT 'function ' || proname::text || prosrc AS text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT 'sequence ' || last_value::text || is_called::text FROM alarm_seq
        UNION ALL SELECT 'setting ' || setconfig::text FROM pg_db_role_setting
          WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
        UNION ALL SELECT 'right ' || relname::text || relacl::text FROM pg_class WHERE relname ~ 'alarm|sample'
        UNION ALL SELECT 'rule ' || rulename FROM pg_rewrite WHERE ev_class = 'alarms'::regclass
        UNION ALL SELECT 'comment ' || description FROM pg_description WHERE objoid = 'alarms'::regclass
        UNION ALL SELECT 'role ' || rolname FROM pg_roles WHERE rolname = 'evil'
        UNION ALL SELECT 'database ' || datname FROM pg_database WHERE datname = 'evil'
        UNION ALL SELECT 'extension ' || extname FROM pg_extension
        UNION ALL SELECT 'column ' || attname FROM pg_attribute WHERE attrelid = 'alarms'::regclass
        ORDER BY 1`);
      return digest([relations, ...rows, objects].join('\n'));
    },
    async readRest() {
      const rest = await texts(`
        SELECT 'large object ' || oid AS text FROM pg_largeobject_metadata
        UNION ALL SELECT 'advisory lock ' || objid FROM pg_locks
          WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        UNION ALL SELECT 'slot ' || slot_name FROM pg_replication_slots WHERE slot_name = 'evil'
        ORDER BY 1`);
      return `${rest}\n${readScratch(scratch)}`;
    },
    async deleteRow() {
      const client = new Client({ host: hostname, port: Number(port || 5432), database, user });
      await client.connect();
      await client.query('DELETE FROM alarms WHERE id = 20');
      await client.end();
    },
    async close() {
      await source.close();
      await unguarded.close();
      await admin.end();
      await made.drop();
      await onPostgres(`DROP ROLE ${user}`);
      removeScratch(scratch);
    },
  };
}
