import type { CellValue } from '#sdk';
import { badSetting, apiBadAnswer } from '../http-json.errors.ts';
import type { EndpointConfig } from '../http-json.schema.ts';
import { compileColumns } from './compile-columns.ts';
import type { Column } from './compile-columns.ts';
import { compilePath } from './compile-path.ts';
import type { CompiledPath } from './compile-path.ts';
import { isJsonObject } from './parse-exact-json.ts';

export type Row = readonly CellValue[];

/** How the answers of an endpoint become rows. */
export interface RowReader {
  /** Those that the configuration names; none where every plain field is a column. */
  readonly columns: readonly Column[];
  /** What the rows of one answer are made of, and how many entries the API itself would count in it. */
  sources(content: unknown): { readonly sources: readonly RowSource[]; readonly count: number };
  /** The rows, with their columns, of all that was found. */
  table(sources: readonly RowSource[]): {
    readonly columns: readonly string[];
    readonly rows: readonly Row[];
  };
}

/** A row of an answer, and the item of its inner list where it is taken apart by one. */
export type RowSource = { readonly row: unknown; readonly item: unknown };

/** @throws AppError `http_json.config` */
export function createRowReader(config: EndpointConfig, timeZone: string): RowReader {
  const where = `Endpoint "${config.name}"`;
  const rowsPath = compilePath(config.rows?.trim() || '$', `${where}, where the rows are`);
  const itemsPath = config.forEach?.trim()
    ? compilePath(config.forEach, `${where}, one row for each`)
    : undefined;
  const columns = compileColumns(config.columns ?? [], where, timeZone);
  const isLists = config.layout === 'lists';
  if (!itemsPath && columns.some(({ base }) => base === 'item')) {
    throw badSetting(where, 'Columns that begin with @ need "One row for each".');
  }
  if (isLists && (itemsPath || columns.length === 0)) {
    throw badSetting(where, 'The layout "lists" needs columns, and no "One row for each".');
  }

  function takenApart(row: unknown): readonly RowSource[] {
    const items = itemsPath ? elementsAt(itemsPath, row) : [];
    // As an outer join: a work order nobody is planned for is still a work order.
    return items.length === 0 ? [{ row, item: undefined }] : items.map((item) => ({ row, item }));
  }

  return {
    columns,
    sources(content) {
      const rows = elementsAt(rowsPath, content);
      return { sources: rows.flatMap(takenApart), count: rows.length };
    },
    table(found) {
      if (columns.length === 0) return plainTable(found.map(({ row, item }) => item ?? row));
      const names = columns.map(({ name }) => name);
      if (isLists)
        return { columns: names, rows: found.flatMap(({ row }) => sideBySide(row, columns)) };
      const rows = found.map(({ row, item }) =>
        columns.map(({ base, path, toCell }) => toCell(path.find(base === 'row' ? row : item))),
      );
      return { columns: names, rows };
    },
  };
}

/**
 * What a path leads to: of one that leads to a single list, the elements of it. That depends on the path alone, never on
 * how many there happen to be.
 */
function elementsAt(path: CompiledPath, value: unknown): readonly unknown[] {
  const found = path.find(value);
  const [only] = found;
  if (!path.isSingular) return found;
  if (Array.isArray(only)) return only as readonly unknown[];
  return only === undefined || only === null ? [] : found;
}

function sideBySide(row: unknown, columns: readonly Column[]): readonly Row[] {
  const lists = columns.map(({ path }) => elementsAt(path, row));
  const lengths = new Set(lists.map(({ length }) => length));
  if (lengths.size > 1) {
    throw apiBadAnswer(
      'its lists have different lengths, so nobody knows which values belong together',
    );
  }
  const [length = 0] = lengths;
  return Array.from({ length }, (_, index) =>
    columns.map(({ toCell }, column) => toCell([lists[column]?.[index]])),
  );
}

/** A column for each field that is a plain value in some row, in the order they appear. */
function plainTable(sources: readonly unknown[]): {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
} {
  const names = new Set<string>();
  for (const source of sources) {
    for (const [name, value] of fieldsOf(source)) if (isPlain(value)) names.add(name);
  }
  const columns = [...names];
  const rows = sources.map((source) => {
    const fields = new Map(fieldsOf(source));
    return columns.map((name): CellValue => {
      const value = fields.get(name) ?? null;
      return isPlain(value) ? value : null;
    });
  });
  return { columns, rows };
}

function fieldsOf(source: unknown): readonly (readonly [string, unknown])[] {
  if (isJsonObject(source)) return Object.entries(source);
  if (Array.isArray(source))
    return source.map((value: unknown, index) => [String(index + 1), value]);
  return [['value', source]];
}

function isPlain(value: unknown): value is CellValue {
  return typeof value !== 'object' || value === null;
}
