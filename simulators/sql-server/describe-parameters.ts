import { columnTypeOf } from './column-type.ts';
import type { StoredValue } from './column-type.ts';
import type { Store } from './open-store.ts';
import type { Parameter } from './read-request.ts';
import type { Column } from './tokens.ts';

const CALL = /^\s*EXEC\s+sp_describe_undeclared_parameters\s+@tsql\s*=\s*(@\w+)\s*;?\s*$/i;
const TYPE_IDS: Readonly<Record<string, bigint>> = {
  datetimeoffset: 43n,
  datetime2: 42n,
  int: 56n,
};
const NVARCHAR = 231n;

/**
 * What `sp_describe_undeclared_parameters` answers: the type of what each parameter is compared with; undefined for
 * every other statement.
 */
export function describeParameters(
  store: Store,
  statement: string,
  parameters: readonly Parameter[],
):
  | { readonly columns: readonly Column[]; readonly rows: readonly (readonly StoredValue[])[] }
  | undefined {
  const [, variable] = CALL.exec(statement) ?? [];
  if (variable === undefined) return undefined;
  const sql = String(parameters.find(({ name }) => name === variable)?.value);
  const names = new Set(sql.match(/@p\d+\b/g) ?? []);
  const columns = [
    { name: 'parameter_ordinal', type: columnTypeOf('int') },
    { name: 'name', type: columnTypeOf('nvarchar(128)') },
    { name: 'suggested_system_type_id', type: columnTypeOf('int') },
    { name: 'suggested_system_type_name', type: columnTypeOf('nvarchar(256)') },
  ];
  const rows = Array.from(names, (name, index): StoredValue[] => {
    const type = typeComparedWith(store, sql, name) ?? 'nvarchar(4000)';
    const id = TYPE_IDS[/^\w+/.exec(type)?.[0] ?? ''] ?? NVARCHAR;
    return [BigInt(index + 1), name, id, type];
  });
  return { columns, rows };
}

function typeComparedWith(store: Store, sql: string, name: string): string | undefined {
  const before = new RegExp(`(\\w+)\\]?\\s*(?:>=|<=|<>|=|<|>)\\s*${name}\\b`, 'i').exec(sql);
  const [, table] = /\bFROM\s+(?:dbo\.)?\[?(\w+)/i.exec(sql) ?? [];
  return store.typeOf(table ?? null, before?.[1] ?? null)?.name;
}
