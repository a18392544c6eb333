/** A column as the contract's table of tables describes it in words. */
export type ColumnWords = {
  readonly name: string;
  readonly type: string;
  readonly isKey: boolean;
  readonly isNotNull: boolean;
  readonly isUnique: boolean;
  readonly isAutoIncrement: boolean;
  /** As written: `'unknown'`, `1`, `CURRENT_TIMESTAMP`, or `uuid` for an expression in parentheses. */
  readonly default: string | null;
  readonly check: readonly string[] | null;
  readonly references: { readonly table: string; readonly onDelete: string } | null;
};

export type TableWords = {
  readonly columns: readonly ColumnWords[];
  /** UNIQUE constraints over more than one column. */
  readonly uniques: readonly (readonly string[])[];
};

/**
 * Reads the words a table is described with: `id TEXT PK, name TEXT NN, active BOOLEAN DEFAULT 1,
 * group_id TEXT NN → trigger_groups CASCADE, created_at, UNIQUE (group_id, name)`.
 * A bare name is `DATETIME DEFAULT CURRENT_TIMESTAMP`.
 */
export function parseTableWords(words: string): TableWords {
  const parts = words.split(/,(?![^(]*\))/u).map((part) => part.trim());
  const isUnique = (part: string): boolean => part.startsWith('UNIQUE (');
  return {
    columns: parts.filter((part) => !isUnique(part)).map(parseColumn),
    uniques: parts.filter(isUnique).map((part) => listIn(part) ?? []),
  };
}

function parseColumn(words: string): ColumnWords {
  const [name = '', type = 'DATETIME'] = words.split(' ');
  const isBare = !words.includes(' ');
  const reference = /→ (?<table>\w+) (?:ON DELETE )?(?<action>SET NULL|CASCADE)/u.exec(words);
  const given = /DEFAULT (?<value>'[^']*'|\(|\w+)/u.exec(words)?.groups?.['value'];
  const check = /CHECK \([^)]*\)/u.exec(words)?.[0];
  return {
    name,
    type,
    isKey: /\bPK\b/u.test(words),
    isNotNull: /\bNN\b/u.test(words),
    isUnique: /\bUNIQUE\b/u.test(words),
    isAutoIncrement: words.includes('AUTOINCREMENT'),
    default: isBare ? 'CURRENT_TIMESTAMP' : given === '(' ? 'uuid' : (given ?? null),
    check: check ? (listIn(check) ?? null) : null,
    references: reference?.groups
      ? { table: reference.groups['table'] ?? '', onDelete: reference.groups['action'] ?? '' }
      : null,
  };
}

function listIn(words: string): readonly string[] | undefined {
  return /\((?<list>[^)]*)\)/u
    .exec(words)
    ?.groups?.['list']?.split(',')
    .map((part) => part.trim());
}
