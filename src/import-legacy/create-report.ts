import type {
  ImportOutcome,
  ImportReport,
  ImportedUser,
  ReportLine,
  TableCounts,
} from './imports.schema.ts';

/** Lines of one table and outcome; nobody reads more, and a report must fit into memory. */
const MOST_LINES = 10_000;
const MOST_BULK_LINES = 500;
/** Enough to recognise a row by. */
const NAME_CHARACTERS = 80;

type Row = {
  readonly table: string;
  readonly id: unknown;
  readonly name?: unknown;
  readonly outcome: ImportOutcome;
  readonly notes?: readonly string[] | undefined;
};

export type Report = {
  /** Counts a row, and lists it unless it is one of a great many with nothing to say of it. */
  row(row: Row): void;
  /** Rows of a table that is left where it is. */
  left(table: string, rows: number): void;
  /** A sentence on the whole; the same one twice is said once. */
  note(sentence: string): void;
  users(users: readonly ImportedUser[]): void;
  finish(dryRun: boolean): ImportReport;
};

/** Tables with so many rows that only those with something to say of them are listed. */
const BULK: ReadonlySet<string> = new Set(['messages', 'audit_logs', 'outgoing_messages']);

/** Collects what became of every row. */
export function createReport(tables: readonly string[]): Report {
  const counts = new Map<string, Mutable<TableCounts>>();
  const listed = new Map<string, number>();
  const lines: ReportLine[] = [];
  const notes = new Set<string>();
  let users: readonly ImportedUser[] = [];
  for (const table of tables) countsOf(table);

  function countsOf(table: string): Mutable<TableCounts> {
    const known = counts.get(table) ?? noRows(table);
    counts.set(table, known);
    return known;
  }

  return {
    row({ table, id, name, outcome, notes: said = [] }) {
      const count = countsOf(table);
      count.rows += 1;
      count[outcome] += 1;
      const isBulk = BULK.has(table);
      if (isBulk && said.length === 0) return;
      // One limit for each kind of remark, so that a frequent one does not hide a rare one.
      const kind = isBulk ? `${table} ${outcome} ${said[0]}` : `${table} ${outcome}`;
      const already = listed.get(kind) ?? 0;
      if (already >= (isBulk ? MOST_BULK_LINES : MOST_LINES)) {
        count.unlisted += 1;
        return;
      }
      listed.set(kind, already + 1);
      lines.push({ table, id: shown(id) ?? '', name: shown(name), outcome, notes: said });
    },
    left(table, rows) {
      const count = countsOf(table);
      count.rows += rows;
      count.leftOut += rows;
    },
    note: (sentence) => void notes.add(sentence),
    users: (all) => void (users = all),
    finish(dryRun) {
      const all = [...counts.values()];
      const hasChanges = all.some(({ brought, changed }) => brought + changed > 0);
      return { dryRun, hasChanges, tables: all, users, notes: [...notes], lines };
    },
  };
}

type Mutable<T> = { -readonly [Field in keyof T]: T[Field] };

function noRows(table: string): Mutable<TableCounts> {
  return {
    table,
    rows: 0,
    brought: 0,
    changed: 0,
    merged: 0,
    alreadyHere: 0,
    leftOut: 0,
    refused: 0,
    unlisted: 0,
  };
}

/** On one line, without what would play tricks on a terminal. */
function shown(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value)
    .toWellFormed()
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim();
  const characters = [...text];
  return characters.length <= NAME_CHARACTERS
    ? text
    : `${characters.slice(0, NAME_CHARACTERS - 1).join('')}…`;
}
