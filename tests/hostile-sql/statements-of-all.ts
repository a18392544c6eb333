/** A statement that somebody might enter as a query, and what it tries. */
export interface HostileStatement {
  readonly tries: string;
  readonly sql: string;
}

/** A text that somebody might send from a chat, and the honest query that it is bound into. */
export interface HostileArgument {
  readonly tries: string;
  readonly query: string;
  readonly value: string;
}

/** Stands in statements for a folder that the database may write to; tests put a folder of their own there. */
export const SCRATCH = '/tmp/plantline-hostile';

/** Pairs of what is tried and how, one a line: `what it tries | the statement`. */
export function toStatements(lines: string): HostileStatement[] {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const at = line.indexOf(' | ');
      const sql = line
        .slice(at + 3)
        .replaceAll('⏎', '\n')
        .replaceAll('␍', '\r');
      return { tries: line.slice(0, at), sql };
    });
}

/** What every database understands, or nearly so. */
export const commonStatements: readonly HostileStatement[] = [
  ...toStatements(String.raw`
    insert a row | INSERT INTO alarms (id, tag) VALUES (901, 'x')
    insert what was selected | INSERT INTO alarms SELECT * FROM alarms
    change rows | UPDATE alarms SET tag = 'x'
    change rows behind a bracket | (UPDATE alarms SET tag = 'x')
    delete rows | DELETE FROM alarms
    merge rows | MERGE INTO alarms USING samples ON (1 = 1) WHEN MATCHED THEN UPDATE SET tag = 'x'
    drop a table | DROP TABLE alarms
    drop a view | DROP VIEW alarm_view
    empty a table | TRUNCATE TABLE alarms
    make a table | CREATE TABLE evil (a int)
    make a table of a query | CREATE TABLE evil AS SELECT * FROM alarms
    make a view | CREATE VIEW evil AS SELECT 1 AS a
    make an index | CREATE INDEX evil ON alarms (tag)
    change a table | ALTER TABLE alarms ADD evil int
    grant a right | GRANT ALL ON alarms TO PUBLIC
    take a right | REVOKE ALL ON alarms FROM PUBLIC
    begin a transaction | BEGIN
    begin another transaction | START TRANSACTION
    commit | COMMIT
    roll back | ROLLBACK
    roll back, then write | ROLLBACK; DELETE FROM alarms
    commit, then write | COMMIT; DELETE FROM alarms
    second statement | SELECT * FROM alarms; DROP TABLE alarms
    second statement without blanks | SELECT 1;DROP TABLE alarms
    second statement behind a comment | SELECT 1; -- nothing⏎DROP TABLE alarms
    second statement within a comment that ends early | SELECT 1 /* ; */; DROP TABLE alarms
    second select | SELECT 1; SELECT 2
    many semicolons between two | SELECT 1;;;; DELETE FROM alarms
    semicolon before the statement | ; DELETE FROM alarms
    select into a table | SELECT * INTO evil FROM alarms
    lock the rows it reads | SELECT * FROM alarms FOR UPDATE
    lock the rows without waiting | SELECT * FROM alarms FOR UPDATE NOWAIT
    lock the rows and skip others | SELECT * FROM alarms FOR UPDATE SKIP LOCKED
    lock in a sub-query | SELECT * FROM (SELECT * FROM alarms FOR UPDATE) x
    lock in WITH | WITH x AS (SELECT * FROM alarms FOR UPDATE) SELECT * FROM x
    write in WITH | WITH x AS (DELETE FROM alarms RETURNING *) SELECT * FROM x
    insert in WITH | WITH x AS (INSERT INTO alarms (id) VALUES (902) RETURNING *) SELECT * FROM x
    update in WITH | WITH x AS (UPDATE alarms SET tag = 'x' RETURNING *) SELECT * FROM x
    WITH before an insert | WITH x AS (SELECT 903 AS id) INSERT INTO alarms (id) SELECT id FROM x
    WITH before a delete | WITH x AS (SELECT 1 AS id) DELETE FROM alarms WHERE id IN (SELECT id FROM x)
    WITH before an update | WITH x AS (SELECT 1 AS id) UPDATE alarms SET tag = 'x'
    write in FROM | SELECT * FROM (DELETE FROM alarms RETURNING *) x
    set something | SET x = 1
    carry out a procedure | CALL evil()
    carry out a procedure its own way | EXEC evil
    explain and so run | EXPLAIN ANALYZE DELETE FROM alarms
    comment on a table | COMMENT ON TABLE alarms IS 'x'
    an unknown function | SELECT evil(1)
    an unknown function of a schema | SELECT plant.evil(1) FROM alarms
    an unknown function after FROM | SELECT * FROM evil(1)
    an unknown function in ORDER BY | SELECT * FROM alarms ORDER BY evil(id)
    an unknown function in GROUP BY | SELECT count(*) FROM alarms GROUP BY evil(id)
    an unknown function in HAVING | SELECT count(*) FROM alarms HAVING evil(1) = 1
    an unknown function in a window | SELECT sum(id) OVER (ORDER BY evil(id)) FROM alarms
    an unknown function in a join | SELECT * FROM alarms a JOIN samples s ON evil(a.id) = 1
    an unknown function in CASE | SELECT CASE WHEN evil(1) = 1 THEN 1 ELSE 2 END FROM alarms
    an unknown function in a sub-query | SELECT * FROM alarms WHERE id IN (SELECT evil(id) FROM samples)
    a function whose name is in quotes | SELECT "evil"(1)
    a variable in a comment | SELECT 1 /* {tag} */
    a variable in a comment of one line | SELECT 1 -- {tag}
    a variable in the quotes of a name | SELECT "{tag}" FROM alarms WHERE 1 = {evil'}
    a brace that is no variable | SELECT { fn evil() }
    a placeholder of its own | SELECT * FROM alarms WHERE tag = ?1 OR 1 = :x
    a comment that does not end | SELECT 1 /* and so on
    a comment in a comment | SELECT 1 /* a /* b */ c */
    a text that does not end | SELECT * FROM alarms WHERE tag = 'x
    a name that does not end | SELECT * FROM alarms WHERE "tag = 1
    two texts side by side | SELECT 'a' 'b'
    two values side by side | SELECT {a} {b}
    a return without line end in a comment | SELECT 1 --␍; DROP TABLE alarms
    nothing | ;
    only a comment | -- SELECT 1
    no SQL at all | hello
    the names of letters that look alike | ＳＥＬＥＣＴ 1
    long s for s | SELECT * FROM alarmſ
    a wrong bracket | SELECT (1
    a number with letters | SELECT 1e FROM alarms
    another kind of blank | SELECT${'\u00A0'}1
    a blank of no width | SELECT${'\u200B'}1
    a vertical tab for a blank | SELECT${'\v'}1
    a form feed for a blank | SELECT${'\f'}1
    a line separator in a text | SELECT '${'\u2028'}'
    a byte order mark first | ${'\uFEFF'}DELETE FROM alarms
    a NUL in the middle | SELECT 1${'\0'}; DROP TABLE alarms
    a NUL in a text | SELECT 'a${'\0'}b'
    a backspace in a text | SELECT 'a${'\b'}b'
    half of a character | SELECT '${'\uD800'}'`),
  { tries: 'a text of 100,000 characters', sql: `SELECT '${'x'.repeat(100_000)}'` },
  { tries: 'parentheses 5,000 deep', sql: `SELECT ${'('.repeat(5_000)}1${')'.repeat(5_000)}` },
  {
    tries: 'calls 40 deep, each twice as slow',
    sql: `SELECT ${'abs('.repeat(40)}1${')'.repeat(40)}`,
  },
  { tries: 'a chain of 5,000 additions', sql: `SELECT 1${'+1'.repeat(5_000)}` },
  {
    tries: 'a chain of 1,000 conditions',
    sql: `SELECT 1 FROM alarms WHERE 1=1${' OR 1=1'.repeat(1_000)}`,
  },
  { tries: 'NOT 4,000 times', sql: `SELECT ${'NOT '.repeat(4_000)}1` },
  {
    tries: 'CASE 200 deep',
    sql: `SELECT ${'CASE WHEN 1=1 THEN '.repeat(200)}1${' END'.repeat(200)}`,
  },
  { tries: 'UNION 500 times', sql: `SELECT 1${' UNION SELECT 1'.repeat(500)}` },
  {
    tries: 'sub-queries 100 deep',
    sql: `SELECT * FROM ${'(SELECT * FROM '.repeat(100)}alarms${') x'.repeat(100)}`,
  },
];

