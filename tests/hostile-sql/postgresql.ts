import { commonStatements, toStatements } from './statements-of-all.ts';

export const hostilePostgresql = [
  ...commonStatements,
  ...toStatements(String.raw`
    read a file | SELECT pg_read_file('/etc/passwd')
    read a file of bytes | SELECT pg_read_binary_file('/etc/passwd')
    list a folder | SELECT * FROM pg_ls_dir('/tmp')
    stat a file | SELECT pg_stat_file('/etc/passwd')
    write a file by COPY | COPY alarms TO '/tmp/plantline-hostile/copy.txt'
    write a file by COPY of a query | COPY (SELECT 1) TO '/tmp/plantline-hostile/copy-query.txt'
    run a program | COPY (SELECT 1) TO PROGRAM 'touch /tmp/plantline-hostile/program.txt'
    read by a program | COPY alarms FROM PROGRAM 'echo 1'
    import a large object | SELECT lo_import('/etc/passwd')
    export a large object | SELECT lo_export(1, '/tmp/plantline-hostile/lo.txt')
    make a large object | SELECT lo_create(4711)
    make a large object of bytes | SELECT lo_from_bytea(0, 'x')
    remove a large object | SELECT lo_unlink(4711)
    sleep | SELECT pg_sleep(0.2)
    sleep by its schema | SELECT pg_catalog.pg_sleep(0.2)
    sleep by a name in quotes | SELECT "pg_sleep"(0.2)
    sleep in WHERE | SELECT * FROM alarms WHERE pg_sleep(0.01) IS NULL
    sleep after FROM | SELECT * FROM pg_sleep(0.2)
    sleep in ROWS FROM | SELECT * FROM ROWS FROM (pg_sleep(0.2)) AS x
    sleep in LATERAL | SELECT * FROM alarms a, LATERAL pg_sleep(0.01) x
    sleep in VALUES | VALUES (pg_sleep(0.2))
    sleep in LIMIT | SELECT 1 LIMIT (SELECT 1 FROM pg_sleep(0.1))
    sleep in an array | SELECT ARRAY[pg_sleep(0.1)]
    sleep in FILTER | SELECT count(*) FILTER (WHERE pg_sleep(0.01) IS NULL) FROM alarms
    sleep in DISTINCT ON | SELECT DISTINCT ON (pg_sleep(0.01)) 1
    sleep for an interval | SELECT pg_sleep_for('0.1 s')
    sleep until | SELECT pg_sleep_until(now())
    next of a sequence | SELECT nextval('alarm_seq')
    set a sequence | SELECT setval('alarm_seq', 99)
    an advisory lock | SELECT pg_advisory_lock(1)
    an advisory lock, tried | SELECT pg_try_advisory_lock(1)
    change a setting | SELECT set_config('transaction_read_only', 'off', false)
    change a setting in a sub-query | SELECT * FROM alarms WHERE (SELECT set_config('role', 'postgres', true)) IS NOT NULL
    become another | SET ROLE postgres
    become another session | SET SESSION AUTHORIZATION postgres
    allow writing | SET TRANSACTION READ WRITE
    allow writing for the session | SET default_transaction_read_only = off
    reset everything | RESET ALL
    end another session | SELECT pg_terminate_backend(1)
    cancel another query | SELECT pg_cancel_backend(1)
    reload the settings | SELECT pg_reload_conf()
    rotate the log | SELECT pg_rotate_logfile()
    a checkpoint | CHECKPOINT
    tell everybody | NOTIFY evil, 'x'
    tell everybody by a function | SELECT pg_notify('evil', 'x')
    listen | LISTEN evil
    another server | SELECT * FROM dblink('host=127.0.0.1', 'DELETE FROM alarms') AS t(a int)
    another server without result | SELECT dblink_exec('host=127.0.0.1', 'DELETE FROM alarms')
    a query in a text | SELECT query_to_xml('DELETE FROM alarms', true, true, '')
    a query in a text, read | SELECT query_to_xml('SELECT pg_sleep(0.1)', true, true, '')
    a table as XML | SELECT table_to_xml('alarms', true, true, '')
    a cursor as XML | SELECT cursor_to_xml('c', 1, true, true, '')
    read XML | SELECT XMLPARSE(DOCUMENT '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')
    XML after FROM | SELECT * FROM XMLTABLE('/a' PASSING '<a/>' COLUMNS b text PATH 'b')
    a program in a block | DO $$ BEGIN DELETE FROM alarms; END $$
    a function of one's own | CREATE FUNCTION evil() RETURNS int LANGUAGE sql AS 'DELETE FROM alarms; SELECT 1'
    a prepared statement | PREPARE evil AS DELETE FROM alarms
    carry out what was prepared | EXECUTE evil
    a cursor | DECLARE c CURSOR FOR SELECT 1
    fetch | FETCH ALL FROM c
    lock a table | LOCK TABLE alarms IN ACCESS EXCLUSIVE MODE
    lock in share mode | SELECT * FROM alarms FOR SHARE
    lock keys | SELECT * FROM alarms FOR KEY SHARE
    lock without keys | SELECT * FROM alarms FOR NO KEY UPDATE OF alarms
    lock in a union | (SELECT * FROM alarms FOR UPDATE) UNION ALL SELECT * FROM alarms
    into a temporary table | SELECT * INTO TEMP evil FROM alarms
    into an unlogged table | SELECT 1 AS a INTO UNLOGGED TABLE evil
    clean up | VACUUM alarms
    count anew | ANALYZE alarms
    rebuild | REINDEX TABLE alarms
    cluster | CLUSTER alarms
    load a library | LOAD 'auto_explain'
    an extension | CREATE EXTENSION dblink
    a role | CREATE ROLE evil
    a database | CREATE DATABASE evil
    the settings of the server | ALTER SYSTEM SET log_min_messages = 'debug5'
    refresh | REFRESH MATERIALIZED VIEW alarm_view
    dollar quotes | SELECT $$x$$
    dollar quotes with a name | SELECT $a$ x $a$
    dollar quotes that hide a statement | SELECT $$ '$$; DROP TABLE alarms; --'
    a text with escapes | SELECT E'\'; DROP TABLE alarms; --'
    a text with escapes, small | SELECT e'a\'' || '; DELETE FROM alarms --'
    a text of code points | SELECT U&'\0027; DROP TABLE alarms; --'
    a name of code points | SELECT U&"pg_sl\0065ep"(0.1)
    a national text | SELECT n'x'
    a backslash before a quote | SELECT 'x\' || 'y'
    a text over two lines | SELECT 'a'⏎'b'
    a parameter of its own | SELECT $1
    a function by its operator | SELECT 1 OPERATOR(public.evil) 2
    an operator of somebody's | SELECT 1 <=~=> 2
    a type of somebody's | SELECT 'x'::public.evil
    the files of the server | SELECT * FROM pg_hba_file_rules
    the settings in files | SELECT * FROM pg_file_settings
    the passwords | SELECT * FROM pg_authid
    the passwords by a view | SELECT passwd FROM pg_shadow
    what others ask | SELECT query FROM pg_stat_activity
    large objects as a table | SELECT * FROM pg_largeobject
    statistics | SELECT pg_stat_reset()
    a backup | SELECT pg_switch_wal()
    a replication slot | SELECT pg_create_physical_replication_slot('evil')
    a logical message | SELECT pg_logical_emit_message(false, 'a', 'b')
    write a file of the server | SELECT pg_file_write('evil.txt', 'x', false)
    the size of a database | SELECT pg_database_size('postgres')
    an argument by name | SELECT make_interval(hours => 1)
    a crosstab of a query in a text | SELECT * FROM crosstab('DELETE FROM alarms') AS t(a int)
    a sample by a method of one's own | SELECT * FROM alarms TABLESAMPLE evil (1)
    statistics of a query in a text | SELECT * FROM ts_stat('SELECT pg_sleep(0.1)::text::tsvector')
    write in WITH by MERGE | WITH x AS (MERGE INTO alarms USING samples ON true WHEN MATCHED THEN DELETE) SELECT 1
    write in a WITH of a sub-query | SELECT * FROM (WITH x AS (DELETE FROM alarms RETURNING id) SELECT * FROM x) y
    number with underscores | SELECT 1_000
    a hexadecimal number | SELECT 0x10
    return in two | SELECT 1 UNION SELECT pg_sleep(0.1)::text::int
    the id of the transaction | SELECT txid_current()
    security label | SECURITY LABEL ON TABLE alarms IS 'x'
    rules | CREATE RULE evil AS ON SELECT TO alarms DO INSTEAD SELECT 1
    rights by default | ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC
    copy by the client | COPY alarms FROM STDIN`),
];
