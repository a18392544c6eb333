import { commonStatements, toStatements } from './statements-of-all.ts';

export const hostileOracle = [
  ...commonStatements,
  ...toStatements(String.raw`
    another server | SELECT * FROM alarms@remote
    another server by a schema | SELECT * FROM plant.alarms@remote.example.com
    a function of another server | SELECT evil@remote(1) FROM dual
    read a web page | SELECT UTL_HTTP.REQUEST('http://127.0.0.1/') FROM dual
    a name on the network | SELECT UTL_INADDR.GET_HOST_ADDRESS('x.example.com') FROM dual
    a name on the network without brackets | SELECT UTL_INADDR.GET_HOST_NAME FROM dual
    a name on the network by its owner | SELECT SYS.UTL_INADDR.GET_HOST_NAME FROM dual
    a package under an alias | SELECT utl_inaddr.get_host_name FROM dual utl_inaddr
    a package in quotes | SELECT "UTL_INADDR".GET_HOST_NAME FROM dual
    a package's function in WHERE | SELECT * FROM alarms WHERE tag = dbms_random.value
    a package's function that looks like a column | SELECT plant_pkg.delete_all FROM dual
    a package's function of a schema that looks like a column | SELECT plant.plant_pkg.delete_all FROM dual
    a package's function with brackets | SELECT plant_pkg.delete_all(1) FROM dual
    a package's function in ORDER BY | SELECT * FROM alarms ORDER BY plant_pkg.delete_all
    a file | SELECT UTL_FILE.FOPEN('D', 'x', 'w') FROM dual
    mail | SELECT UTL_SMTP.OPEN_CONNECTION('x') FROM dual
    a connection | SELECT UTL_TCP.OPEN_CONNECTION('x', 80) FROM dual
    sleep | SELECT DBMS_SESSION.SLEEP(1) FROM dual
    sleep by a lock | SELECT DBMS_LOCK.SLEEP(1) FROM dual
    sleep by a pipe | SELECT DBMS_PIPE.RECEIVE_MESSAGE('a', 1) FROM dual
    carry out a text | SELECT DBMS_XMLGEN.GETXML('DELETE FROM alarms') FROM dual
    carry out a text as XML | SELECT DBMS_XMLQUERY.GETXML('SELECT 1 FROM dual') FROM dual
    carry out a text by a cursor | SELECT DBMS_SQL.EXECUTE(1) FROM dual
    carry out as a job | SELECT DBMS_SCHEDULER.CREATE_JOB('x') FROM dual
    Java | SELECT DBMS_JAVA.RUNJAVA('x') FROM dual
    an address as a type | SELECT HTTPURITYPE('http://127.0.0.1/').getclob() FROM dual
    an address as a type, only made | SELECT HTTPURITYPE('http://127.0.0.1/') FROM dual
    an external entity | SELECT XMLTYPE('<!DOCTYPE a SYSTEM "http://127.0.0.1/">') FROM dual
    XML by a query | SELECT EXTRACTVALUE(XMLTYPE('<a/>'), '/a') FROM dual
    XML of a table | SELECT XMLQUERY('/a' PASSING x RETURNING CONTENT) FROM alarms
    XML after FROM | SELECT * FROM XMLTABLE('/a' PASSING XMLTYPE('<a/>'))
    a file as a value | SELECT BFILENAME('D', 'x') FROM dual
    a context | SELECT SYS_CONTEXT('USERENV', 'HOST') FROM dual
    users' environment | SELECT USERENV('TERMINAL') FROM dual
    full text that calls | SELECT CTXSYS.DRITHSX.SN(1, 'x') FROM dual
    full text | SELECT * FROM alarms WHERE CONTAINS(tag, 'x') > 0
    directory | SELECT DBMS_LDAP.INIT('x', 80) FROM dual
    next of a sequence | SELECT alarm_seq.NEXTVAL FROM dual
    next of a sequence of a schema | SELECT plant.alarm_seq.nextval FROM dual
    next of a sequence under an alias | SELECT alarm_seq.nextval FROM dual alarm_seq
    next of a sequence in quotes | SELECT alarm_seq."NEXTVAL" FROM dual alarm_seq
    last of a sequence | SELECT alarm_seq.CURRVAL FROM dual
    a function in WITH | WITH FUNCTION evil RETURN NUMBER IS BEGIN DELETE FROM alarms; RETURN 1; END; SELECT evil FROM dual
    a procedure in WITH | WITH PROCEDURE evil IS BEGIN NULL; END; SELECT 1 FROM dual
    a block | BEGIN DELETE FROM alarms; END;
    a block with names | DECLARE a NUMBER; BEGIN DELETE FROM alarms; END;
    a call | CALL plant_pkg.delete_all()
    carry out | EXECUTE IMMEDIATE 'DELETE FROM alarms'
    a table made of a call | SELECT * FROM TABLE(plant_pkg.rows())
    a table made of a call without the word | SELECT * FROM plant_pkg.rows()
    a table made of a collection | SELECT * FROM TABLE(sys.odcinumberlist(1, 2))
    the table of a cursor | SELECT * FROM THE (SELECT a FROM alarms)
    a cursor | SELECT CURSOR(SELECT * FROM alarms) FROM dual
    a method of an object | SELECT a.evil() FROM alarms a
    an object made | SELECT NEW evil(1) FROM dual
    lock a table | LOCK TABLE alarms IN EXCLUSIVE MODE
    lock for a column | SELECT * FROM alarms FOR UPDATE OF tag
    lock and wait | SELECT * FROM alarms FOR UPDATE WAIT 5
    a model | SELECT * FROM alarms MODEL DIMENSION BY (id) MEASURES (severity) RULES (severity[1] = 2)
    the passwords | SELECT * FROM sys.user$
    the users | SELECT * FROM dba_users
    the links | SELECT * FROM all_db_links
    the links of one's own | SELECT * FROM user_db_links
    what others ask | SELECT * FROM v$sql
    what others ask, all | SELECT * FROM gv$session
    what others ask by its owner | SELECT * FROM sys.v_$session
    what others ask in quotes | SELECT * FROM "V$SESSION"
    inner tables | SELECT * FROM x$ksppi
    a quote of its own | SELECT q'[x]' FROM dual
    a quote of its own that hides | SELECT q'!'; DROP TABLE alarms; --!' FROM dual
    a quote of its own by a brace | SELECT Q'{x'y}' FROM dual
    a national quote of its own | SELECT nq'[x]' FROM dual
    a hint | SELECT /*+ WITH_PLSQL */ 1 FROM dual
    a hint in a line | SELECT --+ WITH_PLSQL⏎1 FROM dual WHERE evil() = 1
    a parameter | SELECT :a FROM dual
    a substitution | SELECT &a FROM dual
    an insert of all | INSERT ALL INTO alarms (id) VALUES (1) SELECT 1 FROM dual
    an update that returns | UPDATE alarms SET tag = 'x' RETURNING id INTO :a
    a rename | RENAME alarms TO evil
    an audit | AUDIT ALL
    a plan written to a table | EXPLAIN PLAN FOR SELECT 1 FROM dual
    a recycle bin | PURGE RECYCLEBIN
    back in time | FLASHBACK TABLE alarms TO BEFORE DROP
    a session's setting | ALTER SESSION SET CURRENT_SCHEMA = sys
    a system's setting | ALTER SYSTEM KILL SESSION '1,1'
    a role | SET ROLE dba
    a transaction that writes | SET TRANSACTION READ WRITE
    constraints | SET CONSTRAINTS ALL DEFERRED
    a link | CREATE DATABASE LINK evil CONNECT TO a IDENTIFIED BY b USING 'x'
    a directory | CREATE DIRECTORY evil AS '/tmp'
    a program in Java | CREATE JAVA SOURCE NAMED evil AS class A {}
    a user | CREATE USER evil IDENTIFIED BY x
    a synonym | CREATE SYNONYM evil FOR alarms
    a trigger | CREATE TRIGGER evil BEFORE INSERT ON alarms BEGIN NULL; END;
    into a variable | SELECT tag INTO a FROM alarms
    bulk into a variable | SELECT tag BULK COLLECT INTO a FROM alarms
    an argument by name | SELECT ROUND(n => 1) FROM dual
    a type of somebody's | SELECT CAST(1 AS plant.evil) FROM dual
    a column of several parts | SELECT a.b.c.d FROM alarms a
    the server's help | SELECT DBMS_METADATA.GET_DDL('TABLE', 'ALARMS') FROM dual
    a random number | SELECT DBMS_RANDOM.VALUE FROM dual
    a crypt | SELECT DBMS_CRYPTO.HASH(tag, 1) FROM alarms
    large objects | SELECT DBMS_LOB.GETLENGTH(tag) FROM alarms
    workspace | SELECT DBMS_WM.GETWORKSPACE FROM dual
    statistics | SELECT DBMS_STATS.REPORT_STATS_OPERATIONS FROM dual
    apex | SELECT APEX_WEB_SERVICE.MAKE_REST_REQUEST('x') FROM dual
    web server | SELECT OWA_UTIL.GET_CGI_ENV('x') FROM dual
    print to the web | SELECT HTP.P('x') FROM dual
    spatial | SELECT SDO_UTIL.TO_WKTGEOMETRY(x) FROM alarms
    an exploit of old | SELECT DBMS_EXPORT_EXTENSION.GET_DOMAIN_INDEX_TABLES('a', 'b') FROM dual
    a function of the time | SELECT TIMESTAMP_TO_SCN(SYSTIMESTAMP) FROM dual
    rows of the past | SELECT * FROM alarms AS OF SCN evil(1)
    a wrapped call in CONNECT BY | SELECT LEVEL FROM dual CONNECT BY plant_pkg.delete_all = 1
    a call in KEEP | SELECT MAX(id) KEEP (DENSE_RANK LAST ORDER BY evil(id)) FROM alarms
    a call in PIVOT | SELECT * FROM alarms PIVOT (evil(id) FOR tag IN ('A'))
    a call in FETCH | SELECT * FROM alarms FETCH FIRST evil(1) ROWS ONLY`),
];
