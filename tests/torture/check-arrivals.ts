import type { Arrival, Asked } from './crowd.ts';
import type { StoredQuestion, StoredRow } from './read-outcome.ts';

/** What arrived more often than once: when first, and when again. */
export interface Repeat {
  readonly first: Date;
  readonly again: Date;
}

/** What was asked on a wire, and what it brought to phones. */
export interface WireEvidence {
  readonly transport: string;
  readonly accepted: readonly Asked[];
  /** Oldest first; undefined where there is no phone. */
  readonly arrivals: readonly Arrival[] | undefined;
  readonly hiddenRepeats: number;
}

type Known = {
  readonly row: StoredRow;
  readonly kind: 'text' | 'picture';
  readonly question: StoredQuestion;
};

/**
 * Holds what arrived at phones against the rows that should have: each of them, as what it is, to whoever asked, the
 * texts of a person and their pictures in the order written, and no picture before its own text.
 *
 * @param questions those of this wire, by the wire's own ids
 */
export function checkArrivals(
  { transport, accepted, arrivals }: WireEvidence,
  questions: ReadonlyMap<string, StoredQuestion>,
): { readonly repeats: readonly Repeat[]; readonly faults: readonly string[] } {
  if (!arrivals) return { repeats: [], faults: [] };
  const faults: string[] = [];
  const repeats: Repeat[] = [];
  const firsts = new Map<StoredRow, Arrival>();
  const lastRowOf = new Map<string, number>();
  const rows = [...questions.values()].flatMap(rowsOf);
  const byRow = new Map(rows.map((known) => [String(known.row.id), known]));
  const byProviderId = new Map(rows.map((known) => [known.row.providerId ?? '', known]));
  for (const arrival of arrivals) {
    const { id, key, to } = arrival;
    const known = key === undefined ? byProviderId.get(id) : byRow.get(key.split('.')[0] ?? '');
    if (!known) {
      faults.push(`${transport}: ${to} was sent what no row says`);
      continue;
    }
    const { row, kind, question } = known;
    if (arrival.kind !== kind) {
      faults.push(`${transport}: row ${row.id} is a ${kind} and arrived as a ${arrival.kind}`);
    }
    const first = firsts.get(row);
    if (first) {
      repeats.push({ first: first.at, again: arrival.at });
      continue;
    }
    firsts.set(row, arrival);
    if (kind === 'picture' && !question.texts.some((text) => firsts.has(text))) {
      faults.push(`${transport}: ${to} got the picture of row ${row.id} before its text`);
    }
    // A text waits for no picture, so each kind has an order of its own.
    const line = `${kind} ${to}`;
    const before = lastRowOf.get(line) ?? 0;
    if (row.id < before) faults.push(`${transport}: ${to} got row ${row.id} after row ${before}`);
    lastRowOf.set(line, Math.max(before, row.id));
  }
  for (const { id, to } of accepted) {
    const question = questions.get(id);
    for (const { row, kind } of question ? rowsOf(question) : []) {
      const arrived = firsts.get(row);
      const what = kind === 'text' ? 'answer' : 'picture';
      if (!arrived) faults.push(`${transport}: the ${what} to ${id} never arrived`);
      else if (arrived.to !== to) {
        faults.push(`${transport}: the ${what} to ${id} went to ${arrived.to}, not to ${to}`);
      }
    }
  }
  return { repeats, faults };
}

function rowsOf(question: StoredQuestion): readonly Known[] {
  return [
    ...question.texts.map((row) => ({ row, kind: 'text' as const, question })),
    ...question.pictures.map((row) => ({ row, kind: 'picture' as const, question })),
  ];
}
