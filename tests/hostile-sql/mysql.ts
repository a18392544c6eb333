import { commonStatements, toStatements } from './statements-of-all.ts';

export const hostileMysql = [
  ...commonStatements,
  ...toStatements(String.raw`
    write a file | SELECT * FROM alarms INTO OUTFILE '/tmp/plantline-hostile/out.txt'
    write a file, earlier | SELECT * INTO OUTFILE '/tmp/plantline-hostile/out2.txt' FROM alarms
    write a file of bytes | SELECT 'x' INTO DUMPFILE '/tmp/plantline-hostile/dump.txt'
    write a file in a union | SELECT 1 UNION SELECT 2 INTO OUTFILE '/tmp/plantline-hostile/union.txt'
    read a file | SELECT LOAD_FILE('/etc/passwd')
    read a file in small letters | SELECT load_file(0x2f6574632f706173737764)
    load a file | LOAD DATA INFILE '/etc/passwd' INTO TABLE alarms
    load a file of the client | LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE alarms
    load XML | LOAD XML INFILE '/tmp/x' INTO TABLE alarms
    sleep | SELECT SLEEP(0.2)
    sleep with a blank | SELECT SLEEP (0.2)
    sleep behind a comment | SELECT SLEEP/**/(0.2)
    sleep in capitals and small | SELECT sLeEp(0.2)
    sleep in the quotes of a name | SELECT ${'`'}sleep${'`'}(0.2)
    sleep by an accent | SELECT sléep(0.2)
    sleep in WHERE | SELECT * FROM alarms WHERE SLEEP(0.01)
    sleep in LIMIT of a sub-query | SELECT * FROM alarms WHERE id = (SELECT SLEEP(0.05))
    sleep in ORDER BY | SELECT * FROM alarms ORDER BY SLEEP(0.01)
    keep busy | SELECT BENCHMARK(1000, MD5('x'))
    take a lock | SELECT GET_LOCK('evil', 1)
    give a lock | SELECT RELEASE_LOCK('evil')
    give all locks | SELECT RELEASE_ALL_LOCKS()
    ask a lock | SELECT IS_USED_LOCK('evil')
    wait for another server | SELECT MASTER_POS_WAIT('x', 1, 1)
    set the last id | SELECT LAST_INSERT_ID(99)
    set a variable | SELECT @a := 1
    set a variable in WHERE | SELECT * FROM alarms WHERE (@a := id) > 0
    into a variable | SELECT 1 INTO @a
    a variable | SELECT @a
    a setting | SELECT @@version
    a setting of all | SELECT @@global.secure_file_priv
    change a setting | SET GLOBAL general_log = 1
    change a setting of the session | SET SESSION sql_mode = 'ANSI_QUOTES'
    change a setting for one statement | SET STATEMENT max_statement_time = 1 FOR DELETE FROM alarms
    allow writing | SET SESSION TRANSACTION READ WRITE
    become another | SET ROLE ALL
    a comment that is carried out | SELECT 1 /*! INTO OUTFILE '/tmp/plantline-hostile/comment.txt' */
    a comment carried out by a version | SELECT 1 /*!50000 UNION SELECT SLEEP(0.1) */
    a comment carried out by MariaDB | SELECT 1 /*M! UNION SELECT SLEEP(0.1) */
    a comment carried out by a version of MariaDB | SELECT 1 /*M!100100 INTO OUTFILE '/tmp/plantline-hostile/m.txt' */
    the whole in a comment | /*! DELETE FROM alarms */
    the whole in a comment behind a select | SELECT 1 /*!; DELETE FROM alarms */
    a hint | SELECT /*+ SET_VAR(sql_mode = 'ANSI_QUOTES') */ 1
    a hint of time | SELECT /*+ MAX_EXECUTION_TIME(0) */ 1
    dashes without a blank | SELECT 1--1
    dashes without a blank that hide | SELECT 1 --; DROP TABLE alarms
    a hash that hides a statement | SELECT 1 #⏎; DROP TABLE alarms
    a backslash before a quote | SELECT 'x\'; DROP TABLE alarms; -- '
    a backslash before the end | SELECT 'x\\'
    a backslash before double quotes | SELECT "x\"; DROP TABLE alarms; -- "
    a new line by a backslash | SELECT 'x\n'
    a zero by a backslash | SELECT '\0'
    quotes of two kinds | SELECT "a' ; DELETE FROM alarms; -- " ; DELETE FROM alarms
    a text of a character set | SELECT _binary'x'
    a text of a character set that eats a backslash | SELECT _gbk'¿\' OR 1=1'
    a national text | SELECT N'x'
    lock in share mode | SELECT * FROM alarms LOCK IN SHARE MODE
    lock for share | SELECT * FROM alarms FOR SHARE
    lock and wait | SELECT * FROM alarms FOR UPDATE WAIT 1
    lock tables | LOCK TABLES alarms WRITE
    unlock tables | UNLOCK TABLES
    flush | FLUSH TABLES WITH READ LOCK
    flush the logs | FLUSH LOGS
    reset | RESET QUERY CACHE
    end another session | KILL 1
    stop the server | SHUTDOWN
    a procedure of analysis | SELECT * FROM alarms PROCEDURE ANALYSE()
    a handler | HANDLER alarms OPEN
    read by a handler | HANDLER alarms READ FIRST
    do | DO SLEEP(0.1)
    do a lock | DO GET_LOCK('a', 1)
    call | CALL evil()
    a prepared statement | PREPARE evil FROM 'DELETE FROM alarms'
    carry out what was prepared | EXECUTE evil
    carry out a text | EXECUTE IMMEDIATE 'DELETE FROM alarms'
    a block | BEGIN NOT ATOMIC DELETE FROM alarms; END
    replace rows | REPLACE INTO alarms (id, tag) VALUES (1, 'x')
    insert or update | INSERT INTO alarms (id) VALUES (1) ON DUPLICATE KEY UPDATE tag = 'x'
    insert and return | INSERT INTO alarms (id) VALUES (904) RETURNING id
    rename | RENAME TABLE alarms TO evil
    a user | CREATE USER evil
    a right | GRANT ALL ON *.* TO evil
    a function of the system | CREATE FUNCTION sys_exec RETURNS int SONAME 'x.so'
    run a program | SELECT sys_exec('touch /tmp/plantline-hostile/udf.txt')
    run a program and read | SELECT sys_eval('id')
    a library | INSTALL PLUGIN evil SONAME 'x.so'
    an event | CREATE EVENT evil ON SCHEDULE EVERY 1 SECOND DO DELETE FROM alarms
    a trigger | CREATE TRIGGER evil BEFORE INSERT ON alarms FOR EACH ROW SET @a = 1
    a server | CREATE SERVER evil FOREIGN DATA WRAPPER mysql OPTIONS (HOST '127.0.0.1')
    another database | USE mysql
    the passwords | SELECT * FROM mysql.user
    the passwords in quotes | SELECT * FROM ${'`mysql`.`global_priv`'}
    what others ask | SELECT * FROM information_schema.processlist
    what others asked | SELECT * FROM performance_schema.events_statements_history
    the users by a view | SELECT * FROM information_schema.user_privileges
    the system's functions | SELECT sys.version_major()
    next of a sequence | SELECT NEXTVAL(alarm_seq)
    next value of a sequence | SELECT NEXT VALUE FOR alarm_seq
    last of a sequence | SELECT PREVIOUS VALUE FOR alarm_seq
    set a sequence | SELECT SETVAL(alarm_seq, 99)
    errors that tell | SELECT EXTRACTVALUE(1, CONCAT(0x7e, VERSION()))
    errors that tell, too | SELECT UPDATEXML(1, CONCAT(0x7e, VERSION()), 1)
    a name as an error | SELECT NAME_CONST('a', 1)
    count all rows for later | SELECT SQL_CALC_FOUND_ROWS * FROM alarms
    before all others | SELECT HIGH_PRIORITY * FROM alarms
    a brace of ODBC | SELECT {d '2026-01-01'}
    a brace of ODBC with a call | SELECT {fn SLEEP(0.1)}
    into a table | SELECT * INTO evil FROM alarms
    into two variables | SELECT 1, 2 INTO @a, @b
    check a table | CHECK TABLE alarms
    repair a table | REPAIR TABLE alarms
    optimise a table | OPTIMIZE TABLE alarms
    count anew | ANALYZE TABLE alarms
    warnings | SHOW WARNINGS
    rights | SHOW GRANTS
    a table of its own word | TABLE alarms INTO OUTFILE '/tmp/plantline-hostile/table.txt'
    the log of changes | PURGE BINARY LOGS BEFORE NOW()
    the encryption | SELECT DES_ENCRYPT('x')
    a diagnosis | GET DIAGNOSTICS @a = NUMBER
    an error of its own | SIGNAL SQLSTATE '45000'
    a table in the quotes of a text | SELECT * FROM 'mysql'.'user'
    a table in double quotes | SELECT * FROM "mysql"."user"
    a function in double quotes | SELECT "sleep"(0.2)
    a schema with an accent | SELECT * FROM ${'mÿsql'}.user`),
];
