import { commonStatements, toStatements } from './statements-of-all.ts';

export const hostileSqlServer = [
  ...commonStatements,
  ...toStatements(String.raw`
    no semicolon, then delete | SELECT 1 DELETE FROM alarms
    no semicolon, then drop | SELECT * FROM alarms DROP TABLE alarms
    no semicolon, then update | SELECT * FROM alarms UPDATE alarms SET tag = 'x'
    no semicolon, then insert | SELECT * FROM alarms INSERT alarms VALUES (1)
    no semicolon, then exec | SELECT * FROM alarms EXEC xp_cmdshell 'dir'
    no semicolon, then execute | SELECT 1 a EXECUTE ('DELETE FROM alarms')
    no semicolon, then a second select | SELECT 1 SELECT 2
    no semicolon, then shutdown | SELECT 1 SHUTDOWN
    no semicolon, then wait | SELECT 1 WAITFOR DELAY '0:0:5'
    no semicolon, then if | SELECT 1 IF 1=1 DELETE FROM alarms
    no semicolon, then while | SELECT 1 WHILE 1=1 SELECT 2
    no semicolon, then begin | SELECT 1 BEGIN DELETE FROM alarms END
    no semicolon, then declare | SELECT 1 DECLARE @a int
    no semicolon, then set | SELECT 1 SET ROWCOUNT 1
    no semicolon, then use | SELECT 1 USE master
    no semicolon, then kill | SELECT 1 KILL 52
    no semicolon, then print | SELECT 1 PRINT 'x'
    no semicolon, then backup | SELECT 1 BACKUP DATABASE plant TO DISK = 'x'
    no semicolon, then restore | SELECT 1 RESTORE DATABASE plant FROM DISK = 'x'
    no semicolon, then truncate | SELECT * FROM alarms TRUNCATE TABLE alarms
    no semicolon, then merge | SELECT * FROM alarms MERGE alarms USING samples ON 1=1 WHEN MATCHED THEN DELETE;
    no semicolon, then commit | SELECT 1 COMMIT
    no semicolon, then rollback | SELECT 1 ROLLBACK
    no semicolon, then save | SELECT 1 SAVE TRAN a
    no semicolon, then grant | SELECT 1 GRANT ALL TO public
    no semicolon, then deny | SELECT 1 DENY SELECT TO public
    no semicolon, then revert | SELECT 1 REVERT
    no semicolon, then a trigger off | SELECT * FROM alarms DISABLE TRIGGER ALL ON alarms
    no semicolon, then a trigger on | SELECT * FROM alarms ENABLE TRIGGER ALL ON alarms
    no semicolon, then bulk | SELECT 1 BULK INSERT alarms FROM 'x'
    no semicolon, then dbcc | SELECT 1 DBCC FREEPROCCACHE
    no semicolon, then checkpoint | SELECT 1 CHECKPOINT
    no semicolon, then reconfigure | SELECT 1 RECONFIGURE
    no semicolon, then open | SELECT 1 OPEN c
    no semicolon, then close | SELECT 1 CLOSE c
    no semicolon, then deallocate | SELECT 1 DEALLOCATE c
    no semicolon, then return | SELECT 1 RETURN
    no semicolon, then goto | SELECT 1 GOTO a
    no semicolon, then raiserror | SELECT 1 RAISERROR ('x', 16, 1)
    no semicolon, then an old write | SELECT 1 WRITETEXT alarms.tag 0x00 'x'
    no semicolon, then create | SELECT 1 CREATE TABLE evil (a int)
    no semicolon, then alter | SELECT 1 ALTER TABLE alarms ADD evil int
    no semicolon, then load | SELECT 1 LOAD evil
    a batch | SELECT 1⏎GO⏎DROP TABLE alarms
    a batch many times | SELECT 1⏎GO 1000
    a procedure without exec | sp_executesql N'DELETE FROM alarms'
    a procedure by its name | xp_cmdshell 'dir'
    run a program | EXEC xp_cmdshell 'dir'
    run a program of master | EXEC master..xp_cmdshell 'dir'
    a text carried out | EXEC ('DELETE FROM alarms')
    a text carried out elsewhere | EXEC ('DELETE FROM alarms') AT srv
    write the registry | EXEC xp_regwrite 'HKEY_LOCAL_MACHINE', 'a', 'b', 'REG_SZ', 'c'
    COM objects | EXEC sp_OACreate 'WScript.Shell', @a OUT
    settings | EXEC sp_configure 'xp_cmdshell', 1
    another server by a provider | SELECT * FROM OPENROWSET('SQLNCLI', 'Server=x;Trusted_Connection=yes;', 'DELETE FROM alarms')
    a file | SELECT * FROM OPENROWSET(BULK 'c:\x.txt', SINGLE_CLOB) AS x
    another server by a link | SELECT * FROM OPENQUERY(srv, 'DELETE FROM alarms')
    the historian by a link | SELECT * FROM OPENQUERY(INSQL, 'SELECT 1')
    another source | SELECT * FROM OPENDATASOURCE('SQLNCLI', 'Data Source=x').plant.dbo.alarms
    XML from a handle | SELECT * FROM OPENXML(1, '/a')
    four parts of a name | SELECT * FROM srv.plant.dbo.alarms
    four parts of a name with none | SELECT * FROM srv.plant..alarms
    two dots | SELECT * FROM master..sysdatabases
    next of a sequence | SELECT NEXT VALUE FOR dbo.alarm_seq
    next of a sequence in order | SELECT NEXT VALUE FOR dbo.alarm_seq OVER (ORDER BY id) FROM alarms
    into a table | SELECT * INTO evil FROM alarms
    into a temporary table | SELECT * INTO #evil FROM alarms
    a temporary table | SELECT * FROM #evil
    a temporary table of all | SELECT * FROM ##evil
    set a variable | SELECT @a = 1
    add to a variable | SELECT @a += 1
    a variable | SELECT @a
    a setting | SELECT @@VERSION
    update locks | SELECT * FROM alarms WITH (UPDLOCK)
    update locks without WITH | SELECT * FROM alarms (UPDLOCK)
    exclusive locks | SELECT * FROM alarms WITH (XLOCK)
    exclusive locks of a table | SELECT * FROM alarms WITH (TABLOCKX)
    locks of a table | SELECT * FROM alarms WITH (TABLOCK)
    locks that are held | SELECT * FROM alarms WITH (HOLDLOCK)
    locks that are held, old | SELECT * FROM alarms HOLDLOCK
    serializable | SELECT * FROM alarms WITH (SERIALIZABLE)
    repeatable | SELECT * FROM alarms WITH (REPEATABLEREAD)
    locks of pages | SELECT * FROM alarms WITH (NOLOCK, PAGLOCK, UPDLOCK)
    a hint in an option | SELECT * FROM alarms OPTION (TABLE HINT (alarms, UPDLOCK))
    a plan in an option | SELECT * FROM alarms OPTION (USE PLAN N'<x/>')
    a label in an option | SELECT 1 OPTION (LABEL = 'x')
    an option with a statement behind | SELECT 1 OPTION (RECOMPILE) DELETE FROM alarms
    an option within an option | SELECT 1 OPTION (RECOMPILE); DELETE FROM alarms OPTION (RECOMPILE)
    the server's tables | SELECT * FROM sys.sql_logins
    the server's tables in brackets | SELECT * FROM [sys].[databases]
    the server's old tables | SELECT * FROM sysobjects
    the server's old tables of master | SELECT * FROM master.dbo.syslogins
    jobs | SELECT * FROM msdb.dbo.sysjobs
    what others ask | SELECT * FROM sys.dm_exec_sql_text(0x01)
    what others ask by a table | SELECT * FROM sys.dm_exec_requests
    traces | SELECT * FROM fn_trace_gettable('c:\x.trc', 1)
    the log | SELECT * FROM fn_dblog(NULL, NULL)
    events in files | SELECT * FROM sys.fn_xe_file_target_read_file('x', NULL, NULL, NULL)
    a function of a schema | SELECT dbo.evil(1)
    a function of another database | SELECT plant.dbo.evil(1)
    a table function | SELECT * FROM dbo.evil(1)
    a table function applied | SELECT * FROM alarms a CROSS APPLY dbo.evil(a.id) x
    a method of XML | SELECT x.query('/a') FROM alarms
    a method that changes XML | SELECT x.modify('delete /a') FROM alarms
    nodes of XML | SELECT * FROM alarms CROSS APPLY x.nodes('/a') AS n(c)
    a static method | SELECT geography::Parse('POINT(1 1)')
    a password compared | SELECT PWDCOMPARE('x', 0x00)
    a certificate's key | SELECT DECRYPTBYKEY(0x00)
    the files | SELECT FILE_NAME(1)
    a full text | SELECT * FROM FREETEXTTABLE(alarms, tag, 'x')
    a full text by words | SELECT * FROM CONTAINSTABLE(alarms, tag, 'x')
    a change read from a write | SELECT * FROM (DELETE FROM alarms OUTPUT deleted.*) x
    a read of a change in an insert | INSERT INTO alarms SELECT * FROM (UPDATE alarms SET tag = 'x' OUTPUT inserted.id) x
    for browsing | SELECT * FROM alarms FOR BROWSE
    an update read | SELECT * FROM alarms FOR UPDATE OF tag
    a bracket in a name | SELECT [a]] ; DROP TABLE alarms; --]
    a quote in a name | SELECT "a""; DROP TABLE alarms; --"
    a comment in a comment that ends | SELECT 1 /* /* */ ; DROP TABLE alarms; -- */
    a label | evil: SELECT 1
    a block | BEGIN TRY SELECT 1 END TRY BEGIN CATCH END CATCH
    throw | THROW 50000, 'x', 1
    a message of a queue | RECEIVE * FROM evil
    a message to a queue | SEND ON CONVERSATION '1' ('x')
    become another | EXECUTE AS USER = 'dbo'
    an application role | EXEC sp_setapprole 'a', 'b'
    money | SELECT $5
    two colons | SELECT ::fn_helpcollations()
    a statistic made | UPDATE STATISTICS alarms
    a wait | WAITFOR DELAY '0:0:5'
    a table in the quotes of a text | SELECT * FROM 'sys'.'objects'
    a function of the server by four parts | SELECT master.dbo.fn_varbintohexstr(0x01)`),
];
