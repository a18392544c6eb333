import type { ImportReport } from '../import-legacy/index.ts';

type Outcome = ImportReport['lines'][number]['outcome'];

const HEADS: readonly (readonly [Outcome, string])[] = [
  ['brought', 'brought'],
  ['changed', 'changed'],
  ['merged', 'merged'],
  ['alreadyHere', 'here'],
  ['leftOut', 'left'],
  ['refused', 'refused'],
];
const WORDS: Readonly<Record<Outcome, string>> = {
  brought: 'brought',
  changed: 'changed',
  merged: 'merged',
  alreadyHere: 'already here',
  leftOut: 'left out',
  refused: 'REFUSED',
};
const NUMBER_WIDTH = 9;

/** A report as a person reads it: what is to be known, the tables, then row by row. */
export function printImportReport(report: ImportReport): void {
  for (const line of linesOf(report)) console.log(line);
}

function* linesOf(report: ImportReport): Generator<string> {
  yield* rowLines(report);
  yield* tableLines(report);
  if (report.notes.length > 0) yield '';
  for (const note of report.notes) yield `- ${note}`;
  yield '';
  yield verdict(report);
}

/** What is here already is only counted: a second time would list everything. */
function* rowLines({ lines, tables }: ImportReport): Generator<string> {
  for (const { table, unlisted } of tables) {
    const listed = lines.filter((line) => line.table === table && line.outcome !== 'alreadyHere');
    if (listed.length === 0) continue;
    yield table;
    for (const { outcome, id, name, notes } of listed) {
      const says = notes.length === 0 ? '' : `: ${notes.join(' ')}`;
      yield `  ${WORDS[outcome].padEnd(8)} ${name ?? id}${name === null ? '' : ` [${id}]`}${says}`;
    }
    if (unlisted > 0) yield `  … and ${unlisted} more like these`;
    yield '';
  }
}

function* tableLines({ tables }: ImportReport): Generator<string> {
  const width = Math.max(...tables.map(({ table }) => table.length), 5);
  const cells = (all: readonly (string | number)[]) =>
    all.map((cell) => String(cell).padStart(NUMBER_WIDTH)).join('');
  yield `${'table'.padEnd(width)}${cells(['rows', ...HEADS.map(([, head]) => head)])}`;
  for (const counts of tables) {
    const numbers = HEADS.map(([outcome]) => counts[outcome]);
    yield `${counts.table.padEnd(width)}${cells([counts.rows, ...numbers])}`;
  }
}

function verdict({ dryRun, hasChanges }: ImportReport): string {
  if (!hasChanges) return 'Everything is here already: nothing is changed.';
  return dryRun ? 'Nothing was written: this was a dry run.' : 'Done.';
}