const TEMPLATES = [
  'SELECT * FROM alarms WHERE tag = {tag}',
  "SELECT * FROM alarms WHERE tag = '{tag}'",
  "SELECT * FROM alarms WHERE tag LIKE '%{tag}%'",
] as const;

/** Each of them in the three ways that a variable may stand in a query. */
const VALUES: readonly (readonly [tries: string, value: string])[] = [
  ['always true', "x' OR 1=1 --"],
  ['always true with a hash', "x' OR 1=1 #"],
  ['always true without blanks', "x'OR'1'='1"],
  ['drop a table', "x'; DROP TABLE alarms; --"],
  ['drop a table behind a backslash', String.raw`\'; DROP TABLE alarms; -- `],
  ['drop a table behind two backslashes', String.raw`\\'; DROP TABLE alarms; -- `],
  ['a backslash at the end', 'x\\'],
  ['another query', "x' UNION SELECT 1, 2, 3, 4, 5 --"],
  ['another variable', "{limit} '{tag}'"],
  ['placeholders', '$1 ? :p1 @p1 ?1 $$; DROP TABLE alarms; $$'],
  ['double quotes', 'x" OR ""="'],
  ['a quote that looks like one', 'xʼ OR 1=1 --'],
  ['a curly quote', 'x’ OR 1=1 --'],
  ['a wide quote', 'x＇ OR 1=1 --'],
  ['the byte that eats a backslash in GBK', "¿' OR 1=1 --"],
  ['an executable comment', "x'/*!50000 OR 1=1*/"],
  ['a comment', "x'/**/OR/**/1=1"],
  ['everything', '%'],
  ['any sign', '_'],
  ['a set of signs', '[a-z]%'],
  ['a line end', "x'\n; DROP TABLE alarms"],
  ['a large number', '9'.repeat(400)],
  ['nothing', ''],
  ['a letter beyond the first 65,536', '𝒳🦺'],
  ['from right to left', '\u202E;smrala ELBAT PORD'],
];

export const hostileArguments: readonly HostileArgument[] = VALUES.flatMap(([tries, value]) =>
  TEMPLATES.map((query) => ({ tries: `${tries}, in ${query.slice(27)}`, query, value })),
);

/** What no database takes: these are refused before anything is sent. */
export const refusedArguments: readonly HostileArgument[] = [
  { tries: 'a NUL', query: TEMPLATES[0], value: "x\0' OR 1=1 --" },
  { tries: 'a NUL within a text', query: TEMPLATES[2], value: 'x\0' },
  { tries: '100,000 characters', query: TEMPLATES[0], value: 'x'.repeat(100_000) },
  { tries: 'half of a character', query: TEMPLATES[0], value: 'x\uD800' },
];
