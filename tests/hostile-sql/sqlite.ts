import { commonStatements, toStatements } from './statements-of-all.ts';

export const hostileSqlite = [
  ...commonStatements,
  ...toStatements(String.raw`
    another file | ATTACH DATABASE '/tmp/plantline-hostile/evil.db' AS evil
    another file, short | ATTACH '/tmp/plantline-hostile/evil.db' AS evil
    leave a file | DETACH DATABASE main
    a copy | VACUUM INTO '/tmp/plantline-hostile/copy.db'
    clean up | VACUUM
    rebuild | REINDEX
    count anew | ANALYZE
    a setting | PRAGMA query_only = OFF
    a setting of writing | PRAGMA writable_schema = ON
    a setting of the journal | PRAGMA journal_mode = DELETE
    a setting with a bracket | PRAGMA user_version(99)
    read a setting | PRAGMA database_list
    a setting as a function | SELECT * FROM pragma_table_info('alarms')
    a setting as a table | SELECT * FROM pragma_database_list
    a setting as a table of a schema | SELECT * FROM main.pragma_user_version
    a setting as a function that writes | SELECT * FROM pragma_user_version(99)
    a setting in a join | SELECT * FROM alarms a JOIN pragma_table_list p ON 1
    load a library | SELECT load_extension('/tmp/x.so')
    load a library by an entry | SELECT load_extension('/tmp/x.so', 'sqlite3_evil_init')
    load a library in capitals | SELECT LOAD_EXTENSION('/tmp/x')
    load a library in quotes | SELECT "load_extension"('/tmp/x')
    load a library in brackets | SELECT [load_extension]('/tmp/x')
    read a file | SELECT readfile('/etc/passwd')
    write a file | SELECT writefile('/tmp/plantline-hostile/out.txt', 'x')
    list a folder | SELECT * FROM fsdir('/tmp')
    open an editor | SELECT edit('x')
    read a zip | SELECT * FROM zipfile('/tmp/x.zip')
    write a zip | SELECT zipfile('a', 'b') FROM alarms
    read CSV | CREATE VIRTUAL TABLE temp.t USING csv(filename = '/etc/passwd')
    a tokenizer | SELECT fts3_tokenizer('simple')
    a tokenizer replaced | SELECT fts3_tokenizer('simple', x'4141414141414141')
    tokens of a tokenizer | SELECT * FROM fts3tokenize
    carry out a text | SELECT eval('DELETE FROM alarms')
    carry out a text by a function | SELECT execute('DELETE FROM alarms')
    the pages of the file | SELECT * FROM sqlite_dbpage
    change the pages of the file | UPDATE sqlite_dbpage SET data = x'00'
    the statistics of pages | SELECT * FROM dbstat
    the statements of the connection | SELECT * FROM sqlite_stmt
    the program of a statement | SELECT * FROM bytecode('SELECT 1')
    the tables of a statement | SELECT * FROM tables_used('SELECT 1')
    the log | SELECT sqlite_log(1, 'x')
    the options of compilation | SELECT sqlite_compileoption_get(0)
    the source | SELECT sqlite_source_id()
    an error in a query | SELECT RAISE(ABORT, 'x')
    an ignored row | SELECT RAISE(IGNORE)
    replace rows | REPLACE INTO alarms (id, tag) VALUES (1, 'x')
    insert or replace | INSERT OR REPLACE INTO alarms (id, tag) VALUES (1, 'x')
    insert or ignore | INSERT OR IGNORE INTO alarms (id) VALUES (905)
    insert or update | INSERT INTO alarms (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET tag = 'x'
    insert and return | INSERT INTO alarms (id) VALUES (906) RETURNING id
    delete and return | DELETE FROM alarms RETURNING *
    update and return | UPDATE alarms SET tag = 'x' RETURNING *
    update from | UPDATE alarms SET tag = 'x' FROM samples
    update or fail | UPDATE OR FAIL alarms SET tag = 'x'
    the last id | SELECT last_insert_rowid()
    a temporary table | CREATE TEMP TABLE evil (a)
    a virtual table | CREATE VIRTUAL TABLE evil USING fts5(a)
    a trigger | CREATE TRIGGER evil AFTER INSERT ON alarms BEGIN DELETE FROM samples; END
    a name | ALTER TABLE alarms RENAME TO evil
    a column less | ALTER TABLE alarms DROP COLUMN tag
    a transaction at once | BEGIN IMMEDIATE
    a transaction alone | BEGIN EXCLUSIVE
    end | END
    a save point | SAVEPOINT evil
    release | RELEASE evil
    back to | ROLLBACK TO evil
    explain | EXPLAIN SELECT 1
    explain a plan | EXPLAIN QUERY PLAN DELETE FROM alarms
    a bracket in a name | SELECT [a]]; DROP TABLE alarms; --]
    a quote in a name | SELECT "a""; DROP TABLE alarms; --"
    a backquote in a name | SELECT ${'`a``; DROP TABLE alarms; --`'}
    a name that holds a comment | SELECT "a--b" FROM alarms
    a comment that does not end | SELECT 1 /* DROP TABLE alarms
    dashes that hide | SELECT 1 --⏎; DROP TABLE alarms
    a parameter | SELECT ?
    a numbered parameter | SELECT ?1
    a named parameter | SELECT :a
    a parameter with an at | SELECT @a
    a parameter with a dollar | SELECT $a
    a TCL parameter | SELECT $a::b(c)
    a number with letters | SELECT 0x1G
    a blob with a variable | SELECT x'{tag}'
    schema by another name | UPDATE sqlite_schema SET sql = 'x'
    schema by its old name | DELETE FROM sqlite_master
    sequence | UPDATE sqlite_sequence SET seq = 0
    virtual tables that spell | SELECT * FROM completion('SEL')
    a series without end in a text | SELECT value FROM evil_series(1, 2)
    an index forced by a value | SELECT * FROM alarms INDEXED BY (SELECT 1)
    a window with a function | SELECT load_extension('x') OVER () FROM alarms
    a filter with a function | SELECT count(*) FILTER (WHERE load_extension('x')) FROM alarms
    a function after IN | SELECT 1 WHERE 1 IN (SELECT writefile('/tmp/plantline-hostile/in.txt', 'x'))
    a function in LIMIT | SELECT 1 LIMIT load_extension('x')
    a function in VALUES | VALUES (load_extension('x'))
    a function in WITH | WITH x AS (SELECT load_extension('x') AS a) SELECT a FROM x
    a function in a compound | SELECT 1 UNION SELECT load_extension('x')
    a function in GLOB | SELECT 1 WHERE 'a' GLOB load_extension('x')
    a function in MATCH | SELECT * FROM notes WHERE notes MATCH load_extension('x')
    a function in COLLATE's place | SELECT * FROM alarms ORDER BY load_extension(tag) COLLATE NOCASE
    a function in IS | SELECT 1 IS load_extension('x')
    a function in CAST | SELECT CAST(load_extension('x') AS TEXT)
    a function in json_each | SELECT * FROM json_each(load_extension('x'))
    geo | SELECT geopoly_debug(1)
    an r-tree's check | SELECT rtreecheck('evil')
    a hash of a query | SELECT sha3_query('DELETE FROM alarms')
    a table in the quotes of a text | SELECT * FROM 'pragma_database_list'
    a schema in the quotes of a text | SELECT * FROM 'main'.'pragma_database_list'
    a function in the quotes of a text | SELECT 'load_extension'('x')
    a column in the quotes of a text of a table | SELECT t.'a' FROM alarms t, 'pragma_database_list' t`),
];
