import Sqlite from 'better-sqlite3';
import { AppError } from '#sdk';
import {
  fileDamaged,
  notSqlite,
  ownStore,
  tableTooLarge,
  tablesMissing,
} from './imports.errors.ts';

/** A row as the predecessor kept it; a column that its version did not have is null. */
export type LegacyRow = Readonly<Record<string, string | number | null>>;

/** What is read of each table. */
const COLUMNS = {
  data_sources: ['id', 'name', 'plugin', 'database_type', 'config', 'active', 'created_at'],
  triggers: ['id', 'name', 'type', 'config', 'active', 'data_source_id', 'created_at'],
  trigger_groups: ['id', 'name', 'description', 'execution_mode', 'created_at'],
  trigger_group_members: ['id', 'group_id', 'trigger_id'],
  ai_triggers: [
    'id',
    'prefix',
    'name',
    'description',
    'enabled',
    'usage_count',
    'last_used',
    'created_at',
  ],
  query_presets: [
    'id',
    'name',
    'query_template',
    'variables',
    'is_default',
    'usage_count',
    'created_at',
  ],
  system_settings: ['id', 'category', 'key', 'value'],
  users: [
    'id',
    'username',
    'password_hash',
    'full_name',
    'email',
    'role',
    'created_by',
    'created_at',
    'last_login',
    'is_active',
  ],
  contacts: ['id', 'name', 'phone', 'metadata', 'created_at'],
  messages: [
    'id',
    'type',
    'content',
    'sender',
    'recipient',
    'processed_at',
    'metadata',
    'created_at',
  ],
  outgoing_messages: [
    'id',
    'recipient',
    'message',
    'type',
    'status',
    'sent_at',
    'error_message',
    'retry_count',
    'created_at',
  ],
  audit_logs: ['id', 'user_id', 'action', 'details', 'ip_address', 'user_agent', 'timestamp'],
} as const;

export type LegacyTable = keyof typeof COLUMNS;
export const LEGACY_TABLES = Object.keys(COLUMNS) as readonly LegacyTable[];

/** Without these it is no database of the predecessor, of whatever age. */
const NEEDED = ['data_sources', 'triggers'] as const;
/** What it kept for itself, and nobody misses. */
const LEFT = ['sessions', 'whatsapp_status'];

const PAGE_ROWS = 250;
/** Tables that are read as a whole have far fewer rows; more would only fill the memory. */
const MOST_ROWS = 50_000;
/** The longest text that is read of one cell; the predecessor's longest is a picture of 80 kB. */
export const LONGEST_TEXT = 1_000_000;

export interface LegacyFile {
  has(table: LegacyTable): boolean;
  count(table: LegacyTable): number;
  /** Tables that are left where they are, with how many rows they have. */
  readonly leftTables: readonly { readonly table: string; readonly rows: number }[];
  /** A table that is small by its nature. @throws AppError `imports.too_large` */
  all(
    table: Exclude<LegacyTable, 'messages' | 'audit_logs' | 'outgoing_messages'>,
  ): readonly LegacyRow[];
  /** The rows of a table in the order they were written, some at a time. */
  pages(table: LegacyTable): Generator<readonly LegacyRow[]>;
  close(): void;
}

/**
 * Opens a copy of a predecessor's database for reading.
 *
 * @param path of a copy that is nobody else's, since SQLite writes beside a file in WAL mode
 * @throws AppError `imports.not_legacy` or `imports.file_damaged`, from whatever reads later too
 */
export function openLegacyFile(path: string): LegacyFile {
  const sqlite = guarded(() => new Sqlite(path, { fileMustExist: true }));
  try {
    return createLegacyFile(sqlite);
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function createLegacyFile(sqlite: Sqlite.Database): LegacyFile {
  guarded(() => {
    // The file is somebody else's: nothing that it defines is run.
    sqlite.pragma('trusted_schema = OFF');
    sqlite.pragma('cell_size_check = ON');
    sqlite.pragma('query_only = ON');
  });
  const names = guarded(() => listTables(sqlite));
  if (names.includes('schema_migrations')) throw ownStore();
  const columns = new Map(
    LEGACY_TABLES.filter((table) => names.includes(table)).map((table) => [
      table,
      guarded(() => knownColumns(sqlite, table)),
    ]),
  );
  const missing = NEEDED.filter((table) => {
    const known = columns.get(table) ?? [];
    return !['id', 'name', 'config'].every((column) => known.includes(column));
  });
  if (missing.length > 0) throw tablesMissing(missing);

  function count(table: string): number {
    return guarded(
      () => sqlite.prepare<[], number>(`SELECT count(*) FROM "${table}"`).pluck().get() ?? 0,
    );
  }

  function* pages(table: LegacyTable): Generator<readonly LegacyRow[]> {
    const known = columns.get(table);
    if (!known) return;
    const select = guarded(() => sqlite.prepare<[number], LegacyRow>(pageQuery(table, known)));
    let after = Number.MIN_SAFE_INTEGER;
    for (;;) {
      const rows = guarded(() => select.all(after));
      if (rows.length > 0) yield rows;
      if (rows.length < PAGE_ROWS) return;
      const last = Number(rows.at(-1)?.['row_number']);
      // Numbers beyond what a double holds would lead round in circles.
      if (!(last > after)) throw fileDamaged(new Error(`rows of ${table} are out of order`));
      after = last;
    }
  }

  return {
    has: (table) => columns.has(table),
    count: (table) => (columns.has(table) ? count(table) : 0),
    leftTables: names
      .filter((name) => !columns.has(name as LegacyTable) && isPlain(name))
      .map((table) => ({ table, rows: count(table) }))
      .filter(({ table, rows }) => rows > 0 || LEFT.includes(table)),
    all(table) {
      const rows = columns.has(table) ? count(table) : 0;
      if (rows > MOST_ROWS) throw tableTooLarge(table, rows, MOST_ROWS);
      return [...pages(table)].flat();
    },
    pages,
    close: () => void sqlite.close(),
  };
}

/** Ordinary tables only: a view or a virtual table of that name would run what a stranger wrote. */
function listTables(sqlite: Sqlite.Database): readonly string[] {
  return sqlite
    .prepare<[], string>(
      `SELECT name FROM sqlite_master
       WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND sql LIKE 'CREATE TABLE %'
       ORDER BY name`,
    )
    .pluck()
    .all();
}

function knownColumns(sqlite: Sqlite.Database, table: LegacyTable): readonly string[] {
  const present = sqlite
    .prepare<[string], string>('SELECT name FROM pragma_table_info(?)')
    .pluck()
    .all(table);
  return COLUMNS[table].filter((column) => present.includes(column));
}

/** Texts are cut where no real one ends; a blob is no text of the predecessor's. */
function pageQuery(table: LegacyTable, known: readonly string[]): string {
  const cells = COLUMNS[table].map((column) =>
    known.includes(column)
      ? `CASE typeof("${column}") WHEN 'text' THEN substr("${column}", 1, ${LONGEST_TEXT})
           WHEN 'blob' THEN NULL ELSE "${column}" END AS "${column}"`
      : `NULL AS "${column}"`,
  );
  return `SELECT rowid AS row_number, ${cells.join(', ')} FROM "${table}"
    WHERE rowid > ? ORDER BY rowid LIMIT ${PAGE_ROWS}`;
}

function isPlain(name: string): boolean {
  return /^\w+$/u.test(name);
}

function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = error instanceof Sqlite.SqliteError ? error.code : '';
    throw code === 'SQLITE_NOTADB' ? notSqlite() : fileDamaged(error);
  }
}
