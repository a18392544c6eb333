import type { Arrival, Asked } from './crowd.ts';
import type { Outcome, StoredAnswer, StoredQuestion } from './read-outcome.ts';

/** What one wire saw, after everything has settled. */
export interface WireCount {
  readonly transport: string;
  readonly asked: number;
  readonly kept: number;
  readonly answered: number;
  readonly arrived: number;
  /** Messages that the wire was handed again under the same id, and showed once. */
  readonly sentAgain: number;
  /** Messages that arrived more often than once, beyond the first time. */
  readonly repeated: number;
  /** Of those: something was killed between the two, so that nobody knew that the first had gone. */
  readonly explained: number;
}

export interface WireEvidence {
  readonly transport: string;
  readonly accepted: readonly Asked[];
  readonly arrivals: readonly Arrival[] | undefined;
  readonly hiddenRepeats: number;
}

/**
 * Holds what the wires saw against what the store says.
 *
 * @param killedAt when the server, or a part of it, was killed
 */
export function checkOutcome(
  outcome: Outcome,
  wires: readonly WireEvidence[],
  killedAt: readonly Date[],
): { readonly faults: readonly string[]; readonly counts: readonly WireCount[] } {
  const faults: string[] = [];
  if (outcome.orphans > 0) faults.push(`${outcome.orphans} answers are to no question`);
  if (outcome.unreadEvents > 0) faults.push(`${outcome.unreadEvents} webhooks were never read`);
  for (const question of outcome.questions) faults.push(...questionFaults(question));
  const counts = wires.map((wire) => {
    const kept = outcome.questions.filter(({ transport }) => transport === wire.transport);
    const byWireId = new Map(kept.map((question) => [wireIdOf(question.id), question]));
    const matched = wire.accepted.map((asked) => ({ asked, question: byWireId.get(asked.id) }));
    for (const { asked, question } of matched) {
      if (!question) faults.push(`${wire.transport} ${asked.id} was accepted and is lost`);
      else if (asked.shown !== undefined && question.answers[0]?.text !== asked.shown) {
        faults.push(`${wire.transport} ${asked.id} was shown what the store does not say`);
      }
    }
    const { repeats, faults: wireFaults } = checkArrivals(wire, byWireId);
    faults.push(...wireFaults);
    return {
      transport: wire.transport,
      asked: wire.accepted.length,
      kept: kept.length,
      answered: kept.filter(({ answers }) => answers.length === 1).length,
      arrived: wire.arrivals?.length ?? kept.length,
      sentAgain: wire.hiddenRepeats,
      repeated: repeats.length,
      explained: repeats.filter(({ first, again }) =>
        killedAt.some((at) => at >= first && at <= again),
      ).length,
    };
  });
  for (const { transport, repeated, explained } of counts) {
    if (repeated > explained) {
      faults.push(`${transport}: ${repeated - explained} messages came twice for no reason`);
    }
  }
  return { faults, counts };
}

function questionFaults({ id, isProcessed, status, answers }: StoredQuestion): readonly string[] {
  if (!isProcessed || status !== 'processed') return [`${id} was not dealt with (${status})`];
  if (answers.length !== 1) return [`${id} has ${answers.length} answers`];
  const [answer] = answers;
  if (answer?.text === '') return [`${id} has an empty answer`];
  if (answer?.status === 'sent') return [];
  return [`the answer to ${id} is ${String(answer?.status)}, ${answer?.error ?? 'not tried'}`];
}

/** Our ids hold the wire's: alone, or after the chat that it came in. */
function wireIdOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

type Repeat = { readonly first: Date; readonly again: Date };

function checkArrivals(
  { transport, accepted, arrivals }: WireEvidence,
  byWireId: ReadonlyMap<string, StoredQuestion>,
): { readonly repeats: readonly Repeat[]; readonly faults: readonly string[] } {
  if (!arrivals) return { repeats: [], faults: [] };
  const faults: string[] = [];
  const repeats: Repeat[] = [];
  const firsts = new Map<StoredAnswer, Arrival>();
  const lastRowOf = new Map<string, number>();
  const answers = [...byWireId.values()].flatMap(({ answers: all }) => all);
  const byRow = new Map(answers.map((answer) => [String(answer.id), answer]));
  const byProviderId = new Map(answers.map((answer) => [answer.providerId ?? '', answer]));
  for (const arrival of arrivals) {
    const { id, key } = arrival;
    const answer = key === undefined ? byProviderId.get(id) : byRow.get(key.split('.')[0] ?? '');
    if (!answer) {
      faults.push(`${transport}: ${arrival.to} was sent what no row says`);
      continue;
    }
    const first = firsts.get(answer);
    if (first) {
      repeats.push({ first: first.at, again: arrival.at });
      continue;
    }
    firsts.set(answer, arrival);
    const before = lastRowOf.get(arrival.to) ?? 0;
    if (answer.id < before) {
      faults.push(`${transport}: ${arrival.to} got row ${answer.id} after row ${before}`);
    }
    lastRowOf.set(arrival.to, Math.max(before, answer.id));
  }
  for (const { id, to } of accepted) {
    const answer = byWireId.get(id)?.answers[0];
    const arrived = answer && firsts.get(answer);
    if (answer && !arrived) faults.push(`${transport}: the answer to ${id} never arrived`);
    if (arrived && arrived.to !== to) {
      faults.push(`${transport}: the answer to ${id} went to ${arrived.to}, not to ${to}`);
    }
  }
  return { repeats, faults };
}
